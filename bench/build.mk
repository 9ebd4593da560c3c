# SPDX-License-Identifier: GPL-2.0-only
#
#   make bench-tree      the whole of Linux 6.1, against spatch and grep
#   make bench-hostile   files that nobody writes, each within two seconds

.PHONY: bench-tree
bench-tree: all $(LINUX).done
	$(Q)bench/tree.sh $(O)/iommu-migrate $(LINUX) $(O)/bench

# make bench-hosted: a map and an unmap of 4 KiB, the hosted core against Linux's
# own, each with its page tables; and what the sanitizer costs: not compiled in,
# off, and on, by turns.
BENCH_LINUX := $(linux_O)/linux-core.o \
	$(O)/tests/tree/kernel-files/arm-iommu.o $(LINUX_PGTABLE)
NOSAN_OBJS := $(HOSTED_OBJS:$(O)/%=$(O)/nosan/%)

$(O)/bench/hosted.o: CPPFLAGS = $(KERNEL_CPPFLAGS) \
	-Itests/tree/kernel-files
$(O)/bench/hosted: $(O)/bench/hosted.o $(BENCH_LINUX) $(HOSTED)
	$(call say,LD,$@)
	$(link)
$(O)/bench/hosted-nosan: $(O)/bench/hosted.o $(BENCH_LINUX) $(NOSAN_OBJS)
	$(call say,LD,$@)
	$(link) $(HOSTED_LDLIBS)
$(filter-out %/posix.o %/posix-stack.o,$(NOSAN_OBJS)): \
	NOSAN_CPPFLAGS = $(KERNEL_CPPFLAGS) -DHOSTED_NO_SAN
$(O)/nosan/%.o: %.c $(FLAGS) | $(DEPS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(NOSAN_CPPFLAGS) -MMD -MP -c -o $@ $<

.PHONY: bench-hosted
bench-hosted: $(O)/bench/hosted $(O)/bench/hosted-nosan
	$(Q)bench/hosted.sh $(O)/bench

# make bench-hostile: files of ten thousand of everything.
$(O)/bench/hostile.o: CPPFLAGS = -Itests
$(O)/bench/hostile: $(O)/bench/hostile.o $(O)/tests/tool/shapes.o \
		$(O)/tests/harness.o
	$(call say,LD,$@)
	$(link)

.PHONY: bench-hostile
bench-hostile: all $(O)/bench/hostile
	$(Q)IOMMU_MIGRATE=$(O)/iommu-migrate TEST_BUILD=$(O)/bench \
		$(O)/bench/hostile
