# SPDX-License-Identifier: GPL-2.0-only
#
# A real driver, vfio_iommu_type1, converted, in place of the kernel's own: a
# program for each kernel, IOMMU and row of the table in tests/kernel/vfio/run.

VFIO_CLIENT := $(O)/tests/kernel/vfio/client

# Those that are part of `make test`, and all.  In 6.12 style gather finds nothing
# to change: its domain may be an error.
VFIO_TESTS := $(addprefix 6.1/intel/,stock explicit no-flush unpin-first)
VFIO_ROWS := stock sync explicit no-flush unpin-first \
	$(addsuffix -short,stock sync explicit no-flush unpin-first)
VFIO_ALL := $(foreach machine,6.1/intel 6.1/intel-cm 6.1/amd 6.12/intel 6.12/virtio, \
	$(addprefix $(machine)/,$(VFIO_ROWS))) \
	6.1/intel/gather 6.1/intel/gather-short

$(VFIO_CLIENT): $(wildcard tests/kernel/vfio/*.[ch] tests/kernel/witness.*) | $(GREATEST)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(GUEST_CC) -I$(B)/deps -DGREATEST_USE_LONGJMP=0 -o $@ $(filter %.c,$^)

vfio_programs = $(addprefix $(O)/tests/kernel/vfio/,$(1))
# Nothing of it is built with sanitizers.
ifeq ($(O),$(B))
TESTS += $(call vfio_programs,$(VFIO_TESTS))
endif

# KERNEL/IOMMU/ROW: the words of a command line.
$(call vfio_programs,$(VFIO_ALL)): $(O)/tests/kernel/vfio/%: $(VFIO_CLIENT)
	$(Q)mkdir -p $(@D)
	$(Q)printf '#!/bin/sh\nKERNELS=%s CLIENT=%s SHIMS=%s exec tests/kernel/vfio/run %s\n' \
		'$(KERNEL_DIR)' '$(VFIO_CLIENT)' '$(SHIM_MODULES)' '$(subst /, ,$*)' >$@
	$(Q)chmod +x $@

# A kernel is fetched, and the shim built for it, before its programs are made.
$(foreach kernel,6.1 6.12,$(eval \
	$(filter $(O)/tests/kernel/vfio/$(kernel)/%,$(call vfio_programs,$(VFIO_ALL))): \
	$(SHIM_MODULES)/$(kernel)/iommu_shim.ko))

.PHONY: test-vfio
test-vfio: all $(call vfio_programs,$(VFIO_ALL))
	$(Q)$(run_tests) $(call vfio_programs,$(VFIO_ALL))
