# SPDX-License-Identifier: GPL-2.0-only
#
# The samples as they are, converted to styles sync and explicit by the command,
# and with the mistakes of mutants.h.

SAMPLES_TESTS := $(O)/tests/samples/benches
TESTS += $(SAMPLES_TESTS)

MUTANTS := no-flush late wrong-domain short
# Those that map with iommu_map() and not only with iommu_map_sg().
MAPPING_SAMPLES := arm_dma_mapping dma_iommu etnaviv_mmu gk20a host1x_cdma \
	remoteproc tegra_drm usnic_uiom vfio_type1

upper = $(shell echo $(subst -,_,$(1)) | tr a-z A-Z)
define mutant
$(O)/tests/samples/$(1)/%.c: $(O)/demo/sync/%.c
	$$(Q)mkdir -p $$(@D) && cp $$< $$@
$$(eval $$(call migrated_samples,$(O)/tests/samples/$(1),sync))
$(SAMPLES:%=$(O)/tests/samples/$(1)/%.o): CPPFLAGS += \
	-include tests/samples/mutants.h -DMUTANT_$(call upper,$(1))
$(SAMPLES:%=$(O)/tests/samples/$(1)/%.o): tests/samples/mutants.h
MUTANT_BENCHES += $(2:%=$(O)/tests/samples/$(1)/%)
endef
MUTANT_BENCHES :=
$(foreach m,$(MUTANTS),$(eval $(call mutant,$(m),$(SAMPLES))))
$(eval $(call mutant,no-map-flush,$(MAPPING_SAMPLES)))

comma := ,
empty :=
# quoted WORD...: as the strings of a C array.
quoted = $(subst $(empty) ,$(comma),$(foreach w,$(1),"$(w)"))
$(O)/tests/samples/benches.o: CPPFLAGS += \
	-DSAMPLES='$(call quoted,$(SAMPLES))' \
	-DMUTANTS='$(call quoted,$(MUTANTS))' \
	-DMAPPING_SAMPLES='$(call quoted,$(MAPPING_SAMPLES))'
$(O)/tests/samples/benches: $(O)/tests/samples/benches.o | \
		$(SAMPLES:%=$(O)/samples/%) \
		$(SAMPLES:%=$(O)/demo/sync/%) \
		$(SAMPLES:%=$(O)/demo/explicit/%) $(MUTANT_BENCHES)
	$(call say,LD,$@)
	$(link)

# Style gather is the hosted kernel's own: built without the shim.
CONVERTED := gather async fast
CONVERTED_DIR := $(O)/tests/samples/converted

$(CONVERTED:%=$(CONVERTED_DIR)/%/ledger): $(CONVERTED_DIR)/%/ledger: \
		$(SAMPLES:%=samples/%.c) $(TOOL) \
		$(wildcard semantic-patches/*/*.cocci)
	$(call say,CONVERT,$(@D))
	$(Q)rm -rf $(@D) && mkdir -p $(@D) && cp $(filter samples/%,$^) $(@D)
	$(Q)$(TOOL) convert --to $* --in-place --force $(@D) 2> $@.tmp || \
		{ cat $@.tmp >&2; exit 1; }
	$(Q)mv $@.tmp $@
$(foreach s,$(CONVERTED),$(eval $(SAMPLES:%=$(CONVERTED_DIR)/$(s)/%.c): \
	$(CONVERTED_DIR)/$(s)/ledger ;))

$(foreach s,$(CONVERTED), \
	$(eval $(call migrated_samples,$(CONVERTED_DIR)/$(s),$(s))))
# Without the shim's header.
$(SAMPLES:%=$(CONVERTED_DIR)/gather/%.o): CPPFLAGS = $(KERNEL_CPPFLAGS) -Isamples

$(O)/tests/samples/benches: | \
		$(foreach s,$(CONVERTED),$(SAMPLES:%=$(CONVERTED_DIR)/$(s)/%))

# The same texts, less one flush each: built by the test itself.
FLUSHES := $(O)/tests/samples/flushes
TESTS += $(FLUSHES)
$(FLUSHES).o: CPPFLAGS += -DSAMPLES='$(call quoted,$(SAMPLES))' \
	-DCOMPILE='"$(CC) $(CFLAGS) $(KERNEL_CPPFLAGS) -Isamples"' \
	-DSHIM_FLAGS='"-include iommu-shim/iommu.h -DIOMMU_SHIM_STYLE="' \
	-DLIBS='"$(HOSTED_LIBS) $(HOSTED_LDLIBS)"'
$(FLUSHES): $(FLUSHES).o $(O)/tests/harness.o | $(HOSTED_LIBS) \
		$(O)/samples/bench.o $(SAMPLES:%=$(O)/samples/%_bench.o) \
		$(CONVERTED:%=$(CONVERTED_DIR)/%/ledger) \
		$(O)/demo/explicit/ledger.csv
	$(call say,LD,$@)
	$(link)
