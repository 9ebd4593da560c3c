#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# keep-symvers.sh DIR: what DKMS runs after it has built the module, and before
# it throws the rest of the build away.  Modules that use the shim are built
# with the versions of its symbols, which DIR keeps as Module.symvers.
set -e
mkdir -p "$1"
cp out/Module.symvers "$1/"
