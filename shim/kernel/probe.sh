#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# probe.sh KDIR OUT: ask the kernel's headers what the shim has to know, and
# write the answers to OUT/answers.h.
#
# A probe is a file probes/QUESTION-ANSWER.c that compiles where that is the
# answer.  Exactly one answer of each question must compile: where none does, or
# two, this kernel is one that the shim does not know, and nothing is built.
# All are compiled in one run of kbuild, with the flags that the module gets,
# and controls say whether the run means anything: control-yes.c must compile,
# control*-no.c must not.
#
# probes/exports names functions that some kernels declare and keep from modules.
#
# Answers stay good while the compiler, the probes and every header that they
# read are the same.
set -u

kdir=$1 out=$2
here=$(dirname "$(readlink -f "$0")")
dir=$out/probes
make=${MAKE:-make}

die() {
	echo "iommu-shim: $*" >&2
	exit 1
}

# Whatever on make's command line may change what a compiler says.
words() {
	printf '%s\n' "$kdir" "${MAKEFLAGS:-}" "${ARCH:-}" "${CC:-}" \
		"${CROSS_COMPILE:-}" "${LLVM:-}" "${KCFLAGS:-}"
	cat "$here/probe.sh" "$here"/probes/*
}

still_good() {
	[ -f "$out/answers.h" ] && [ -f "$dir/sums" ] &&
		words | cmp -s - "$dir/words" &&
		sha256sum -c --quiet --status "$dir/sums" 2>/dev/null
}

# Every header that control-yes.c read, and the compiler that read them.  kbuild
# compiles in KDIR, or since Linux 6.13 in the folder of the module.
read_files() {
	sed -n 's/^  *\([^$ ]*\.h\).*/\1/p' "$dir/.control-yes.o.cmd" |
	while read -r file; do
		for file in "$file" "$kdir/$file" "$dir/$file"; do
			case $file in
			/*) [ -f "$file" ] && realpath "$file" && break ;;
			esac
		done
	done
	command -v "$(sed -n 's/^\(saved\)\{0,1\}cmd_[^ ]* := *\([^ ]*\) .*/\2/p' \
		"$dir/.control-yes.o.cmd" | head -n 1)"
	[ ! -f "$kdir/Module.symvers" ] || realpath "$kdir/Module.symvers"
}

# Headers declare more than modules can use.
is_exported() {
	[ ! -f "$kdir/Module.symvers" ] ||
		grep -q "[[:space:]]$1[[:space:]]" "$kdir/Module.symvers"
}

# The first error of a probe, as the compiler gave it.
error_of() {
	grep -m 1 "$1\.c:.*error:" "$dir/log" || grep -m 1 -i 'error' "$dir/log" ||
		tail -n 1 "$dir/log"
}

compiles() {
	[ -f "$dir/$1.o" ]
}

ask() {
	question=$1 held=''
	for probe in "$here/probes/$question"-*.c; do
		probe=$(basename "$probe" .c)
		if compiles "$probe"; then
			held="$held ${probe#"$question"-}"
		else
			error=$(error_of "$probe")
		fi
	done
	name=$(echo "${question}_${held# }" | tr "[:lower:]" "[:upper:]")
	case $held in
	"")
		die "this kernel's $question is none that the shim knows: $error (all of it: $dir/log)" ;;
	" no") ;;
	" yes")
		echo "#define IOMMU_SHIM_HAVE_${name%_YES} 1" ;;
	*" "*" "*)
		die "this kernel answers to $question with$held at once (see $here/probes/$question-*.c and $dir/log)" ;;
	*)
		echo "#define IOMMU_SHIM_HAVE_$name 1" ;;
	esac
}

if still_good; then
	exit 0
fi
rm -rf "$dir" "$out/answers.h"
mkdir -p "$dir" && ln -s "$here"/probes/* "$dir/" || die "cannot write $dir"

echo "  PROBE   $kdir"
# It fails: a control is among what it builds.  Without a jobserver to share, as
# many at a time as there are processors.
case ${MAKEFLAGS:-} in
*jobserver*) jobs= ;;
*) jobs=-j$(getconf _NPROCESSORS_ONLN) ;;
esac
"$make" $jobs -k -C "$kdir" M="$dir" modules >"$dir/log" 2>&1

compiles control-yes ||
	die "nothing can be compiled for $kdir: $(error_of control-yes) (all of it: $dir/log)"
for probe in "$here"/probes/control*-no.c; do
	! compiles "$(basename "$probe" .c)" ||
		die "this compiler takes anything, so its answers mean nothing: look at CC and KCFLAGS (and $dir/log)"
done

answers=$dir/answers.h
{
	echo '/* Written by probe.sh; what these headers have. */'
	echo '#define IOMMU_SHIM_HAVE_ANSWERS 1'
	for question in $(cd "$here/probes" && printf '%s\n' *-*.c |
			  sed 's/-.*//' | grep -v '^control' | sort -u); do
		(ask "$question") || exit 1
	done
	while read -r name; do
		is_exported "$name" &&
			echo "#define IOMMU_SHIM_EXPORTS_$name 1"
	done <"$here/probes/exports"
	true
} >"$answers" || exit 1
words >"$dir/words"
read_files | sort -u | xargs sha256sum >"$dir/sums" || die "cannot list what the probes read"
mv "$answers" "$out/answers.h"
