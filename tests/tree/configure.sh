#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# configure.sh SOURCE ARCH DIR FILE...: configure SOURCE as ARCH allmodconfig
# for clang in DIR, make the headers that are generated, and leave in DIR/flags
# a line for each FILE that this configuration builds: FILE, and clang's flags
# as the kernel's own makefiles give them.  They hold when clang runs in DIR.
#
# Nothing is written to SOURCE, nothing is linked: a clang that knows ARCH is
# all the cross compiler that is needed.
set -u -o pipefail

source=$(realpath "$1") arch=$2 dir=$(realpath -m "$3")
shift 3

die() {
	echo "configure: $arch: $*" >&2
	exit 1
}

# What this build is called with is not meant for the kernel's.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL

kernel() {
	make -C "$source" O="$dir" ARCH="$arch" CC=clang HOSTCC=gcc LD=ld \
		"$@" </dev/null
}

logged() {
	kernel -s "$@" >"$dir/log" 2>&1 || {
		tail -n 20 "$dir/log" >&2
		die "make $* failed"
	}
}

# The folder that kbuild reads for a file: the next one up that has objects,
# not only parts of some object further up.
kbuild_folder() {
	local folder=$1

	while folder=${folder%/*}; do
		grep -qs '^obj-' "$source/$folder"/{Makefile,Kbuild} && break
		[[ $folder = */* ]] || return
	done
	echo "$folder/"
}

folders() {
	local file

	for file; do
		[[ $file = arch/* && $file != "arch/$arch/"* ]] ||
			kbuild_folder "$file"
	done | sort -u
}

rm -rf "$dir"
# x86 asks for tools/ before anything makes it.
mkdir -p "$dir/tools" || die "cannot make $dir"
logged allmodconfig
logged -j"$(nproc)" prepare0

mapfile -t folders < <(folders "$@")
# What it would run says more than what it has run, and sooner.
kernel -k -n "${folders[@]}" 2>"$dir/log" | tr ';' '\n' |
	sed -n 's/^ *clang -Wp,-MMD,[^ ]* \(.*\) -c -o \(.*\)\.o [^ ]*\.c *$/\2.c \1/p' |
	grep -F -f <(printf '%s \n' "$@") | sort -u >"$dir/flags.part"
[ -s "$dir/flags.part" ] || die "no flags found; $(tail -n 1 "$dir/log")"
mv "$dir/flags.part" "$dir/flags"
