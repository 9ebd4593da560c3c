#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# run.sh PROGRAM...: run greatest programs one after another, show a line for
# each and everything a failing one printed, and close with the sum.  A program
# that dies without greatest's summary counts as one failure.
set -u

log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0

for program; do
	"$program" -v >"$log" 2>&1 </dev/null
	status=$?
	# "Pass: 3, fail: 0, skip: 1."
	read -r p f s < <(sed -n \
		's/^Pass: \([0-9]*\), fail: \([0-9]*\), skip: \([0-9]*\)\.$/\1 \2 \3/p' \
		"$log" | tail -n 1)
	if [ -z "${p:-}" ]; then
		p=0 f=1 s=0
		echo "no verdict: exit status $status" >>"$log"
	elif [ "$status" != 0 ] && [ "$f" = 0 ]; then
		f=1
		echo "exit status $status after a clean summary" >>"$log"
	fi
	printf '  %-7s %-44s %3d passed' TEST "${program#*/tests/}" "$p"
	[ "$f" = 0 ] || printf ', %d failed' "$f"
	[ "$s" = 0 ] || printf ', %d skipped' "$s"
	echo
	if [ "$f" != 0 ]; then
		cat "$log"
	elif [ "$s" != 0 ]; then
		grep -a '^SKIP' "$log"
	fi
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	unset p f s
done

printf '%d passed, %d failed' "$passed" "$failed"
[ "$skipped" = 0 ] || printf ', %d skipped' "$skipped"
echo
# In CI a test that was skipped is a test that is missing.
[ "$failed" = 0 ] && [ "$passed" -gt 0 ] &&
	{ [ "$skipped" = 0 ] || [ "${CI:-}" != true ]; }
