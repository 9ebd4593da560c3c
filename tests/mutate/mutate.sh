#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# mutate.sh MUTANTS WORK TEST...: break one line of the sources after the other
# and see whether one of the tests notices.
#
# A mutant is built in a copy of the sources and of what was built from them, so
# that only what depends on the line is built again.  One that does not compile
# is caught; one whose script changes nothing is an error.  A test that takes much
# longer than on the original is said to hang: on a busy machine, look twice.
set -u

mutants=$1
work=$2
shift 2
tests=("$@")
jobs=$(nproc)

rm -rf "$work"
mkdir -p "$work/base/build" || exit 2
cp -a Makefile include shim samples semantic-patches tests tools scripts bench \
	"$work/base/" || exit 2
cp -a build/deps "$work/base/build/" || exit 2
build() {
	make -s -j1 OPT=-O1 "${tests[@]}"
}
(cd "$work/base" && build >"../base.log" 2>&1) ||
	{ cat "$work/base.log"; echo "mutate: the original does not build" >&2; exit 2; }
# The quick ones first: it is mostly one of them that notices.
for t in "${tests[@]}"; do
	began=$(date +%s%N)
	(cd "$work/base" && timeout 120 "$t" >/dev/null 2>&1 </dev/null) ||
		{ echo "mutate: $t fails on the original" >&2; exit 2; }
	echo "$(($(date +%s%N) - began)) $t"
done | sort -n >"$work/order" || exit 2
[ "$(wc -l <"$work/order")" = "${#tests[@]}" ] || exit 2
mapfile -t tests < <(cut -d ' ' -f 2 "$work/order")
slowest=$(($(tail -n 1 "$work/order" | cut -d ' ' -f 1) / 1000000000))
limit=$((20 + 10 * slowest))

# verdict NUMBER FILE SCRIPT: "caught by TEST", or "missed".
verdict() {
	local dir=$work/$1 t
	cp -a "$work/base" "$dir"
	sed -E -i "$3" "$dir/$2"
	if cmp -s "$dir/$2" "$work/base/$2"; then
		echo "unchanged"
	elif ! (cd "$dir" && timeout 300 make -s -j1 OPT=-O1 \
		"${tests[@]}" >log 2>&1 </dev/null); then
		echo "caught by the compiler"
	else
		for t in "${tests[@]}"; do
			(cd "$dir" && timeout "$limit" "$t" >log 2>&1 </dev/null)
			case $? in
			0) ;;
			124) echo "caught by a hang of ${t##*/}"; break ;;
			*) echo "caught by ${t##*/}"; break ;;
			esac
		done | grep . || echo missed
	fi
	rm -rf "$dir"
}

n=0
while IFS=$'\t' read -r file script; do
	[[ $file = \#* || -z $file ]] && continue
	n=$((n + 1))
	{
		v=$(verdict "$n" "$file" "$script" 2>/dev/null)
		printf '%s\t%s\t%s\n' "$v" "$file" "$script" >"$work/$n.verdict"
	} &
	while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do
		wait -n
	done
done <"$mutants"
wait

caught=$(cat "$work"/*.verdict | grep -c '^caught')
cat "$work"/*.verdict | cut -f 1 | sort | uniq -c | sort -rn
cat "$work"/*.verdict | grep -v '^caught'
echo "$caught of $n mutants caught"
[ "$caught" = "$n" ]
