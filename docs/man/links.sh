#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# links.sh: for each name that a page has besides its file's, "PAGE LINK": what
# `make install` links, so that `man LINK` finds it.
cd "$(dirname "$0")" || exit
awk '
	FNR == 1 { section = FILENAME; sub(/.*\./, "", section) }
	/^\.Sh / { in_name = $2 == "NAME" }
	in_name && $1 == ".Nm" && $2 "." section != FILENAME {
		print FILENAME, $2 "." section
	}
' *.[0-9]
