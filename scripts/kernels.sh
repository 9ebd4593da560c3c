#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# kernels.sh DIR [NAME...]: fetch Debian kernels to build modules for and to
# boot, each into DIR/NAME; without a NAME all of the table below.  Nothing is
# installed and the system's apt configuration is not touched: packages come
# through a private apt directory, are checked against the checksum in the
# signed package lists, and are unpacked.  What is there already is not fetched
# again; remove DIR/NAME to have the newest.
#
# DIR/NAME then holds:
#   release     the kernel's release, as uname -r prints it
#   headers     the folder to build against (KDIR)
#   make        words for the make command line of a module, or nothing
#   vmlinuz     the image
#   modules     its modules: /lib/modules/RELEASE
#   busybox     of the kernel's architecture, where that is not this machine's
#   source/     the parts of the kernel's own source that tests build from
#   done        when all of it is there
set -u -o pipefail

# name, suite, architecture, what is special (separated by commas):
#   cc=X         compiler, where the one that built the kernel is not here
#   no-btf       type information for modules needs pahole: leave it off
#   libc         host tools want a newer libc than Debian 12 has
#   newer-cc     built by a compiler that aligns functions and knows attributes
#                which ours does not
kernels=(
	"5.10       bullseye-security   amd64  cc=gcc-12"
	"6.1        bookworm-security   amd64  -"
	"6.12       bookworm-backports  amd64  no-btf"
	"7.2        sid                 amd64  cc=gcc-12,no-btf,libc,newer-cc"
	"6.1-arm64  bookworm-security   arm64  -"
)

# Of the source: drivers that the tests convert or replace.
source_parts=(drivers/vfio drivers/vhost drivers/vdpa drivers/iommu)

# Where host tools of a kernel with "libc" find a newer one.
libc_packages=(libc6 libgcc-s1 libelf1t64 libzstd1 zlib1g libssl3t64)

die() {
	echo "kernels: $*" >&2
	exit 1
}

say() {
	printf '  %-7s %s\n' "$1" "$2"
}

is_special() {
	[[ ,$special, == *",$1,"* ]]
}

# site_of SUITE: the address that this system uses for an archive.
site_of() {
	local codename
	codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
	case $1 in
	*-security) codename+=-security ;;
	esac
	apt-get indextargets --format '$(SITE)' "Identifier: Packages" \
		"Codename: $codename" 2>/dev/null | sort | uniq -c |
		sort -rn | awk 'NR == 1 { print $2 }'
}

# A private apt directory for the one suite of this kernel.
make_apt() {
	local apt=$row/apt site
	site=$(site_of "$suite")
	[ -n "$site" ] ||
		die "$name: this system has no apt source to take the address of $suite from (is it Debian 12, and has apt-get update been run?)"
	mkdir -p "$apt"/{lists/partial,cache/archives/partial,parts} ||
		die "cannot write $apt"
	# Nothing is installed: what this system has must not answer for a suite.
	: >"$apt/status"
	echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main" \
		>"$apt/sources.list"
	apt_options=(-q
		-o "APT::Architecture=amd64"
		-o "APT::Architectures=amd64,$arch"
		-o "Dir::Etc::sourcelist=$apt/sources.list"
		-o "Dir::Etc::sourceparts=$apt/parts"
		-o "Dir::State::lists=$apt/lists"
		-o "Dir::State::status=$apt/status"
		-o "Dir::Cache=$apt/cache"
		-o "APT::Sandbox::User=root"
		-o "APT::Get::List-Cleanup=0"
		-o "Acquire::Languages=none"
		-o "Acquire::Retries=3"
		-o "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false")
	apt-get "${apt_options[@]}" update >"$row/log" 2>&1 ||
		die "$name: apt-get update of $suite failed, is there a network? ($(grep -m 1 '^[EW]:' "$row/log"))"
}

# A package for the kernel's architecture; kbuild is programs that run here.
qualified() {
	case $1 in
	linux-kbuild-*) echo "$1:amd64" ;;
	linux-headers-*-common*) echo "$1" ;;
	*) echo "$1:$arch" ;;
	esac
}

