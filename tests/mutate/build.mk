# SPDX-License-Identifier: GPL-2.0-only
#
# make mutate-hosted: are the tests of the hosted kernel worth anything?  It
# takes a while, so it is no part of `make test`.  ONLY=PATTERN: just the rows that
# have it.

.PHONY: mutate-hosted
mutate-hosted: $(GREATEST)
	$(Q)tests/mutate/mutate.sh tests/mutate/hosted $(B)/mutate '$(ONLY)' \
		$(patsubst %.c,$(B)/%,$(wildcard tests/hosted/*.c)) \
		$(B)/tests/environment/environment

# make mutate-dma: the same for the DMA API and its allocator of IOVAs.
.PHONY: mutate-dma
mutate-dma: $(GREATEST)
	$(Q)tests/mutate/mutate.sh tests/mutate/dma $(B)/mutate-dma '$(ONLY)' \
		$(patsubst %,$(B)/tests/hosted/%,iova cpu-lock dma) \
		$(DMA_TESTS)
