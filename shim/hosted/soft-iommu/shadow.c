// SPDX-License-Identifier: GPL-2.0-only
/*
 * A shadow of a page table, as a hypervisor keeps it for a guest: devices are
 * translated with the shadow, and what the guest writes to its own table shows
 * there only after an invalidation of the range.  Host memory; under hw_lock.
 */
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>

#include "posix/posix.h"
#include "soft-iommu.h"

struct shadow {
	u64 ptes[PT_ENTRIES];		/* of pages; 0 for none */
	struct shadow *below[PT_ENTRIES];
};

struct shadow *shadow_alloc(void)
{
	return posix_alloc(sizeof(struct shadow));
}

void shadow_free(struct shadow *s)
{
	unsigned int i;

	for (i = 0; s && i < PT_ENTRIES; i++)
		shadow_free(s->below[i]);
	posix_free(s);
}

static void sync_level(struct shadow *s, const u64 *table, int level,
		       unsigned long start, unsigned long last)
{
	unsigned int i, end = pte_index(last, level);
	unsigned long mask = level_size(level) - 1;

	for (i = pte_index(start, level); i <= end; i++) {
		bool first_one = i == pte_index(start, level);
		/* Pairs with the release that linked the table or the page. */
		u64 pte = hw_read_pte(&table[i]);

		if (!(pte & PTE_PRESENT) || pte_is_leaf(pte, level)) {
			shadow_free(s->below[i]);
			s->below[i] = NULL;
			s->ptes[i] = pte & PTE_PRESENT ? pte : 0;
			continue;
		}
		s->ptes[i] = 0;
		if (!s->below[i])
			s->below[i] = shadow_alloc();
		sync_level(s->below[i], phys_to_virt(pte & PTE_ADDR),
			   level - 1, first_one ? start & mask : 0,
			   i == end ? last & mask : mask);
	}
}

void shadow_sync(struct shadow *s, const u64 *root, unsigned long start,
		 unsigned long last)
{
	const unsigned long top = BIT(IOVA_BITS) - 1;

	if (start <= top)
		sync_level(s, root, PT_LEVELS - 1, start, min(last, top));
}

struct iotlb_entry shadow_walk(const struct shadow *s, unsigned long iova)
{
	struct iotlb_entry e = { .shift = PAGE_SHIFT };
	int level;

	e.tag = iova >> e.shift;
	if (iova >> IOVA_BITS)
		return e;
	for (level = PT_LEVELS - 1; s; level--) {
		u64 pte = s->ptes[pte_index(iova, level)];

		if (pte) {
			e.shift = level_shift(level);
			e.tag = iova >> e.shift;
			e.paddr = pte & PTE_ADDR;
			e.perm = pte & PTE_PRESENT;
			break;
		}
		s = s->below[pte_index(iova, level)];
	}
	return e;
}
