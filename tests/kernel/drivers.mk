# SPDX-License-Identifier: GPL-2.0-only
#
# Drivers of the kernel's own, converted and run: a program for each kernel, IOMMU
# and row of KIND/table, which is tests/kernel/run with these words.

DRIVERS := vfio vdpa

# Those that are part of `make test`; the rest is test-vfio, test-vdpa.  In 6.12
# style gather finds nothing to change in VFIO: its domain may be an error.
vfio_TESTS := $(addprefix 6.1/intel/,stock explicit no-flush unpin-first)
vfio_ROWS := stock sync explicit no-flush unpin-first \
	$(addsuffix -short,stock sync explicit no-flush unpin-first)
vfio_ALL := $(foreach machine,6.1/intel 6.1/intel-cm 6.1/amd 6.12/intel 6.12/virtio, \
	$(addprefix $(machine)/,$(vfio_ROWS))) \
	6.1/intel/gather 6.1/intel/gather-short

vdpa_TESTS := $(addprefix 6.1/intel/,stock fixed no-flush)
vdpa_ROWS := stock ordered fixed no-flush
vdpa_ALL := $(foreach machine,6.1/intel 6.1/amd 6.12/intel, \
	$(addprefix $(machine)/,$(vdpa_ROWS))) \
	6.1/intel/fixed-explicit 6.1/amd/fixed-explicit

# $(call driver_programs,KIND,TESTS)
driver_programs = $(addprefix $(O)/tests/kernel/$(1)/,$(2))

define driver
$(O)/tests/kernel/$(1)/client: $(wildcard tests/kernel/$(1)/*.[ch] tests/kernel/*.[ch]) | $(GREATEST)
	$$(call say,CC,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(GUEST_CC) -Itests/kernel -I$(B)/deps -DGREATEST_USE_LONGJMP=0 -o $$@ $$(filter %.c,$$^)

$(call driver_programs,$(1),$($(1)_ALL)): $(O)/tests/kernel/$(1)/%: $(O)/tests/kernel/$(1)/client
	$$(Q)mkdir -p $$(@D)
	$$(Q)printf '#!/bin/sh\nKERNELS=%s SHIMS=%s CLIENT=%s exec tests/kernel/run %s\n' \
		'$(KERNEL_DIR)' '$(SHIM_MODULES)' '$$<' '$(1) $$(subst /, ,$$*)' >$$@
	$$(Q)chmod +x $$@

# ROWS="6.1/amd/stock ..." for some of them.
.PHONY: test-$(1)
test-$(1): all $(call driver_programs,$(1),$(or $(ROWS),$($(1)_ALL)))
	$$(Q)$$(run_tests:tests/run.sh=tests/kernel/matrix) \
		$(call driver_programs,$(1),$(or $(ROWS),$($(1)_ALL)))

# Nothing of it is built with sanitizers.
ifeq ($(O),$(B))
TESTS += $(call driver_programs,$(1),$($(1)_TESTS))
endif
endef
$(foreach kind,$(DRIVERS),$(eval $(call driver,$(kind))))

# A kernel is fetched, and the shim built for it, before its programs are made.
$(foreach kind,$(DRIVERS),$(foreach kernel,6.1 6.12,$(eval \
	$(filter $(O)/tests/kernel/$(kind)/$(kernel)/%,$(call driver_programs,$(kind),$($(kind)_ALL))): \
	$(SHIM_MODULES)/$(kernel)/iommu_shim.ko)))

# The patches for vhost-vdpa, without a boot.
TESTS += $(O)/tests/kernel/vdpa/patches
$(O)/tests/kernel/vdpa/patches: tests/kernel/vdpa/patches | $(KERNEL_DIR)/6.1/done $(LINUX).done
	$(Q)mkdir -p $(@D)
	$(Q)printf '#!/bin/sh\nKERNELS=%s LINUX=%s exec tests/kernel/vdpa/patches\n' \
		'$(KERNEL_DIR)' '$(LINUX)' >$@
	$(Q)chmod +x $@
