# SPDX-License-Identifier: GPL-2.0-only
#
# The shim's contract in real kernels: the suites of tests/conformance, looked at
# with a device.  A program for each kernel and IOMMU.

CONFORMANCE_CELLS := 6.1/intel 6.1/intel-cm 6.1/amd 6.12/intel 6.12/intel-cm \
	6.12/amd 6.12/virtio 5.10/intel 5.10/intel-cm 5.10/amd 7.2/intel \
	7.2/intel-cm 7.2/amd 7.2/virtio 6.1-arm64/smmu-v3
# Those that are part of `make test`.
CONFORMANCE_TESTED := 6.1/intel 6.1/intel-cm 6.12/virtio

CONFORMANCE_MODULES := $(B)/conformance
conformance_programs = $(addprefix $(O)/tests/kernel/conformance/,$(1))

# Kernel modules are not built with sanitizers.
ifeq ($(O),$(B))
TESTS += $(call conformance_programs,$(CONFORMANCE_TESTED))
endif

$(CONFORMANCE_MODULES)/%/conformance.ko: $(SHIM_MODULES)/%/iommu_shim.ko \
		$(wildcard tests/kernel/conformance/*.[ch] \
			tests/kernel/conformance/libc/* tests/ktest/*.[ch] \
			tests/conformance/*.[ch]) \
		tests/kernel/conformance/build | $(GREATEST)
	$(call say,MODULE,$@)
	$(Q)tests/kernel/conformance/build $(KERNEL_DIR)/$* $(SHIM_MODULES)/$* \
		$(@D) $(GREATEST) $(CONFORMANCE)

# KERNEL/IOMMU: the words of a command line.
define conformance_cell
$(call conformance_programs,$(1)): $(CONFORMANCE_MODULES)/$(firstword $(subst /, ,$(1)))/conformance.ko
	$$(Q)mkdir -p $$(@D)
	$$(Q)printf '#!/bin/sh\nexport KERNELS=%s SHIMS=%s CONFORMANCE=%s TEST_BUILD=$$$${TEST_BUILD:-%s}\nexec tests/kernel/conformance/run %s %s\n' \
		'$(KERNEL_DIR)' '$(SHIM_MODULES)' '$(CONFORMANCE_MODULES)' '$(O)/tests' \
		'$(subst /, ,$(1))' '$$(CONFORMANCE)' >$$@
	$$(Q)chmod +x $$@
endef
$(foreach cell,$(CONFORMANCE_CELLS),$(eval $(call conformance_cell,$(cell))))

.PHONY: test-kernel test-kernel-all
test-kernel: $(call conformance_programs,6.1/intel)
	$(Q)$(run_tests) $^

# CELLS="6.12/virtio ..." for some of them.
CELLS := $(CONFORMANCE_CELLS)
test-kernel-all: $(call conformance_programs,$(CELLS))
	$(Q)tests/kernel/conformance/matrix $^
