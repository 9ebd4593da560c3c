// SPDX-License-Identifier: GPL-2.0-only
/*
 * The IOTLB: sets of ways, least recently used replaced, tagged by domain id
 * and page.  It knows nothing of page tables, and forgets only what it is told
 * to or has no room for.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "soft-iommu.h"

/* The sizes that a page can have, as shifts. */
static const u8 shifts[] = {
	PAGE_SHIFT, PAGE_SHIFT + PT_BITS, PAGE_SHIFT + 2 * PT_BITS,
};

int iotlb_init(struct iotlb *tlb, unsigned int sets, unsigned int ways)
{
	tlb->sets = sets;
	tlb->ways = ways;
	tlb->entries = kvcalloc(sets * ways, sizeof(*tlb->entries),
				GFP_KERNEL);
	return tlb->entries ? 0 : -ENOMEM;
}

void iotlb_destroy(struct iotlb *tlb)
{
	kvfree(tlb->entries);
}

static struct iotlb_entry *iotlb_set(struct iotlb *tlb, unsigned long tag)
{
	return &tlb->entries[(tag & (tlb->sets - 1)) * tlb->ways];
}

struct iotlb_entry *iotlb_lookup(struct iotlb *tlb, u16 did,
				 unsigned long iova)
{
	struct iotlb_entry *e;
	unsigned int s, w;

	for (s = 0; s < ARRAY_SIZE(shifts); s++) {
		e = iotlb_set(tlb, iova >> shifts[s]);
		for (w = 0; w < tlb->ways; w++, e++) {
			if (e->valid && e->did == did &&
			    e->shift == shifts[s] &&
			    e->tag == iova >> e->shift) {
				e->used = ++tlb->clock;
				return e;
			}
		}
	}
	return NULL;
}

void iotlb_insert(struct iotlb *tlb, const struct iotlb_entry *new)
{
	struct iotlb_entry *e = iotlb_set(tlb, new->tag), *victim = e;
	unsigned int w;

	for (w = 0; w < tlb->ways; w++, e++) {
		if (!e->valid) {
			victim = e;
			break;
		}
		if (e->used < victim->used)
			victim = e;
	}
	if (victim->valid)
		tlb->evictions++;
	*victim = *new;
	victim->valid = true;
	victim->used = ++tlb->clock;
}

void iotlb_for_each(struct iotlb *tlb, u16 did, unsigned long start,
		    unsigned long last,
		    void (*fn)(struct iotlb_entry *entry, void *cookie),
		    void *cookie)
{
	struct iotlb_entry *e, *end = tlb->entries + tlb->sets * tlb->ways;

	for (e = tlb->entries; e < end; e++)
		if (e->valid && e->did == did &&
		    e->tag >= start >> e->shift && e->tag <= last >> e->shift)
			fn(e, cookie);
}

void iotlb_drop_all(struct iotlb *tlb)
{
	memset(tlb->entries, 0,
	       sizeof(*tlb->entries) * tlb->sets * tlb->ways);
}

/*
 * The paging-structure cache: for 2 MiB of a domain the table of its pages, so
 * that a walk can begin there.  Direct mapped.
 */
int psc_init(struct psc *psc, unsigned int nr)
{
	psc->nr = nr;
	if (nr)
		psc->entries = kvcalloc(nr, sizeof(*psc->entries), GFP_KERNEL);
	return !nr || psc->entries ? 0 : -ENOMEM;
}

void psc_destroy(struct psc *psc)
{
	kvfree(psc->entries);
}

static struct psc_entry *psc_slot(struct psc *psc, unsigned long iova)
{
	return &psc->entries[(iova >> level_shift(1)) & (psc->nr - 1)];
}

const u64 *psc_lookup(struct psc *psc, u16 did, unsigned long iova)
{
	struct psc_entry *e = psc_slot(psc, iova);

	return e->table && e->did == did && e->tag == iova >> level_shift(1) ?
	       e->table : NULL;
}

void psc_insert(struct psc *psc, u16 did, unsigned long iova, const u64 *table)
{
	*psc_slot(psc, iova) = (struct psc_entry) {
		.did = did,
		.tag = iova >> level_shift(1),
		.table = table,
	};
}

/* Does it hold the table of a stretch of the range? */
static bool psc_covers(const struct psc_entry *e, u16 did, unsigned long start,
		       unsigned long last)
{
	return e->did == did && e->tag >= start >> level_shift(1) &&
	       e->tag <= last >> level_shift(1);
}

void psc_drop(struct psc *psc, u16 did, unsigned long start, unsigned long last)
{
	struct psc_entry *e;

	for (e = psc->entries; e < psc->entries + psc->nr; e++)
		if (psc_covers(e, did, start, last))
			e->table = NULL;
}

unsigned int psc_count(const struct psc *psc, u16 did, unsigned long start,
		       unsigned long last)
{
	const struct psc_entry *e;
	unsigned int n = 0;

	for (e = psc->entries; e < psc->entries + psc->nr; e++)
		n += e->table && psc_covers(e, did, start, last);
	return n;
}

void psc_drop_all(struct psc *psc)
{
	if (psc->nr)
		memset(psc->entries, 0, sizeof(*psc->entries) * psc->nr);
}
