# SPDX-License-Identifier: GPL-2.0-only
#
# The DMA API over an IOMMU.  It stands above both of the others: its mappings
# are the hosted kernel's, and what it unmaps lazily waits in the flush queues
# of shim/core.  Neither knows of it: a program that is linked with these
# objects has devices in default domains, as a kernel with CONFIG_IOMMU_DMA; another has
# not.  They are objects and no archive, because nobody calls them by name.

DMA_OBJS := $(patsubst %.c,$(O)/%.o,$(wildcard shim/dma/*.c))
$(DMA_OBJS): CPPFLAGS = $(KERNEL_CPPFLAGS)

# To be installed: pkg-config iommu-dma links all of it.
DMA := $(O)/libiommu-dma.a
$(DMA): $(DMA_OBJS)
	$(archive)

all: $(DMA)
