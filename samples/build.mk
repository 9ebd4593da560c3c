# SPDX-License-Identifier: GPL-2.0-only
#
# The samples, each with its bench:
#
#   $(O)/samples/NAME       from samples/NAME.c, as it is
#   $(O)/demo/STYLE/NAME    from $(O)/demo/STYLE/NAME.c, where a conversion has
#                           put it, in that style through the shim

SAMPLES := arm_dma_mapping dma_iommu etnaviv_mmu gk20a host1x_cdma host1x_job \
	msm_iommu remoteproc rockchip_gem tegra_drm tegra_gem usnic_uiom \
	vfio_type1

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
	$$(compile)
$(SAMPLES:%=$(1)/%): $(1)/%: $(1)/%.o $(O)/samples/%_bench.o \
		$(O)/samples/bench.o $$(HOSTED_LIBS)
	$$(call say,LD,$$@)
	$$(link)
endef

# The conversion of the samples to a style: sources, ledger as text and as CSV.
DEMO_STYLES := sync explicit
define demo_style
$$(eval $$(call migrated_samples,$(O)/demo/$(1),$(1)))
$(O)/demo/$(1)/ledger.csv: $(SAMPLES:%=samples/%.c) $$(TOOL) \
		$$(shell find semantic-patches -name '*.cocci')
	$$(call say,CONVERT,$$(@D))
	$$(Q)rm -rf $$(@D) && mkdir -p $$(@D) && cp $$(filter samples/%,$$^) $$(@D)
	$$(Q)$$(TOOL) convert --to $(1) --in-place --format csv $$(@D) \
		> $$(@D)/ledger.tmp 2> $$(@D)/ledger.txt || \
		{ cat $$(@D)/ledger.txt >&2; exit 1; }
	$$(Q)mv $$(@D)/ledger.tmp $$@
$(SAMPLES:%=$(O)/demo/$(1)/%.c): $(O)/demo/$(1)/ledger.csv ;
DEMO += $(SAMPLES:%=$(O)/demo/$(1)/%)
endef
DEMO :=
$(foreach style,$(DEMO_STYLES),$(eval $(call demo_style,$(style))))

# On a tree of somebody's: what a conversion would change, nothing is written.
ifdef TREE
demo: $(TOOL)
	$(Q)set -o pipefail; $(TOOL) convert --to sync '$(TREE)' | \
		git apply --stat -p1 --unsafe-paths
else
demo: $(SAMPLES:%=$(O)/samples/%) $(DEMO)
	$(Q)samples/demo.sh $(O) $(SAMPLES)
endif