# The kernel that a suite has at present is what its metapackage depends on.
newest() {
	apt-cache "${apt_options[@]}" show "linux-$1-$arch:$arch" 2>/dev/null |
		grep -m 1 '^Depends:' | grep -oE "linux-$1-[^ ,]+" | head -n 1
}

# All packages below $1 that belong to a kernel.
kernel_packages() {
	apt-cache "${apt_options[@]}" depends --recurse --no-recommends \
		--no-suggests --no-conflicts --no-breaks --no-replaces \
		--no-enhances "$1:$arch" | grep -E \
		'^(linux-(image|headers|kbuild|binary|modules)-)' |
		sed 's/:.*//' | grep -v -e '-unsigned$' | sort -u
}

# fetch PACKAGE...: into $row/debs, unless the right one lies there.
fetch() {
	local uri file size sum debs=$row/debs missing=()
	mkdir -p "$debs"
	apt-get "${apt_options[@]}" --print-uris download "$@" >"$row/uris" 2>"$row/log" ||
		die "$name: $suite has no package of $*: $(grep -m 1 '^E:' "$row/log")"
	while read -r uri file size sum; do
		[ -n "$size" ] || continue
		echo "${sum#SHA256:}  $debs/$file"
	done <"$row/uris" >"$row/sums"
	sha256sum -c --quiet --status "$row/sums" 2>/dev/null && return
	say FETCH "$name: $*"
	(cd "$debs" && apt-get "${apt_options[@]}" download "$@") >"$row/log" 2>&1 ||
		die "$name: download failed, run it again to go on: $(grep -m 1 '^E:' "$row/log")"
	sha256sum -c --quiet "$row/sums" >"$row/log" 2>&1 ||
		die "$name: wrong checksum: $(head -n 1 "$row/log")"
}

# unpack INTO: everything fetched.
unpack() {
	local sum file
	mkdir -p "$1"
	while read -r sum file; do
		dpkg -x "$file" "$1" || die "$name: $file does not unpack"
	done <"$row/sums"
}

# Headers look for their other half in /usr/src.
relocate_headers() {
	local headers=$1
	sed -E -i -e 's|^KBUILD_OUTPUT=.*|KBUILD_OUTPUT := $(patsubst %/,%,$(dir $(realpath $(lastword $(MAKEFILE_LIST)))))|' \
		-e 's,^include /usr/src/,include $(dir $(realpath $(lastword $(MAKEFILE_LIST))))../,' \
		"$headers/Makefile"
	# What a cross build is told by Debian's build machine.
	sed -i '/DEB_HOST_GNU_TYPE\|DEB_BUILD_ARCH/d; /^endif/d' "$headers/.kernelvariables"
}

# Host tools that this libc is too old for run under one that is not.
wrap_host_tools() {
	local tool libc=$row/libc
	fetch "${libc_packages[@]}"
	unpack "$libc"
	find "$(readlink -f "$1/scripts/..")" -type f -perm -u+x | while read -r tool; do
		[ "$(head -c 4 "$tool" | tail -c 3)" = ELF ] || continue
		mv "$tool" "$tool.elf"
		cat >"$tool" <<-WRAPPER
			#!/bin/sh
			exec '$libc/usr/lib64/ld-linux-x86-64.so.2' --argv0 "\$0" \\
				--library-path '$libc/usr/lib/x86_64-linux-gnu' \\
				'$tool.elf' "\$@"
		WRAPPER
		chmod +x "$tool"
	done
}

# Answers of the kernel's own compiler that ours would be held to.
forget_alignment() {
	local f
	for f in "$1"/include/config/auto.conf "$1"/include/generated/autoconf.h; do
		sed -i '/CC_HAS_MIN_FUNCTION_ALIGNMENT/d' "$f"
	done
}

# The words that a module's make line needs for this kernel.
make_words() {
	local word
	for word in ${special//,/ }; do
		case $word in
		cc=*) echo "CC=${word#cc=}" ;;
		no-btf) echo "CONFIG_DEBUG_INFO_BTF_MODULES=" ;;
		newer-cc) echo "CFLAGS_MODULE=-Wno-attributes" ;;
		esac
	done
	[ "$arch" = amd64 ] || echo "CROSS_COMPILE=aarch64-linux-gnu-"
}

