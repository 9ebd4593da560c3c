#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# demo.sh BUILD SAMPLE...: what `make demo` shows once all is built.
#
# BUILD/samples has the benches of the samples as they are; BUILD/demo/STYLE the
# converted samples, the ledger of the conversion and the benches built from
# them.
set -u

build=$1
shift
status=0

# field NAME LINE: the value of NAME=value in a bench's line.
field() {
	sed -n "s/.*\b$1=\([^ ]*\).*/\1/p" <<<"$2"
}

# sites STYLE SAMPLE WHAT: lines of the ledger for the file that hold WHAT.
sites() {
	grep -E "(^|/)$2\.c," "$build/demo/$1/ledger.csv" | grep -c "$3"
}

# batched SAMPLE CALL: how many of these calls the conversion defers.
batched() {
	grep -E "(^|/)$1\.c," "$build/demo/explicit/ledger.csv" |
		grep -c ",$2.*,deferred: "
}

# run BENCH: its line; what a failing one says more goes to stderr.
run() {
	local said
	said=$(IOMMU_SAN=report "$1" 2>&1) || { status=1; echo "$1: $said" >&2; }
	line=$(grep '^sample=' <<<"$said")
	reports=$((reports + $(grep -c '^BUG: IOMMU-SAN' <<<"$said")))
}

# stat STYLE SAMPLE: lines that the conversion added and removed, "+7 -7".
stat() {
	git --no-pager diff --no-index --numstat "samples/$2.c" \
		"$build/demo/$1/$2.c" | awk '{ print "+" $1 " -" $2 }'
}

printf '%-28s %12s %12s\n' 'diff stat of the conversion' sync explicit
for sample; do
	printf '%-28s %12s %12s\n' "samples/$sample.c" \
		"$(stat sync "$sample")" "$(stat explicit "$sample")"
done
echo

printf '%-17s %5s %12s   %-11s %s\n' '' '' 'batched     ' '' 'invalidations in style'
printf '%-17s %5s %6s %5s   %-11s %8s %8s %8s\n' sample sites unmaps maps \
	DMA implicit sync explicit
reports=0
declare -A total=([implicit]=0 [sync]=0 [explicit]=0)
for sample; do
	dma='' counts=()
	for style in implicit sync explicit; do
		case $style in
		implicit) run "$build/samples/$sample" ;;
		*) run "$build/demo/$style/$sample" ;;
		esac
		dma+=/$(field dma "$line")
		n=$(field invalidations "$line")
		counts+=("$n")
		total[$style]=$((total[$style] + n))
	done
	printf '%-17s %5d %6d %5d   %-11s %8d %8d %8d\n' "$sample" \
		"$(sites sync "$sample" ,converted,)" \
		"$(batched "$sample" iommu_unmap)" \
		"$(batched "$sample" iommu_map)" "${dma#/}" \
		"${counts[@]}"
done
printf '%-17s %5s %6s %5s   %-11s %8d %8d %8d\n' all '' '' '' '' \
	"${total[implicit]}" "${total[sync]}" "${total[explicit]}"
echo "Batched unmaps share one invalidation.  Batched maps save none on a kernel like this,"
echo "whose iommu_map() synchronises by itself."
echo
for style in sync explicit; do
	printf 'to %-9s %s\n' "$style:" "$(tail -n 1 "$build/demo/$style/ledger.txt")"
done
echo "reports of the IOTLB sanitizer: $reports"
[ "$reports" = 0 ] || status=1
exit $status
