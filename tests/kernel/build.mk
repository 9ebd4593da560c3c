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

# The shim as a module: KERNEL/iommu_shim.ko, and what drivers are linked with.
SHIM_MODULES := $(B)/module
$(SHIM_MODULES)/%/iommu_shim.ko: $(wildcard shim/kernel/* shim/kernel/probes/* shim/core/*.[ch] include/iommu-shim/*.h) | $(KERNEL_DIR)/%/done
	$(call say,MODULE,$@)
	$(Q)mkdir -p $(@D)
	$(Q)env -u MAKEFLAGS -u MAKEOVERRIDES make -s -j$$(nproc) -C shim/kernel KDIR='$(abspath $(KERNEL_DIR)/$*/headers)' \
		OUT='$(abspath $(@D))' $$(cat $(KERNEL_DIR)/$*/make) >$(@D)/log 2>&1 || \
		{ cat $(@D)/log >&2; exit 1; }

# What only patterns name is intermediate to make, which would remove it.
.PRECIOUS: $(KERNEL_DIR)/%/done $(SHIM_MODULES)/%/iommu_shim.ko

# What a program in the guest is: static, for there are no libraries.
GUEST_CC := gcc -std=gnu11 -O2 -g $(WARN) $(CFLAGS_EXTRA) -static

# Is the script that all of them are started by to be believed?
TESTS += $(O)/tests/kernel/verdicts
$(O)/tests/kernel/verdicts: tests/kernel/verdicts
	$(Q)mkdir -p $(@D)
	$(Q)printf '#!/bin/sh\nexec tests/kernel/verdicts\n' >$@
	$(Q)chmod +x $@

# What goes into others' kernels, by their own rules.
TESTS += $(O)/tests/kernel/style
$(O)/tests/kernel/style: tests/kernel/style | $(LINUX).done
	$(Q)mkdir -p $(@D)
	$(Q)printf '#!/bin/sh\nLINUX=%s exec tests/kernel/style\n' '$(abspath $(LINUX))' >$@
	$(Q)chmod +x $@

include $(wildcard tests/kernel/*/build.mk)
include tests/kernel/drivers.mk
