# SPDX-License-Identifier: GPL-2.0-only
#
# The semantic patches, run by bare spatch.

PATCHES_TESTS := $(addprefix $(O)/tests/patches/,rename batch check signature)
TESTS += $(PATCHES_TESTS)
$(PATCHES_TESTS): %: %.o $(O)/tests/harness.o
	$(call say,LD,$@)
	$(link)
