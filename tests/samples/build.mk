# SPDX-License-Identifier: GPL-2.0-only
#
# The samples as they are, converted to style sync, and with the flush dropped
# from a converted one.  The conversion is the command's business and tested
# there; here a renaming by sed stands for it.

SAMPLES_TESTS := $(O)/tests/samples/benches
TESTS += $(SAMPLES_TESTS)

SYNC_NAMES := s/\b(iommu_(map|map_atomic|map_sg|map_sg_atomic|unmap))\(/\1_sync(/

$(O)/tests/samples/sync/%.c: samples/%.c $(FLAGS)
	$(Q)mkdir -p $(@D) && sed -E '$(SYNC_NAMES)' $< > $@
$(O)/tests/samples/mutant/%.c: $(O)/tests/samples/sync/%.c
	$(Q)mkdir -p $(@D) && sed 's/iommu_unmap_sync(/iommu_unmap(/' $< > $@

$(eval $(call migrated_samples,$(O)/tests/samples/sync,sync))
$(eval $(call migrated_samples,$(O)/tests/samples/mutant,sync))

$(O)/tests/samples/benches: $(O)/tests/samples/benches.o | \
		$(SAMPLES:%=$(O)/samples/%) \
		$(SAMPLES:%=$(O)/tests/samples/sync/%) \
		$(SAMPLES:%=$(O)/tests/samples/mutant/%)
	$(call say,LD,$@)
	$(link)

# And by the command itself, loops batched: styles of the shim are built through
# it, gather is the hosted kernel's own.
CONVERTED := sync explicit gather
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

$(eval $(call migrated_samples,$(CONVERTED_DIR)/sync,sync))
$(eval $(call migrated_samples,$(CONVERTED_DIR)/explicit,explicit))
$(eval $(call migrated_samples,$(CONVERTED_DIR)/gather,gather))
# Without the shim's header.
$(SAMPLES:%=$(CONVERTED_DIR)/gather/%.o): CPPFLAGS = $(KERNEL_CPPFLAGS) -Isamples

$(O)/tests/samples/benches: | \
		$(foreach s,$(CONVERTED),$(SAMPLES:%=$(CONVERTED_DIR)/$(s)/%))
