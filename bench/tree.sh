#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tree.sh COMMAND TREE DIR: the time that COMMAND takes for TREE, next to the
# tool that does the nearest thing without proving any of it.
#
# A contest is a row below.  Its two run in turn, round after round, so that a
# slow minute of the machine meets both.  Results go to DIR/tree.csv.  Fails when
# COMMAND takes more than the row's share of the other's time.
set -u -o pipefail
export LC_ALL=C

command=${1:?usage: tree.sh COMMAND TREE DIR}
tree=${2:?usage: tree.sh COMMAND TREE DIR}
dir=${3:?usage: tree.sh COMMAND TREE DIR}
rounds=${ROUNDS:-7}

names='iommu_(map|map_atomic|map_sg|map_sg_atomic|map_sgtable|unmap)'
new='iommu_(map|map_atomic|map_sg|map_sg_atomic|map_sgtable|unmap)_sync|iommu_unmap_fast'
patches=semantic-patches

# name ; ours ; the other ; at most, - for: report only ; what both have to do
contests="
sync   ; $command convert --to sync $tree ; spatch --sp-file $patches/rename/implicit-to-sync.cocci -D patch --dir $tree ; ${RATIO_MAX:-0.4} ; same
gather ; $command convert --to gather $tree ; spatch --sp-file $patches/batch/gather.cocci -D patch --dir $tree ; 0.25 ; more
scan   ; $command scan $tree ; grep -rlwE $names $tree ; -    ; any
"

die() {
	echo "bench-tree: $*" >&2
	exit 1
}

command -v hyperfine >/dev/null ||
	die "hyperfine is missing: apt-get install hyperfine"
mkdir -p "$dir" || exit

# How many new names a diff brings in: lines are laid out differently.
new_names() {
	$1 2>/dev/null | grep '^+[^+]' | grep -owE "$new" | wc -l
}

# Unrecorded: fills the page cache, and shows that both do their work.  A spatch
# that finds no file at all would be hard to beat.
work() {
	local ours other
	case $3 in
	any)
		[ -n "$($1 2>/dev/null | head -n 1)" ] &&
			[ -n "$($2 2>/dev/null | head -n 1)" ] || die "$1, $2: silent"
		echo "prints"
		return
		;;
	esac
	ours=$(new_names "$1") other=$(new_names "$2")
	[ "$other" -gt 0 ] || die "$2: changes nothing, or fails"
	case $3 in
	same) [ "$ours" = "$other" ] ;;
	more) [ "$ours" -ge "$other" ] ;;
	esac || die "$1 brings in $ours names, spatch $other"
	echo "$ours and $other names"
}

once() {
	hyperfine --shell=none --style none --runs 1 \
		--export-csv "$dir/once.csv" "$1" >/dev/null 2>"$dir/log" ||
		die "$1: $(tail -n 1 "$dir/log")"
	# The last column, max, is as good as any for a single run.
	awk -F, 'NR == 2 { print $NF }' "$dir/once.csv"
}

# contest,who -> median min max
summary() {
	awk -F, -v key="$1" '$1 "," $2 == key { print $4 }' "$dir/tree.csv" | sort -n |
		awk '{ t[NR] = $1 }
		     END { print (t[int((NR + 1) / 2)] + t[int(NR / 2) + 1]) / 2,
				 t[1], t[NR] }'
}

echo contest,who,round,seconds >"$dir/tree.csv"
printf '%d rounds, seconds of wall time\n' "$rounds"
printf '%-8s %-14s %8s %8s %8s %10s\n' '' '' median min max ratio
failed=0
while IFS=';' read -r name ours other most both; do
	[ -n "$both" ] || continue
	name=${name// /} most=${most// /} both=${both// /}
	ours=$(xargs <<<"$ours") other=$(xargs <<<"$other")
	worked=$(work "$ours" "$other" "$both") || exit
	for ((round = 1; round <= rounds; round++)); do
		# Nobody always runs behind the same one.
		order=(ours other)
		((round % 2)) || order=(other ours)
		for who in "${order[@]}"; do
			seconds=$(once "${!who}") || exit
			echo "$name,$who,$round,$seconds" >>"$dir/tree.csv"
		done
	done
	read -r median min max < <(summary "$name,ours")
	read -r reference low high < <(summary "$name,other")
	ratio=$(awk -v a="$median" -v b="$reference" 'BEGIN { printf "%.3f", a / b }')
	printf '%-8s %-14s %8.3f %8.3f %8.3f %10s  %s\n' "$name" iommu-migrate \
		"$median" "$min" "$max" "$ratio" "$worked"
	printf '%-8s %-14s %8.3f %8.3f %8.3f\n' '' "${other%% *}" \
		"$reference" "$low" "$high"
	if [ "$most" != - ] &&
	   ! awk -v a="$ratio" -v b="$most" 'BEGIN { exit !(a <= b) }'; then
		echo "bench-tree: $name: $ratio of the other's time, at most $most is allowed" >&2
		failed=1
	fi
done <<<"$contests"
rm -f "$dir/once.csv" "$dir/log"
exit $failed
