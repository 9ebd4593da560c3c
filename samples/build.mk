# SPDX-License-Identifier: GPL-2.0-only
#
# The samples, each with its bench:
#
#   $(O)/samples/NAME       from samples/NAME.c, as it is
#   $(O)/demo/STYLE/NAME    from $(O)/demo/STYLE/NAME.c, where a conversion has
#                           put it, in that style through the shim

SAMPLES := vfio_type1 usnic_uiom gk20a

$(O)/samples/%.o: CPPFLAGS = $(KERNEL_CPPFLAGS)
$(SAMPLES:%=$(O)/samples/%): $(O)/samples/%: $(O)/samples/%.o \
		$(O)/samples/%_bench.o $(O)/samples/bench.o $(HOSTED_LIBS)
	$(call say,LD,$@)
	$(link)

samples: $(SAMPLES:%=$(O)/samples/%)
.PHONY: samples

# $(eval $(call migrated_samples,DIR,STYLE)): DIR/NAME from DIR/NAME.c for every
# sample, DIR being below $(O).
define migrated_samples
$(SAMPLES:%=$(1)/%.o): CPPFLAGS = $$(KERNEL_CPPFLAGS) -Isamples \
	-include iommu-shim/iommu.h -DIOMMU_SHIM_STYLE=$(2)
$(SAMPLES:%=$(1)/%.o): $(1)/%.o: $(1)/%.c $$(FLAGS) | $$(DEPS)
	$$(call say,CC,$$@)
	$$(Q)$$(CC) $$(CFLAGS) $$(CPPFLAGS) -MMD -MP -c -o $$@ $$<
$(SAMPLES:%=$(1)/%): $(1)/%: $(1)/%.o $(O)/samples/%_bench.o \
		$(O)/samples/bench.o $$(HOSTED_LIBS)
	$$(call say,LD,$$@)
	$$(link)
endef

$(eval $(call migrated_samples,$(O)/demo/sync,sync))

# The conversion of the samples: sources, ledger as text and as CSV.
$(O)/demo/sync/ledger.csv: $(SAMPLES:%=samples/%.c) $(TOOL) \
		$(wildcard semantic-patches/rename/*.cocci)
	$(call say,CONVERT,$(@D))
	$(Q)rm -rf $(@D) && mkdir -p $(@D) && cp $(filter samples/%,$^) $(@D)
	$(Q)$(TOOL) convert --to sync --in-place --format csv $(@D) \
		> $(@D)/ledger.tmp 2> $(@D)/ledger.txt || \
		{ cat $(@D)/ledger.txt >&2; exit 1; }
	$(Q)mv $(@D)/ledger.tmp $@
$(SAMPLES:%=$(O)/demo/sync/%.c): $(O)/demo/sync/ledger.csv ;

# On a tree of somebody's: what a conversion would change, nothing is written.
ifdef TREE
demo: $(TOOL)
	$(Q)set -o pipefail; $(TOOL) convert --to sync '$(TREE)' | \
		git apply --stat -p1 --unsafe-paths
else
demo: $(SAMPLES:%=$(O)/samples/%) $(SAMPLES:%=$(O)/demo/sync/%)
	$(Q)samples/demo.sh $(O)/demo/sync $(SAMPLES)
endif
