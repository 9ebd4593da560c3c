#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# hosted.sh DIR: run DIR/hosted and DIR/hosted-nosan by turns, and print the
# median of the runs, in ns for a map and an unmap of 4 KiB.  The hosted core
# and Linux's are measured by turns as well, within each run.
set -u

dir=$1
runs=5
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

for ((i = 0; i < runs; i++)); do
	IOMMU_SAN=off "$dir/hosted-nosan" | sed 's/^/absent /' >>"$log" || exit 1
	IOMMU_SAN=off "$dir/hosted" | sed 's/^/off /' >>"$log" || exit 1
	IOMMU_SAN=report "$dir/hosted" | sed 's/^/on /' >>"$log" || exit 1
done

# median SAN SIDE MODE THREADS
median() {
	sed -n "s/^$1 $2 $3 $4 //p" "$log" | sort -n | sed -n "$((runs / 2 + 1))p"
}

row='%-8s %-8s %8s %8s %14s   %8s %8s %8s\n'
printf "$row" '' '' hosted linux 'hosted core,' sanitizer '' ''
printf "$row" unmap threads '' '' 'arm tables' absent off on
for mode in strict batched; do
	for threads in 1 2; do
		printf "$row" "$mode" "$threads" \
			"$(median absent hosted "$mode" "$threads")" \
			"$(median absent linux "$mode" "$threads")" \
			"$(median absent mixed "$mode" "$threads")" \
			"$(median absent hosted "$mode" "$threads")" \
			"$(median off hosted "$mode" "$threads")" \
			"$(median on hosted "$mode" "$threads")"
	done
done
