# SPDX-License-Identifier: GPL-2.0-only
#
# Files of Linux 6.1, compiled as they are on the hosted kernel, and what they
# are run for: a program for each .c file of tests/tree/kernel-files.  Warnings
# are those that the kernel itself has on, and errors.

linux_O := $(O)/tests/tree/linux-6.1
linux_obj = $(1:%=$(linux_O)/%.o)

linux_CPPFLAGS := $(KERNEL_CPPFLAGS) -include linux/kconfig.h \
	-fno-strict-aliasing -fwrapv \
	-DCONFIG_IOMMU_IO_PGTABLE_LPAE=1 -DCONFIG_IOMMU_IO_PGTABLE_ARMV7S=1 \
	-DCONFIG_IOMMU_IO_PGTABLE_LPAE_SELFTEST=1 \
	-DCONFIG_IOMMU_IO_PGTABLE_ARMV7S_SELFTEST=1

$(linux_O)/%.o: $(LINUX).done $(FLAGS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -Wextra,$(CFLAGS)) -Werror $(linux_CPPFLAGS) \
		-MMD -MP -c -o $@ $(LINUX)/$*.c

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
	-Itests/hosted
include tests/ktest/ktest.mk

$(eval $(call kernel_file_test,rbtree,lib/rbtree))
$(eval $(call kernel_file_test,iova,lib/rbtree drivers/iommu/iova))
$(eval $(call kernel_file_test,io-pgtable,drivers/iommu/io-pgtable \
	drivers/iommu/io-pgtable-arm drivers/iommu/io-pgtable-arm-v7s))
