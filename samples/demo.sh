#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# demo.sh DIR SAMPLE...: what `make demo` shows once all is built.
#
# DIR holds the converted samples, the ledger of the conversion and the benches
# built from them; DIR/../../samples the benches of the originals.
set -u

dir=$1
shift
before=$dir/../../samples
status=0

# field NAME LINE: the value of NAME=value in a bench's line.
field() {
	sed -n "s/.*\b$1=\([^ ]*\).*/\1/p" <<<"$2"
}

# Sites converted in one file, from the ledger (file is column 1, outcome 7).
converted() {
	grep -cE "(^|/)$1,.*,converted," "$dir/ledger.csv"
}

echo "The samples, converted to style sync:"
echo
for sample; do
	read -r added removed _ < <(git --no-pager diff --no-index --numstat \
		"samples/$sample.c" "$dir/$sample.c")
	printf '  %-24s %3d lines added, %3d removed\n' "samples/$sample.c" \
		"$added" "$removed"
done
echo
tail -n 1 "$dir/ledger.txt"
echo
printf '%-12s %9s   %-18s %s\n' sample converted 'DMA before/after' \
	'invalidations before/after'
# run BENCH: its line; what a failing one says more goes to stderr.
run() {
	local said
	said=$("$1" 2>&1) || { status=1; echo "$1: $said" >&2; }
	line=$(grep '^sample=' <<<"$said")
}

for sample; do
	run "$before/$sample"
	old=$line
	run "$dir/$sample"
	new=$line
	printf '%-12s %9d   %-18s %s\n' "$sample" "$(converted "$sample.c")" \
		"$(field dma "$old")/$(field dma "$new")" \
		"$(field invalidations "$old")/$(field invalidations "$new")"
done
exit $status
