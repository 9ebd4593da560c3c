#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# mutate.sh MUTANTS WORK ONLY TEST...: break one line of the sources after the
# other and see whether one of the tests notices.  ONLY is a pattern of
# grep -E for the rows to take; empty, all.
#
# A mutant is built in a copy of the sources and of what was built from them, and
# only as far as needed: one test after the other, the one that has the name of the
# file first, until one notices.  A row that ends in "tsan" is built and run with
# TSan: on a machine that orders what the source forgot to order, nothing else can
# tell.  What does not compile is caught; a script that changes nothing is an error.
# A test that takes much longer than on the original is said to hang: on a busy
# machine, look twice.  JOBS mutants at a time, or as many as processors.
set -u

mutants=$1
work=$2
only=${3:-.}
shift 3
tests=("$@")
jobs=${JOBS:-$(nproc)}

# build FLAVOUR TARGET...; run FLAVOUR LIMIT TEST
build() {
	local flavour=$1
	shift
	if [ "$flavour" = tsan ]; then
		make -s -j1 OPT=-O1 TSAN=1 "${@/#build/build/tsan}"
	else
		make -s -j1 OPT=-O1 "$@"
	fi
}
run() {
	local t=$3
	[ "$1" = tsan ] && t=${t/#build/build/tsan}
	TSAN_OPTIONS="halt_on_error=1 suppressions=tests/hosted/tsan-suppressions" \
		timeout "$2" "$t" </dev/null
}

rows=$(grep -v -e '^#' -e '^$' "$mutants" | grep -E -e "$only")
[ -n "$rows" ] || { echo "mutate: no row of $mutants has $only" >&2; exit 2; }
flavours=plain
grep -q $'\ttsan$' <<<"$rows" && flavours="plain tsan"

rm -rf "$work" || exit 2
mkdir -p "$work/base/build" || exit 2
tar -c --exclude=./build --exclude=./.git . | tar -x -C "$work/base" || exit 2
cp -a build/deps "$work/base/build/" || exit 2
for f in $flavours; do
	(cd "$work/base" && build "$f" "${tests[@]}" >"../base.log" 2>&1) ||
		{ cat "$work/base.log"; echo "mutate: the original does not build" >&2; exit 2; }
	# The quick ones first: it is mostly one of them that notices.
	for t in "${tests[@]}"; do
		began=$(date +%s%N)
		(cd "$work/base" && run "$f" 120 "$t" >../base.log 2>&1) ||
			{ cat "$work/base.log"; echo "mutate: $t fails on the original" >&2; exit 2; }
		echo "$(($(date +%s%N) - began)) $t"
	done | sort -n >"$work/order.$f"
	[ "$(wc -l <"$work/order.$f")" = "${#tests[@]}" ] || exit 2
done

# in_order FLAVOUR FILE SCRIPT: the tests, those first that say the most of what is
# broken: that have the file's name, include it, or use the names in the script; the
# quick ones first among equals.
in_order() {
	local name=${2##*/} header=${2#include/hosted/} words t n
	words=$(grep -oE '[A-Za-z_][A-Za-z0-9_]{3,}' <<<"$3" |
		grep -vxE 'static|void|inline|define|unsigned|struct|bool|long|return|true|false')
	while read -r _ t; do
		n=$(grep -cwF -e "$words" "${t#build/}.c")
		[ "${t##*/}" = "${name%.?}" ] && n=$((n + 1000))
		grep -q -e "^#include <$header>" "${t#build/}.c" && n=$((n + 10))
		echo "$n $t"
	done <"$work/order.$1" | sort -s -k 1,1nr | cut -d ' ' -f 2
}

# verdict NUMBER FLAVOUR FILE SCRIPT: "caught by TEST", or "missed".
verdict() {
	local dir=$work/$1 flavour=$2 file=$3 script=$4 t limit
	cp -a "$work/base" "$dir"
	sed -E -i "$script" "$dir/$file"
	if cmp -s "$dir/$file" "$work/base/$file"; then
		echo "unchanged"
		rm -rf "$dir"
		return
	fi
	limit=$((20 + 10 * $(tail -n 1 "$work/order.$flavour" | cut -d ' ' -f 1) / 1000000000))
	while read -r t; do
		if ! (cd "$dir" && build "$flavour" "$t" >log 2>&1 </dev/null); then
			echo "caught by the compiler"
			break
		fi
		(cd "$dir" && run "$flavour" "$limit" "$t" >log 2>&1)
		case $? in
		0) ;;
		124) echo "caught by a hang of ${t##*/}"; break ;;
		*) echo "caught by ${t##*/}"; break ;;
		esac
	done < <(in_order "$flavour" "$file" "$script") | grep . || echo missed
	rm -rf "$dir"
}

n=0
while IFS=$'\t' read -r file script flavour; do
	n=$((n + 1))
	{
		v=$(verdict "$n" "${flavour:-plain}" "$file" "$script" 2>/dev/null)
		printf '%s\t%s\t%s\n' "$v" "$file" "$script" >"$work/$n.verdict"
	} &
	while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do
		wait -n
	done
done <<<"$rows"
wait

caught=$(cat "$work"/*.verdict | grep -c '^caught')
cat "$work"/*.verdict | cut -f 1 | sort | uniq -c | sort -rn
cat "$work"/*.verdict | grep -v '^caught'
echo "$caught of $n mutants caught"
[ "$caught" = "$n" ]
