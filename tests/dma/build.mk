# SPDX-License-Identifier: GPL-2.0-only
#
# The DMA API over an IOMMU: each suite on every preset of the software IOMMU,
# with the sanitizer on.

include tests/ktest/ktest.mk

DMA_TESTS := $(addprefix $(O)/tests/dma/,mapping types lazy)
TESTS += $(DMA_TESTS)

$(O)/tests/dma/%.o: CPPFLAGS = $(KERNEL_CPPFLAGS) -Itests/ktest
$(DMA_TESTS): %: %.o $(O)/tests/dma/env.o $(KTEST) $(DMA_OBJS) $(HOSTED_LIBS)
	$(call say,LD,$@)
	$(link)
