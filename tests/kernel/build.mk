# SPDX-License-Identifier: GPL-2.0-only
#
# Real kernels: fetched by scripts/kernels.sh, built against and booted.  Which
# there are, and what is special about each, stands in that script.

.PHONY: kernels
kernels: | $(TEST_DEPS)
	$(Q)scripts/kernels.sh $(KERNEL_DIR) $(KERNELS)

$(KERNEL_DIR)/%/done: scripts/kernels.sh | $(TEST_DEPS)
	$(Q)scripts/kernels.sh $(KERNEL_DIR) $*
	$(Q)touch $@

# What a program in the guest is: static, for there are no libraries.
GUEST_CC := gcc -std=gnu11 -O2 -g $(WARN) $(CFLAGS_EXTRA) -static

include $(wildcard tests/kernel/*/build.mk)
