# SPDX-License-Identifier: GPL-2.0-only
#
# The hosted kernel with the signatures of levels 6.3 and 6.16: its own suites,
# the shim on it with everything that tests/conformance asks, and what these levels
# have of their own.  What has to be compiled again is below $(O)/tests/levels.

include tests/ktest/ktest.mk

LEVELS := 6_3 6_16
HOSTED_LEVEL_6_3 := 603
HOSTED_LEVEL_6_16 := 616

# What the probes of shim/kernel would answer.
answers := ANSWERS MAP_GFP MAP_SG_GFP GATHER_FREELIST_LIST GATHER_QUEUED
answers_6_3 := $(answers) DOMAIN_ALLOC
answers_6_16 := $(answers) PAGING_DOMAIN_ALLOC TIMER_DELETE_SYNC

LEVEL_SUITES := iommu iotlb presets

# $(call level,LEVEL); the objects come before the archive that has the same of
# the level that is built by default.
define level
$(1)_O := $(O)/tests/levels/$(subst _,.,$(1))
$(1)_CPPFLAGS := $(KERNEL_CPPFLAGS) -DHOSTED_LEVEL=$(HOSTED_LEVEL_$(1))
$(1)_HOSTED := $$($(1)_O)/shim/hosted/iommu/iommu.o \
	$$($(1)_O)/shim/hosted/soft-iommu/driver.o
$(1)_SHIM := $$(SHIM_OBJS:$(O)/%=$$($(1)_O)/%)
$(1)_TESTS := $$($(1)_O)/tests/levels/calls \
	$(LEVEL_SUITES:%=$$($(1)_O)/tests/hosted/%) \
	$(CONFORMANCE:%=$$($(1)_O)/tests/conformance/%)
TESTS += $$($(1)_TESTS)

$$($(1)_O)/%.o: CPPFLAGS = $$($(1)_CPPFLAGS) -Itests/ktest
$$($(1)_HOSTED): CPPFLAGS += -Ishim/hosted
$$($(1)_O)/shim/core/%.o $$($(1)_O)/tests/conformance/native.o: \
	CPPFLAGS += -Ishim/core -Wno-unused-parameter \
	$(answers_$(1):%=-DIOMMU_SHIM_HAVE_%=1)
$$($(1)_O)/tests/conformance/other.o: CPPFLAGS += -DIOMMU_SHIM_STYLE=explicit
$$($(1)_O)/tests/hosted/%.o: CPPFLAGS += -include tests/levels/names.h
$$($(1)_O)/%.o: %.c $(FLAGS) | $(DEPS)
	$$(call say,CC,$$@)
	$$(compile)

$$($(1)_O)/tests/levels/calls $(LEVEL_SUITES:%=$$($(1)_O)/tests/hosted/%): \
		%: %.o $$($(1)_HOSTED) $(KTEST) $(O)/tests/ktest/plain.o $(HOSTED)
	$$(call say,LD,$$@)
	$$(link)

$$(foreach style,$(CONFORMANCE_STYLES),$$(eval $$(call conformance_style,$$(style),$$($(1)_O),\
	$$($(1)_CPPFLAGS),$$($(1)_SHIM) $$($(1)_HOSTED) $(HOSTED))))
endef
$(foreach l,$(LEVELS),$(eval $(call level,$(l))))
