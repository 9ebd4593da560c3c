#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# tree.sh LINUX DIR: those files of a kernel tree that use the API, and what a
# series needs beside them, as a git tree in the new folder DIR.
set -eu

linux=$1 dir=$2
mkdir -p "$dir"
{
	cd "$linux"
	grep -rlwE --include='*.[ch]' \
		'iommu_(map|map_atomic|map_sg|map_sg_atomic|map_sgtable|unmap|unmap_fast)' .
	printf '%s\n' MAINTAINERS .mailmap include/linux/iommu.h \
		scripts/checkpatch.pl scripts/spelling.txt \
		scripts/const_structs.checkpatch
} | sort -u | tar -C "$linux" -cf - -T - | tar -xf - -C "$dir"
cd "$dir"
export GIT_CONFIG_GLOBAL=/dev/null
git init -q
git add -A
git -c user.name=Example -c user.email=example@example.org \
	commit -q -m 'Linux 6.1'
