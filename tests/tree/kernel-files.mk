# SPDX-License-Identifier: GPL-2.0-only
#
# Files of Linux 6.1, compiled as they are on the hosted kernel, and what they
# are run for: a program for each .c file of tests/tree/kernel-files.  Warnings
# are those that the kernel itself has on, and errors.

linux_O := $(O)/tests/tree/linux-6.1
linux_obj = $(1:%=$(linux_O)/%.o)

# What only drivers need, and does not belong to the hosted kernel.
linux_INCLUDE := tests/tree/kernel-files/include

# Headers of Linux that are taken as they are, by links in a folder of theirs.
linux_HEADERS := drm/drm_mm.h linux/host1x.h uapi/drm/drm.h uapi/drm/drm_mode.h \
	uapi/drm/etnaviv_drm.h
linux_LINKS := $(O)/tests/tree/linux-6.1-include

$(linux_LINKS).done: $(LINUX).done tests/tree/kernel-files.mk
	$(Q)rm -rf $(linux_LINKS)
	$(Q)for h in $(linux_HEADERS); do l=$(linux_LINKS)/$${h#uapi/}; \
		mkdir -p $${l%/*} && ln -s $(abspath $(LINUX))/include/$$h $$l; done
	$(Q)touch $@

linux_CPPFLAGS := $(KERNEL_CPPFLAGS) -I$(linux_INCLUDE) -I$(linux_LINKS) \
	-include linux/kconfig.h \
	-fno-strict-aliasing -fwrapv \
	-DCONFIG_IOMMU_IO_PGTABLE_LPAE=1 -DCONFIG_IOMMU_IO_PGTABLE_ARMV7S=1 \
	-DCONFIG_IOMMU_IO_PGTABLE_LPAE_SELFTEST=1 \
	-DCONFIG_IOMMU_IO_PGTABLE_ARMV7S_SELFTEST=1

$(linux_O)/%.o: $(LINUX).done $(linux_LINKS).done $(FLAGS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -Wextra,$(CFLAGS)) -Werror $(linux_CPPFLAGS) \
		$(linux_user_CPPFLAGS) -MMD -MP -c -o $@ $(LINUX)/$*.c

# $(eval $(call kernel_file_test,NAME,FILES)): tests/tree/kernel-files/NAME.c
# with FILES of Linux, which come before what the hosted kernel has instead.
define kernel_file_test
TESTS += $(O)/tests/tree/kernel-files/$(1)
$(O)/tests/tree/kernel-files/$(1): $(O)/tests/tree/kernel-files/$(1).o \
		$(call linux_obj,$(2)) $$(KTEST) $(O)/tests/ktest/plain.o \
		$$(HOSTED)
	$$(call say,LD,$$@)
	$$(link)
endef

$(O)/tests/tree/kernel-files/%.o: CPPFLAGS = $(KERNEL_CPPFLAGS) -Itests/ktest \
	-I$(linux_INCLUDE) -I$(linux_LINKS)
include tests/ktest/ktest.mk

$(eval $(call kernel_file_test,rbtree,lib/rbtree))
$(eval $(call kernel_file_test,iova,lib/rbtree drivers/iommu/iova))
$(eval $(call kernel_file_test,iova-beside,drivers/iommu/iova))
$(eval $(call kernel_file_test,io-pgtable,drivers/iommu/io-pgtable \
	drivers/iommu/io-pgtable-arm drivers/iommu/io-pgtable-arm-v7s))

# Linux's own core.  Where a program is linked with drivers/iommu/iommu, it
# stands in the place of the hosted core, under the hosted drivers; whatever
# holds for one must hold for the other.
define linux_core_suite
TESTS += $(O)/tests/tree/kernel-files/core/$(1)
$(O)/tests/tree/kernel-files/core/$(1): $(O)/tests/hosted/$(1).o \
		$(call linux_obj,drivers/iommu/iommu) $$(KTEST) \
		$(O)/tests/ktest/plain.o $$(HOSTED)
	$$(call say,LD,$$@)
	$$(link)
endef
$(foreach s,iommu iotlb presets,$(eval $(call linux_core_suite,$(s))))

# The suite of arrays, on Linux's own: its header and lib/xarray.c over hosted memory
# and RCU.
LINUX_XARRAY := $(O)/tests/tree/kernel-files/core/xarray
TESTS += $(LINUX_XARRAY)
linux_xarray_CPPFLAGS := -include tests/tree/kernel-files/linux-xarray.h \
	-include $(LINUX)/include/linux/xarray.h
$(linux_O)/lib/xarray.o: linux_user_CPPFLAGS = $(linux_xarray_CPPFLAGS)
$(LINUX_XARRAY).o: tests/hosted/xarray.c
$(LINUX_XARRAY)-nodes.o: tests/tree/kernel-files/linux-xarray.c
$(LINUX_XARRAY).o $(LINUX_XARRAY)-nodes.o: $(LINUX).done $(FLAGS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -Wextra,$(CFLAGS)) -Werror $(linux_CPPFLAGS) \
		-Itests/ktest $(linux_xarray_CPPFLAGS) -MMD -MP -c -o $@ $(filter %.c,$^)
$(LINUX_XARRAY): $(LINUX_XARRAY).o $(LINUX_XARRAY)-nodes.o \
		$(call linux_obj,lib/xarray) $(KTEST) \
		$(O)/tests/ktest/plain.o $(HOSTED)
	$(call say,LD,$@)
	$(link)

# To have both in one process, link with linux-core.o instead: the same code,
# and all that it defines has linux_ in front.  What is in io-pgtable.c and
# lib/ has no counterpart in the hosted kernel and keeps its name.  See
# tests/tree/kernel-files/linux-core.h for how to call it.
# $(call linux_prefixed,NAME,FILES,DIR): the rule for $(linux_O)/NAME.o, of the
# objects of FILES in DIR.
define linux_prefixed
$(linux_O)/$(1).o: $(2:%=$(3)/%.o)
	$$(call say,LD,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)ld -r -o $$@.part $$^
	$$(Q)nm -g --defined-only -P $$@.part | \
		awk '{ print $$$$1, "linux_" $$$$1 }' > $$@.names
	$$(Q)objcopy --redefine-syms=$$@.names $$@.part $$@
	$$(Q)rm $$@.part
endef
$(eval $(call linux_prefixed,linux-core,drivers/iommu/iommu,$(linux_O)))

LINUX_PGTABLE := $(call linux_obj,drivers/iommu/io-pgtable \
	drivers/iommu/io-pgtable-arm drivers/iommu/io-pgtable-arm-v7s)

$(eval $(call kernel_file_test,bad-calls))
$(O)/tests/tree/kernel-files/bad-calls: $(linux_O)/linux-core.o \
	$(O)/tests/tree/kernel-files/arm-iommu.o $(LINUX_PGTABLE)

# The same with the DMA API: Linux's iommu.c, dma-iommu.c and iova.c.  Every
# device is in a default domain then, and dma_map_page() and its like go there.
# linux-dma.o has all three under names with linux_, for a benchmark of them
# against others: a device that linux_iommu_probe_device() has probed, of a
# driver whose probe_finalize() calls linux_iommu_setup_dma_ops(), is reached by
# the ordinary calls of <linux/dma-mapping.h>.
linux_dma_O := $(O)/tests/tree/linux-6.1-dma
LINUX_DMA := drivers/iommu/iommu drivers/iommu/dma-iommu drivers/iommu/iova

$(linux_dma_O)/%.o: $(LINUX).done $(FLAGS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -Wextra,$(CFLAGS)) -Werror $(linux_CPPFLAGS) \
		$(linux_dma_CFLAGS) -DCONFIG_IOMMU_DMA=1 -MMD -MP -c -o $@ $(LINUX)/$*.c

# In iommu_dma_unmap_sg() gcc sees a use of what is not set, in a case that its
# callers exclude.  Linux's Makefile has this warning off for all files.
ifeq ($(findstring clang,$(CC)),)
$(linux_dma_O)/drivers/iommu/dma-iommu.o: \
	linux_dma_CFLAGS := -Wno-maybe-uninitialized
endif

$(eval $(call linux_prefixed,linux-dma,$(LINUX_DMA),$(linux_dma_O)))

$(eval $(call kernel_file_test,dma-iommu))
$(O)/tests/tree/kernel-files/dma-iommu: $(LINUX_DMA:%=$(linux_dma_O)/%.o)

# What holds for Linux's DMA API holds for ours, over Linux's core and over the
# hosted one.
$(O)/tests/tree/kernel-files/ours/%.o: tests/tree/kernel-files/%.c $(FLAGS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(CPPFLAGS) -DDMA_API_OURS -MMD -MP -c -o $@ $<
DMA_API_OURS := $(addprefix $(O)/tests/tree/kernel-files/ours/,\
	dma-iommu dma-iommu-linux-core)
TESTS += $(DMA_API_OURS)
$(O)/tests/tree/kernel-files/ours/dma-iommu-linux-core: \
	$(linux_dma_O)/drivers/iommu/iommu.o
$(DMA_API_OURS): $(O)/tests/tree/kernel-files/ours/dma-iommu.o $(DMA_OBJS) \
		$(KTEST) $(O)/tests/ktest/plain.o $(HOSTED_LIBS)
	$(call say,LD,$@)
	$(link)

$(eval $(call kernel_file_test,dma-beside))
$(O)/tests/tree/kernel-files/dma-beside: $(linux_O)/linux-dma.o \
	$(O)/tests/tree/kernel-files/arm-iommu.o $(LINUX_PGTABLE)

# Users of the API: as they are, and converted by the command and compiled
# through the shim.  $(eval $(call kernel_user_test,NAME,FILES,OTHERS)): FILES
# have calls of the API, OTHERS are what they need; a program for each style.
linux_style_O = $(O)/tests/tree/linux-6.1-$(1)

define kernel_user_style
$(call linux_style_O,$(1))/$(2).done: $(LINUX).done $$(TOOL)
	$$(call say,CONVERT,$$@)
	$$(Q)rm -rf $$(@:.done=) && mkdir -p $$(dir $$(@:.done=))
	$$(Q)cp -r $(LINUX)/$(2) $$(@:.done=)
	$$(Q)$$(TOOL) convert --to $(1) --in-place $$(@:.done=) 2> $$@.ledger || \
		{ cat $$@.ledger >&2; exit 1; }
	$$(Q)touch $$@
$(3:%=$(call linux_style_O,$(1))/%.o): %.o: $(call linux_style_O,$(1))/$(2).done \
		$$(FLAGS)
	$$(call say,CC,$$@)
	$$(Q)$$(CC) $$(filter-out -Wextra,$$(CFLAGS)) -Werror \
		$$(linux_CPPFLAGS) $$(linux_user_CPPFLAGS) \
		-include iommu-shim/iommu.h \
		-DIOMMU_SHIM_STYLE=$(1) -MMD -MP -c -o $$@ $$*.c
TESTS += $(O)/tests/tree/kernel-files/$(1)/$(5)
$(O)/tests/tree/kernel-files/$(1)/$(5): $(O)/tests/tree/kernel-files/shim/$(5).o \
		$(3:%=$(call linux_style_O,$(1))/%.o) $(call linux_obj,$(4)) \
		$$(KTEST) $(O)/tests/ktest/plain.o $$(HOSTED_LIBS)
	$$(call say,LD,$$@)
	$$(link)
endef

# The test of a converted user is a user of the shim too: its domains are known
# there from their first to their last day.
$(O)/tests/tree/kernel-files/shim/%.o: tests/tree/kernel-files/%.c $(FLAGS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(CPPFLAGS) -include iommu-shim/iommu.h \
		-DIOMMU_SHIM_STYLE=implicit -MMD -MP -c -o $@ $<

# DIR, FILES in it with calls, OTHERS, NAME
define kernel_user_test
$(call kernel_file_test,$(4),$(2) $(3))
$(call kernel_user_style,sync,$(1),$(2),$(3),$(4))
$(call kernel_user_style,explicit,$(1),$(2),$(3),$(4))
$(call kernel_user_style,gather,$(1),$(2),$(3),$(4))
endef

$(eval $(call kernel_file_test,interval_tree,lib/rbtree))

usnic := drivers/infiniband/hw/usnic
$(eval $(call kernel_user_test,$(usnic),$(usnic)/usnic_uiom,\
	$(usnic)/usnic_uiom_interval_tree lib/rbtree,usnic_uiom))
$(O)/tests/tree/kernel-files%usnic_uiom.o: CPPFLAGS += -I$(LINUX)/$(usnic)

# Where a driver's own header needs all of a subsystem, one of
# tests/tree/kernel-files/include/stand-in comes before it and has its guard.
# linux_user is how the files of a user are compiled, test and all.
linux_user = $(foreach d,$(linux_O) $(call linux_style_O,sync) \
	$(call linux_style_O,explicit) $(call linux_style_O,gather),$(d)/$(1))

vde := drivers/media/platform/nvidia/tegra-vde
$(eval $(call kernel_user_test,$(vde),$(vde)/iommu,\
	drivers/iommu/iommu drivers/iommu/iova,tegra-vde))
$(O)/tests/tree/kernel-files%tegra-vde.o: CPPFLAGS += -I$(LINUX)/$(vde)

nouveau := drivers/gpu/drm/nouveau
nouveau_CPPFLAGS := -DCONFIG_NOUVEAU_DEBUG=5 $(addprefix -I$(LINUX)/$(nouveau),\
	/include /include/nvkm / /nvkm /nvkm/subdev/instmem)
$(eval $(call kernel_user_test,$(nouveau)/nvkm/subdev/instmem,\
	$(nouveau)/nvkm/subdev/instmem/gk20a,$(nouveau)/nvkm/core/mm,gk20a))
$(call linux_user,$(nouveau)/%.o): linux_user_CPPFLAGS = $(nouveau_CPPFLAGS)
$(O)/tests/tree/kernel-files%gk20a.o: CPPFLAGS += $(nouveau_CPPFLAGS)

msm := drivers/gpu/drm/msm
$(eval $(call kernel_user_test,$(msm),$(msm)/msm_iommu,\
	drivers/iommu/io-pgtable drivers/iommu/io-pgtable-arm \
	drivers/iommu/io-pgtable-arm-v7s,msm_iommu))
$(call linux_user,$(msm)/%.o): linux_user_CPPFLAGS = \
	-include $(linux_INCLUDE)/stand-in/msm_drv.h
$(O)/tests/tree/kernel-files%msm_iommu.o: CPPFLAGS += -I$(LINUX)/$(msm)

ipa := drivers/net/ipa
$(eval $(call kernel_user_test,$(ipa),$(ipa)/ipa_mem,\
	$(ipa)/data/ipa_data-v4.2,ipa_mem))
$(O)/tests/tree/kernel-files%ipa_mem.o: CPPFLAGS += -I$(LINUX)/$(ipa)

etnaviv := drivers/gpu/drm/etnaviv
$(eval $(call kernel_file_test,etnaviv,drivers/gpu/drm/drm_mm \
	$(addprefix $(etnaviv)/etnaviv_,iommu iommu_v2 mmu)))
# For Linux an inline function is one that may be unused; clang asks otherwise.
ifneq ($(findstring clang,$(CC)),)
$(linux_O)/drivers/gpu/drm/drm_mm.o: \
	linux_user_CPPFLAGS := -Wno-unneeded-internal-declaration
endif
$(O)/tests/tree/kernel-files%etnaviv.o: CPPFLAGS += -I$(LINUX)/$(etnaviv)

host1x := drivers/gpu/host1x
$(eval $(call kernel_user_test,$(host1x),$(host1x)/job $(host1x)/cdma,\
	drivers/iommu/iova,host1x))
$(call linux_user,$(host1x)/%.o): linux_user_CPPFLAGS = \
	-DCONFIG_TEGRA_HOST1X_FIREWALL=1
$(O)/tests/tree/kernel-files%host1x.o: CPPFLAGS += -I$(LINUX)/$(host1x)

# The same without the flush of a style that has none in iommu_unmap(): the
# sanitizer must see it.
host1x_unflushed := $(call linux_style_O,explicit)/unflushed
$(host1x_unflushed)-%.o: $(call linux_style_O,explicit)/$(host1x).done $(FLAGS)
	$(call say,CC,$@)
	$(Q)sed "s/iommu_unmap_sync(/iommu_unmap(/" $(@D)/$(host1x)/$*.c > $(@:.o=.c)
	$(Q)! cmp -s $(@:.o=.c) $(@D)/$(host1x)/$*.c
	$(Q)$(CC) $(filter-out -Wextra,$(CFLAGS)) -Werror $(linux_CPPFLAGS) \
		-I$(@D)/$(host1x) -include iommu-shim/iommu.h \
		-DIOMMU_SHIM_STYLE=explicit -MMD -MP -c -o $@ $(@:.o=.c)
$(O)/tests/tree/kernel-files/shim/host1x-unflushed.o: CPPFLAGS += \
	-I$(LINUX)/$(host1x)
TESTS += $(O)/tests/tree/kernel-files/host1x-unflushed
$(O)/tests/tree/kernel-files/host1x-unflushed: \
		$(O)/tests/tree/kernel-files/shim/host1x-unflushed.o \
		$(host1x_unflushed)-job.o $(host1x_unflushed)-cdma.o \
		$(call linux_obj,drivers/iommu/iova) \
		$(KTEST) $(O)/tests/ktest/plain.o $(HOSTED_LIBS)
	$(call say,LD,$@)
	$(link)

LINUX_USERS := usnic_uiom tegra-vde gk20a msm_iommu ipa_mem etnaviv host1x \
	host1x-unflushed
$(foreach d,kernel-files kernel-files/shim,\
	$(LINUX_USERS:%=$(O)/tests/tree/$(d)/%.o)): $(LINUX).done $(linux_LINKS).done
