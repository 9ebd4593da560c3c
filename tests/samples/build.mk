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