# The source of exactly this kernel; an installed package of it will do.
take_source() {
	local version=$1 series=${name%%-*} tar package
	package=linux-source-$series
	tar=/usr/src/$package.tar.xz
	if [ "$(dpkg-query -W -f '${Version}' "$package" 2>/dev/null)" != "$version" ] ||
	   [ ! -f "$tar" ]; then
		fetch "$package=$version"
		unpack "$row/source.deb"
		tar=$row/source.deb$tar
	fi
	mkdir -p "$row/source"
	tar -xJf "$tar" -C "$row/source" --strip-components=1 \
		"${source_parts[@]/#/$package/}" ||
		die "$name: $tar does not unpack"
	rm -rf "$row/source.deb"
}

# may_fetch WHAT: unless nothing is to be fetched at all.
may_fetch() {
	[ "${APT:-}" != no ] ||
		die "$1 is not in $dir, and with APT=no nothing is fetched"
}

# Programs in the guest are of its architecture.  Suites of updates have no
# busybox: it comes from this system's own.
take_busybox() {
	local suite
	[ "$arch" = amd64 ] || [ -x "$row/busybox" ] && return
	may_fetch "$name/busybox"
	suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
	make_apt
	fetch "busybox-static:$arch"
	unpack "$row/busybox.deb"
	mv "$row/busybox.deb/bin/busybox" "$row/busybox" ||
		die "$name: busybox-static of $suite has no /bin/busybox"
	rm -rf "$row"/{busybox.deb,apt,debs,uris,sums,log}
}

take() {
	local image headers version
	[ -f "$row/done" ] && return
	may_fetch "$name"
	# A system without security updates has the last point release.
	[ -n "$(site_of "$suite")" ] || suite=${suite%-security}
	say KERNEL "$name ($suite, $arch)"
	rm -rf "$row"/{root,libc,source,source.deb}
	mkdir -p "$row" || die "cannot create $row"
	make_apt
	image=$(newest image) headers=$(newest headers)
	[ -n "$image" ] && [ -n "$headers" ] ||
		die "$name: $suite has no kernel for $arch"
	local packages=() p
	for p in $( (kernel_packages "$image"; kernel_packages "$headers") | sort -u); do
		packages+=("$(qualified "$p")")
	done
	fetch "${packages[@]}"
	unpack "$row/root"
	version=$(apt-cache "${apt_options[@]}" show "$image:$arch" |
		awk '/^Version:/ { print $2; exit }')

	local release=${image#linux-image-}
	echo "$release" >"$row/release"
	ln -sfn "root/usr/src/linux-headers-$release" "$row/headers"
	ln -sfn "$(cd "$row" && echo root/{,usr/}lib/modules/"$release" |
		tr ' ' '\n' | while read -r d; do [ -d "$d/kernel" ] && echo "$d"; done)" "$row/modules"
	ln -sfn "$(cd "$row" && find root -type f -name 'vmlinuz*' | head -n 1)" "$row/vmlinuz"
	[ -f "$row/headers/Makefile" ] && [ -d "$row/modules/kernel" ] && [ -f "$row/vmlinuz" ] ||
		die "$name: its packages are laid out in a way that is not known here"

	relocate_headers "$row/headers"
	is_special libc && wrap_host_tools "$row/headers"
	is_special newer-cc && forget_alignment "$row/headers"
	make_words | tr '\n' ' ' >"$row/make"
	take_source "$version"
	rm -rf "$row"/{apt,debs,uris,sums,log}
	touch "$row/done"
}

dir=$(realpath -m "${1:?usage: kernels.sh DIR [NAME...]}")
shift
wanted=("$@")
for k in "${kernels[@]}"; do
	read -r name suite arch special <<<"$k"
	known+=" $name"
	[ $# = 0 ] && wanted+=("$name")
done
for w in "${wanted[@]}"; do
	[[ " $known " == *" $w "* ]] || die "no kernel is called $w; there are:$known"
done
for k in "${kernels[@]}"; do
	read -r name suite arch special <<<"$k"
	[[ " ${wanted[*]} " == *" $name "* ]] || continue
	row=$dir/$name
	# Another run may be fetching this one.
	mkdir -p "$dir" || die "cannot create $dir"
	exec 9>"$row.lock" && flock 9 || die "cannot lock $row.lock"
	take
	take_busybox
done
