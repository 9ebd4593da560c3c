#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tree.sh COMMAND TREE DIR: the time that COMMAND takes to convert TREE, next to
# spatch, which rewrites but proves nothing, and to grep, which only finds.
#
# The three run in turn, round after round, so that a slow minute of the machine
# meets all of them.  Results go to DIR/tree.csv.  Fails when COMMAND takes more
# than RATIO_MAX of spatch's time.
set -u -o pipefail
export LC_ALL=C

command=${1:?usage: tree.sh COMMAND TREE DIR}
tree=${2:?usage: tree.sh COMMAND TREE DIR}
dir=${3:?usage: tree.sh COMMAND TREE DIR}
rounds=${ROUNDS:-7}
ratio_max=${RATIO_MAX:-0.4}

names='iommu_(map|map_atomic|map_sg|map_sg_atomic|map_sgtable|unmap)'
patch=semantic-patches/rename/implicit-to-sync.cocci

declare -A run=(
	[iommu-migrate]="$command convert --to sync $tree"
	[spatch]="spatch --sp-file $patch -D patch --dir $tree"
	[grep]="grep -rlwE $names $tree"
)
order=(iommu-migrate spatch grep)

die() {
	echo "bench-tree: $*" >&2
	exit 1
}

command -v hyperfine >/dev/null ||
	die "hyperfine is missing: apt-get install hyperfine"
mkdir -p "$dir" || exit

# Unrecorded: fills the page cache, and shows that all three do their work.  A
# spatch that finds no file at all would be hard to beat.
changed_lines() {
	${run[$1]} 2>/dev/null | grep -c '^+[^+]'
}
grep -rlwE "$names" "$tree" >/dev/null || die "$tree: holds none of the names"
for who in iommu-migrate spatch; do
	lines=$(changed_lines "$who") ||
		die "${run[$who]}: changes nothing, or fails"
	: "${expected:=$lines}"
	[ "$lines" = "$expected" ] ||
		die "$who changes $lines lines, iommu-migrate $expected"
done

echo who,round,seconds >"$dir/tree.csv"
for ((round = 1; round <= rounds; round++)); do
	for who in "${order[@]}"; do
		hyperfine --shell=none --style none --runs 1 \
			--export-csv "$dir/once.csv" "${run[$who]}" \
			>/dev/null 2>"$dir/log" ||
			die "${run[$who]}: $(tail -n 1 "$dir/log")"
		# The last column, max, is as good as any for a single run.
		seconds=$(awk -F, 'NR == 2 { print $NF }' "$dir/once.csv")
		echo "$who,$round,$seconds" >>"$dir/tree.csv"
	done
	# Nobody always runs behind the same one.
	order=("${order[@]:1}" "${order[0]}")
done
rm -f "$dir/once.csv" "$dir/log"

summary() {
	awk -F, -v who="$1" '$1 == who { print $3 }' "$dir/tree.csv" | sort -n |
		awk '{ t[NR] = $1 }
		     END { print (t[int((NR + 1) / 2)] + t[int(NR / 2) + 1]) / 2,
				 t[1], t[NR] }'
}

read -r reference _ < <(summary spatch)
printf '%d lines changed, %d rounds, seconds of wall time\n' "$expected" "$rounds"
printf '%-16s %8s %8s %8s %10s\n' '' median min max '/ spatch'
for who in iommu-migrate spatch grep; do
	read -r median min max < <(summary "$who")
	ratio=$(awk -v a="$median" -v b="$reference" 'BEGIN { print a / b }')
	printf '%-16s %8.3f %8.3f %8.3f %10.2f\n' \
		"$who" "$median" "$min" "$max" "$ratio"
	[ "$who" != iommu-migrate ] || ours=$ratio
done

awk -v a="$ours" -v b="$ratio_max" 'BEGIN { exit !(a <= b) }' ||
	die "iommu-migrate takes $ours of spatch's time, at most $ratio_max is allowed"
