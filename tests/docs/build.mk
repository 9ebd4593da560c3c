# SPDX-License-Identifier: GPL-2.0-only
#
# README, the guides and the man pages say what is so.

DOCS_TESTS := $(addprefix $(O)/tests/docs/,first-run manual)
# The reader builds with no special flags.
ifeq ($(O),$(B))
DOCS_TESTS += $(O)/tests/docs/blocks
endif
TESTS += $(DOCS_TESTS)
$(DOCS_TESTS): %: %.o $(O)/tests/harness.o
	$(call say,LD,$@)
	$(link)

$(O)/tests/docs/blocks: $(O)/tests/docs/markdown.o $(O)/tests/linux-release.o | $(LINUX).done $(KERNEL_DIR)/6.1/done
$(O)/tests/docs/blocks.o: CPPFLAGS += -DLINUX='"$(LINUX)"' -DKERNEL='"$(KERNEL_DIR)/6.1"'
