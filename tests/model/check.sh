#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# check.sh DIR: check the models of the protocols with Spin, all
# states of each, and show that each mutant of them fails.  Builds below DIR.
set -u

dir=${1:?usage: check.sh DIR}
models=$(dirname "$0")/../../shim
failed=0

command -v spin >/dev/null || {
	echo "SKIP: spin is not installed: apt-get install spin"
	[ "${CI:-}" != true ]
	exit
}

# run MODEL DEFINE...: states and errors of it into $states and $errors.
run() {
	local model=$1 build
	shift
	build=$(mktemp -d "$dir/pan.XXXXXX")
	find "$models" -name "$model.pml" -exec cp {} "$build" \;
	states= errors=
	read -r states errors < <(
		cd "$build" &&
		spin "$@" -a "$model.pml" >log 2>&1 &&
		gcc -O2 -w "${cycles:--DSAFETY}" -DCOLLAPSE -DVECTORSZ=4096 \
			-o pan pan.c &&
		./pan ${cycles:+-l} -m1000000 -w24 >log 2>&1
		awk '/errors:/ { e = $NF } /states, stored/ { s = $1 }
		     /max search depth too small|out of memory/ { e = "?" }
		     END { print s, e }' log)
	rm -rf "$build"
}

# holds MODEL DEFINE...
holds() {
	run "$@"
	if [ "${errors:-}" = 0 ]; then
		printf '  %-56s %9s states, %s\n' "$*" "$states" \
			"${verdict:-holds}"
	else
		printf '  %-56s FAILS: errors: %s\n' "$*" "${errors:-none counted}"
		failed=1
	fi
}

# ends MODEL DEFINE...: no run goes on for ever; whether one gets stuck, holds says
ends() {
	cycles=-DNP verdict=ends holds "$@"
}

# fails MODEL DEFINE...: a mutant that must
fails() {
	run "$@"
	if [ "${errors:-0}" != 0 ] && [ "$errors" != '?' ]; then
		printf '  %-56s fails, as it must\n' "$*"
	else
		printf '  %-56s HOLDS: the model does not see it\n' "$*"
		failed=1
	fi
}

mkdir -p "$dir"
few='-DPRODUCERS=1 -DEACH=2 -DFLUSHER'
holds flush-queue $few
holds flush-queue -DPRODUCERS=3 -DEACH=1
holds flush-queue -DPRODUCERS=2 -DEACH=1
holds flush-queue -DPRODUCERS=2 -DEACH=1 -DSLOTS=3 -DLIMIT=2 -DSINGLE
for mutant in NO_BARRIER EARLY_EPOCH EARLY_FINISH NO_RECHECK LATE_TIMER \
		NO_REARM UNORDERED_SLOT; do
	fails flush-queue $few -D$mutant
done
fails flush-queue -DPRODUCERS=1 -DEACH=3 -DEARLY_HEAD

# Who waits for others: two for each other, for whom no clock is needed; and one
# for a flush that it holds up itself.
two="-DPRODUCERS=2 -DEACH=1 -DLIMIT=1 -DPLAIN -DSINGLE"
holds flush-queue $two
ends flush-queue $two
holds flush-queue $two -DNO_BOUND
for held in INTERRUPT IPI; do
	one="-DPRODUCERS=1 -DEACH=2 -DLIMIT=1 -DPLAIN -DFLUSHER -D$held"
	holds flush-queue $one
	fails flush-queue $one -DNO_BOUND
done

holds cpu-lock -DTHREADS=2 -DEACH=3
holds cpu-lock -DTHREADS=3 -DEACH=2
holds cpu-lock -DTHREADS=3 -DEACH=2 -DWORDS=1 -DDEPTH=2
for mutant in NO_MEMBARRIER EARLY_MEMBARRIER NO_RECHECK NO_WAIT KEEP_BIAS \
		LATE_BIAS STAY UNORDERED_EXIT; do
	fails cpu-lock -DTHREADS=2 -DEACH=2 -D$mutant
done
fails cpu-lock -DTHREADS=3 -DEACH=2 -DWORDS=1 -DDEPTH=2 -DEARLY_PUT

two='-DCPUS=2 -DEACH=1 -DSYNCERS=1'
holds range-queue $two
holds range-queue -DCPUS=2 -DEACH=2 -DSYNCERS=1
holds range-queue -DCPUS=3 -DEACH=1 -DSYNCERS=1
for mutant in NO_BARRIER EARLY_NUMBER EARLY_RETIRE ONLY_NEW RETIRE_ALL \
		MERGE_TAKEN; do
	fails range-queue $two -D$mutant
done
fails range-queue -DCPUS=2 -DEACH=2 -DSYNCERS=0 -DRANGES=1 -DDROP
exit $failed

