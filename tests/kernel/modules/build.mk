# SPDX-License-Identifier: GPL-2.0-only
#
# The module and drivers that use it: loading, unloading, two at once.

MODULES_USERS := $(B)/users
MODULES_TESTS := 6.1/intel/two_styles 6.1/intel/unload_queued \
	6.1/intel/unload_leaking 6.1/intel/cpu_goes 6.1/none/no_iommu
modules_programs = $(addprefix $(O)/tests/kernel/modules/,$(MODULES_TESTS))

# Kernel modules are not built with sanitizers.
ifeq ($(O),$(B))
TESTS += $(modules_programs)
endif

$(MODULES_USERS)/%/user_explicit.ko: $(SHIM_MODULES)/%/iommu_shim.ko \
		$(wildcard tests/kernel/conformance/edu.*) \
		tests/kernel/modules/user.c tests/kernel/modules/build
	$(call say,MODULE,$@)
	$(Q)tests/kernel/modules/build $(KERNEL_DIR)/$* $(SHIM_MODULES)/$* $(@D)

$(modules_programs): $(O)/tests/kernel/modules/%: $(MODULES_USERS)/6.1/user_explicit.ko
	$(Q)mkdir -p $(@D)
	$(Q)printf '#!/bin/sh\nexport KERNELS=%s SHIMS=%s USERS=%s TEST_BUILD=$${TEST_BUILD:-%s}\nexec tests/kernel/modules/run %s\n' \
		'$(KERNEL_DIR)' '$(SHIM_MODULES)' '$(MODULES_USERS)' '$(O)/tests' \
		'$(subst /, ,$*)' >$@
	$(Q)chmod +x $@
