#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# deps.sh DIR SET: install the Debian packages of a set, and leave DIR/SET.done
# behind when all of it is there.  The set test brings greatest.h along, in DIR.
#
# The system's apt configuration is not touched: the one source package that is
# needed is fetched through a private apt directory below DIR.  With APT=no in
# the environment nothing is installed, fetched or noted as there: whoever says
# so has seen to it.  With APT=show they are only named.
set -u -o pipefail

usage="usage: deps.sh DIR build|clang|deb|test"
dir=${1:?$usage} set=${2:?$usage}

case $set in
build) # the command and the hosted library, and what the command runs
	packages=(
		make gcc libc6-dev pkg-config git perl
		libclang-14-dev libgit2-dev libjansson-dev libpcre2-dev
		liburcu-dev libunwind-dev libdw-dev coccinelle
	) ;;
clang) # CC=clang; its sanitizers' runtime is a package of its own
	packages=(clang libclang-rt-14-dev) ;;
deb) # make deb
	packages=(build-essential debhelper dh-dkms fakeroot lintian) ;;
test) # what tests and benchmarks need beside that
	packages=(
		linux-source-6.1 xz-utils flex bison bc patch
		clang libclang-rt-14-dev hyperfine gnuplot-nox spin mandoc
	)
	# A browser that clicks through the page of --report; by itself it has
	# no fonts.
	packages+=(chromium chromium-driver fonts-dejavu-core)
	# spatch opens the library that only the headers' package links to, for
	# the modes org and report of semantic patches.
	packages+=(libpython3-dev)
	# What reads the man pages as strictly as can be.
	packages+=(mandoc)
	# Real kernels, fetched by kernels.sh: modules for them, and machines.
	packages+=(
		qemu-system-x86 qemu-system-arm busybox-static cpio kmod
		gcc-12 gcc-aarch64-linux-gnu
	) ;;
*)
	echo "$usage" >&2
	exit 2 ;;
esac

greatest_sha256=4ecd1c1c1b1d2cd7f0c8b0c9d87f92030b9ef7910da3a8197076b17d13076940

die() {
	echo "deps: $*" >&2
	exit 1
}

missing_packages() {
	local p
	for p in "${packages[@]}"; do
		dpkg-query -W -f '${Status}\n' "$p" 2>/dev/null |
			grep -q 'ok installed' || echo "$p"
	done
}

# as_root CMD...: run it as root, or say what has to be run and stop.
as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		die "not root, and no sudo: run this as root, then make again:" \
		    "apt-get install -y --no-install-recommends ${missing[*]}"
	fi
}

quietly() {
	"$@" >"$dir/log" 2>&1
}

install_packages() {
	mapfile -t missing < <(missing_packages)
	[ ${#missing[@]} = 0 ] && return
	printf '  %-7s %s\n' APT "${missing[*]}"
	export DEBIAN_FRONTEND=noninteractive
	local install=(apt-get install -y --no-install-recommends "${missing[@]}")
	# The package lists may be absent or old: one update settles both.
	as_root true
	quietly as_root apt-get update -q ||
		die "apt-get update failed, is there a network? ($(tail -n 1 "$dir/log"))"
	quietly as_root "${install[@]}" ||
		die "apt-get install failed: $(grep -m 1 '^E:' "$dir/log" || tail -n 1 "$dir/log")"
}

# A deb-src line for each deb source that the system has, in a private place.
private_apt() {
	local apt=$1 codename
	codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
	mkdir -p "$apt"/{lists/partial,cache/archives/partial,parts} || return
	# One source is enough: the system's own mirror of this release.
	local uri
	uri=$(apt-get indextargets --format '$(SITE)' "Identifier: Packages" \
		"Codename: $codename" 2>/dev/null | sort | uniq -c |
		sort -rn | awk 'NR == 1 { print $2 }')
	[ -n "$uri" ] || uri=$(apt-get indextargets --format '$(SITE)' \
		2>/dev/null | head -n 1)
	[ -n "$uri" ] || return
	echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $codename main" \
		>"$apt/sources.list"
}

fetch_greatest() {
	local apt=$dir/apt tmp=$dir/greatest.tmp opts
	[ -f "$dir/greatest.h" ] &&
		echo "$greatest_sha256  $dir/greatest.h" | sha256sum -c --quiet 2>/dev/null &&
		return
	printf '  %-7s %s\n' FETCH "greatest.h (source package fzy)"
	apt=$(realpath -m "$apt")
	private_apt "$apt" || die "no apt source for this release is configured"
	opts=(-q -o "Dir::Etc::sourcelist=$apt/sources.list"
	      -o "Dir::Etc::sourceparts=$apt/parts"
	      -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache"
	      -o "APT::Sandbox::User=root" -o "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false"
	      -o "APT::Get::List-Cleanup=0")
	rm -rf "$tmp"
	mkdir -p "$tmp"
	(cd "$tmp" && apt-get "${opts[@]}" update &&
		apt-get "${opts[@]}" source --download-only fzy) >"$dir/log" 2>&1 ||
		die "cannot fetch the source package fzy, is there a network? ($(grep -m 1 '^E:' "$dir/log"))"
	tar -xf "$tmp"/fzy_*.orig.tar.* -C "$tmp" --strip-components=1 ||
		die "the source package fzy does not unpack"
	local got
	got=$(sha256sum "$tmp/deps/greatest/greatest.h" | cut -d ' ' -f 1)
	[ "$got" = "$greatest_sha256" ] ||
		die "greatest.h has the wrong checksum: sha256 $got, expected $greatest_sha256"
	mv "$tmp/deps/greatest/greatest.h" "$dir/greatest.h"
	rm -rf "$tmp" "$apt"
}

if [ "${APT:-}" = show ]; then
	printf '%s\n' "${packages[@]}"
	exit 0
fi
if [ "${APT:-}" = no ]; then
	[ "$set" != test ] || [ -f "$dir/greatest.h" ] ||
		die "APT=no: put greatest.h 1.3.1 into $dir, the tests are compiled with it"
	exit 0
fi
grep -qs '^ID=debian$' /etc/os-release && command -v apt-get >/dev/null ||
	die "this set-up knows Debian 12 only; on another distribution install the counterparts of:" \
	    "${packages[*]}; then say make APT=no"
mkdir -p "$dir" || die "cannot create $dir"
install_packages
[ "$set" != test ] || fetch_greatest
rm -f "$dir/log"
touch "$dir/$set.done"
