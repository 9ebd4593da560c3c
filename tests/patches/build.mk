# SPDX-License-Identifier: GPL-2.0-only
#
# The semantic patches, run by bare spatch.

TESTS += $(O)/tests/patches/rename
$(O)/tests/patches/rename: $(O)/tests/patches/rename.o $(O)/tests/harness.o
	$(call say,LD,$@)
	$(link)
