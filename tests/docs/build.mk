# SPDX-License-Identifier: GPL-2.0-only
#
# README, the guides and the man pages say what is so.

DOCS_TESTS := $(addprefix $(O)/tests/docs/,blocks first-run manual)
TESTS += $(DOCS_TESTS)
$(DOCS_TESTS): %: %.o $(O)/tests/harness.o
	$(call say,LD,$@)
	$(link)

$(O)/tests/docs/blocks: $(O)/tests/docs/markdown.o | $(LINUX).done $(KERNEL_DIR)/6.1/done
$(O)/tests/docs/blocks.o: CPPFLAGS += -DLINUX='"$(LINUX)"' -DKERNEL='"$(KERNEL_DIR)/6.1"'
