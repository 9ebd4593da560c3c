# SPDX-License-Identifier: GPL-2.0-only
#
#   make bench-tree      the whole of Linux 6.1, against spatch and grep
#   make bench-hostile   files that nobody writes, each within two seconds

# One after another, whatever -j says.
.PHONY: bench
bench:
	$(Q)for b in tree hostile hosted fq; do $(MAKE) bench-$$b || exit; done

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
$(filter-out $(POSIX_OBJS:$(O)/%=$(O)/nosan/%),$(NOSAN_OBJS)): \
	CPPFLAGS = $(HOSTED_CPPFLAGS) -DHOSTED_NO_SAN
$(O)/nosan/%.o: %.c $(FLAGS) | $(DEPS)
	$(call say,CC,$@)
	$(compile)

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

# make bench-fq: the flush queue against Linux's dma-iommu.c and iova.c, which
# are compiled as they are; see bench/fq.h.  fq-linux.c is compiled like them.
FQ_LINUX := $(O)/bench/fq-linux $(O)/bench/fq-bare
$(FQ_LINUX:=.o): bench/fq-linux.c $(LINUX).done $(FLAGS)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -Wextra,$(CFLAGS)) -Werror $(linux_CPPFLAGS) \
		-Wno-maybe-uninitialized -Wno-unknown-warning-option \
		-DCONFIG_IOMMU_DMA=1 $(FQ_LINUX_CPPFLAGS) -Ibench -I$(LINUX) \
		-MMD -MP -c -o $@ $<
$(O)/bench/fq-bare.o: FQ_LINUX_CPPFLAGS := -DFQ_NO_ALLOCATOR

# All that they define gets linux_ in front, as in linux-dma.o.  The second queue
# has bare_ instead, and the first one's core.
fq_rename = nm -g --defined-only -P $(1) | awk '{ print $$1, "$(2)" $$1 }'

$(O)/bench/fq-linux-all.o: $(O)/bench/fq-linux.o \
		$(linux_dma_O)/drivers/iommu/iommu.o \
		$(linux_dma_O)/drivers/iommu/iova.o
	$(call say,LD,$@)
	$(Q)ld -r -o $@.part $^
	$(Q)$(call fq_rename,$@.part,linux_) > $@.names
	$(Q)objcopy --redefine-syms=$@.names $@.part $@
$(O)/bench/fq-bare-all.o: $(O)/bench/fq-bare.o $(O)/bench/fq-linux-all.o
	$(call say,LD,$@)
	$(Q)$(call fq_rename,$<,bare_) > $@.names
	$(Q)awk 'NR == FNR { bare[$$1]; print; next } !($$1 in bare)' \
		$@.names $(O)/bench/fq-linux-all.o.names > $@.both
	$(Q)objcopy --redefine-syms=$@.both $< $@

BENCH_FQ := $(addprefix $(O)/bench/,fq.o fq-queue.o fq-stale.o fq-iova.o fq-dma.o)
$(BENCH_FQ): CPPFLAGS = $(KERNEL_CPPFLAGS) -Ibench -Ishim/dma \
	-Itests/tree/kernel-files
$(O)/bench/fq: $(BENCH_FQ) $(O)/bench/fq-linux-all.o $(O)/bench/fq-bare-all.o \
		$(O)/tests/tree/kernel-files/arm-iommu.o $(LINUX_PGTABLE) \
		$(DMA_OBJS) $(HOSTED_LIBS)
	$(call say,LD,$@)
	$(link)

.PHONY: bench-fq
bench-fq: $(O)/bench/fq
	$(Q)IOMMU_SAN=off $(O)/bench/fq

# make study: flush queues on up to 16 CPUs, simulated, with the real policy.
STUDY := $(addprefix $(O)/bench/,study.o study-sim.o)
$(STUDY): CPPFLAGS = $(KERNEL_CPPFLAGS) -Ibench -Ishim/core
$(O)/bench/study: $(STUDY) $(HOSTED_LIBS)
	$(call say,LD,$@)
	$(link)

.PHONY: study
study: $(O)/bench/study
	$(Q)bench/study.sh $(abspath $<) $(abspath $(O)/study) \
		$(abspath docs/flush-queues)
