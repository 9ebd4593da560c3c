#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# deb.sh DIR: build Debian's packages of this tree in DIR, from a copy that has
# nothing but the files of the repository, and have lintian look at them.  The
# copy is what is checked out; what git does not know is left out.
set -u -o pipefail

dir=$(realpath -m "${1:?usage: deb.sh DIR}")
version=$(dpkg-parsechangelog -S Version) || exit
tree=$dir/iommu-migrate-$version

die() {
	echo "deb: $*" >&2
	exit 1
}

# What this make was called with is not meant for the package's.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL

grep -q "^#define VERSION \"$version\"\$" tools/version.h ||
	die "debian/changelog has version $version, tools/version.h another one"
rm -rf "$dir"
mkdir -p "$tree" || die "cannot make $dir"
git ls-files -z | xargs -0 -r stat --printf '%n\0' 2>/dev/null |
	xargs -0 cp -P --parents -t "$tree" || die "cannot copy the files that git knows"

printf '  %-7s %s\n' DEB "$dir/"
(cd "$tree" && dpkg-buildpackage -us -uc) >"$dir/log" 2>&1 || {
	tail -n 30 "$dir/log" >&2
	die "dpkg-buildpackage failed, all it said is in $dir/log"
}
rm -r "$tree"
printf '  %-7s %s\n' LINTIAN "$dir/"
lintian --allow-root --fail-on error,warning "$dir"/*.changes || die "lintian has something to say"
(cd "$dir" && ls -- *.deb *.dsc)
