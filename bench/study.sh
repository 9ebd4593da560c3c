#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# study.sh PROGRAM DIR PLOTS: run the study, leave its CSV in DIR, draw the plots
# of docs/flush-queues.md into PLOTS, and print what auto is worth: how many
# cells, how far from the best fixed setting, how often above its bound.
set -u

program=$1 dir=$2 plots=$3
mkdir -p "$dir" "$plots" || exit 1
common=flush_us,hardware,cpus,load,work_ns
{
	echo "$common,mode,entries,timeout_us,ns,flushes_per_million,stale_us"
	"$program" | tee >(grep '^auto,' | cut -d, -f2- >"$dir/auto.part") |
		grep '^fixed,' | cut -d, -f2-
} >"$dir/fixed.csv"
{
	echo "$common,mode,limit,max_stale_us,ns,flushes_per_million,stale_us,best_mode,best_entries,best_timeout_us,best_ns,best_flushes_per_million,best_stale_us,ratio"
	cat "$dir/auto.part"
} >"$dir/auto.csv"
rm "$dir/auto.part"

# line FILE WHERE X: x and ns of the rows of which the awk condition is true.
line() {
	awk -F, "NR > 1 && $2 { print $3, \$9 }" "$dir/$1.csv" |
		sort -n -k1,1 -k2,2 | awk '$1 != x { print } { x = $1 }'
}

cd "$dir" || exit 1
dir=.
# Where both have the same memory: 16 queues of 2048 entries, or one of 32768.
for load in even one; do
	cell="\$2 == \"serial\" && \$3 == 16 && \$4 == \"$load\" && \$5 == 20000"
	x='($1 ? $1 : 0.3)'
	line fixed "$cell && \$6 == \"linux\"" "$x" >"linux-$load.data"
	line fixed "$cell && \$6 == \"percpu\" && \$7 == 256 && \$8 == 10000" "$x" \
		>"linux-percpu-$load.data"
	line fixed "$cell && \$6 == \"percpu\" && \$7 == 2048 && \$8 == 1000000" "$x" \
		>"percpu-$load.data"
	line fixed "$cell && \$6 == \"single\" && \$7 == 32768 && \$8 == 1000000" "$x" \
		>"single-$load.data"
	line fixed "$cell && \$6 == \"single\" && \$7 == 256 && \$8 == 10000" "$x" \
		>"small-$load.data"
	line auto "$cell && \$8 == 1000000" "$x" >"auto-$load.data"
done
cell='$1 == 100 && $2 == "serial" && $3 == 16 && $4 == "even" && $5 == 20000'
for timeout in 1000 10000 100000 1000000; do
	line fixed "$cell && \$6 == \"percpu\" && \$8 == $timeout" '$7 * 16' \
		>"percpu-$timeout.data"
	line fixed "$cell && \$6 == \"single\" && \$8 == $timeout" '$7' \
		>"single-$timeout.data"
done
awk -F, 'NR > 1 { print ($1 ? $1 : 0.3) * (1 + (NR % 5 - 2) / 30), $NF }' \
	auto.csv | sort -u >ratio.data

gnuplot <<-PLOT || exit 1
	set terminal svg size 960,440 font "sans-serif,12" background "white"
	set key outside right
	set grid
	set logscale xy
	set xlabel "cost of a flush, us; one at a time"
	set ylabel "ns for each unmap"
	set xrange [0.2:1500]
	set xtics ("0" 0.3, 1, 3, 10, 30, 100, 300, 1000)

	set output "$plots/crossover.svg"
	set multiplot layout 1,2
	set key below
	do for [load in "even one"] {
		set title (load eq "even" ? "16 CPUs unmap" : "one CPU of 16 unmaps")
		plot "linux-".load.".data" with linespoints title "per CPU of Linux 6.1", \\
			"linux-percpu-".load.".data" with linespoints title "per CPU, 256, 10 ms", \\
			"percpu-".load.".data" with linespoints title "per CPU, 2048, 1 s", \\
			"single-".load.".data" with linespoints title "single, 32768, 1 s", \\
			"small-".load.".data" with linespoints title "single, 256, 10 ms", \\
			"auto-".load.".data" with linespoints lw 2 title "auto, within 1 s"
	}
	unset multiplot

	set output "$plots/sizes.svg"
	set key outside right
	set title "16 CPUs, one flush of 100 us at a time"
	set xlabel "entries of all queues together"
	set logscale x 2
	set xrange [*:*]
	set xtics auto
	plot for [t in "1 10 100 1000"] "percpu-".t."000.data" with linespoints \\
			title "per CPU, ".t." ms", \\
		for [t in "1 10 100 1000"] "single-".t."000.data" with linespoints dt 2 \\
			title "single, ".t." ms"

	set output "$plots/auto.svg"
	set title "auto against the best fixed setting within the same bound"
	set xlabel "cost of a flush, us"
	set ylabel "time of auto / time of the best"
	set logscale x 10
	set xrange [0.2:1500]
	set xtics ("0" 0.3, 1, 3, 10, 30, 100, 300, 1000)
	unset logscale y
	set yrange [0:1.2]
	plot "ratio.data" with points pt 7 ps 0.3 title "a cell", \\
		1.1 with lines dt 2 title "10 % more", 1 with lines title "the same"
PLOT

awk -F, 'NR > 1 {
		n++; sum += $NF; above += $NF > 1.1; stale += $11 > $8
		if ($NF > worst) worst = $NF
	} END {
		printf "auto: %d cells, %.2f of the best fixed setting on average, %.2f at most, %d above 1.10, %d above the bound on staleness\n",
			n, sum / n, worst, above, stale
		exit above || stale
	}' auto.csv
