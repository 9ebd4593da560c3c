// SPDX-License-Identifier: GPL-2.0-only
/*
 * The software IOMMU's page table, from the driver's side.
 *
 * The hardware may walk it at any time: a table is complete before a release
 * store links it, and a table that has been unlinked is freed only after an
 * invalidation, by way of the gather's freelist.
 */
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>

#include "soft-iommu.h"

static u64 *pte_table(u64 pte)
{
	return phys_to_virt(pte & PTE_ADDR);
}

static u64 pte_read(u64 *ptep)
{
	/* Pairs with the release that linked the table we go on to read. */
	return smp_load_acquire(ptep);
}

static int pgsize_level(size_t pgsize)
{
	return (ilog2(pgsize) - PAGE_SHIFT) / PT_BITS;
}

static u64 leaf_pte(phys_addr_t paddr, u64 perm, int level)
{
	return paddr | perm | (level ? PTE_LEAF : 0);
}

/* Links a new table at @ptep, which holds @old, unless another CPU was faster. */
static u64 *install_table(u64 *ptep, u64 old, u64 *table)
{
	u64 now = cmpxchg(ptep, old, __pa(table) | PTE_PRESENT);

	if (now == old)
		return table;
	free_page((unsigned long)table);
	return pte_table(now);
}

/* The entry for @iova at @level, with the tables above it made. */
static u64 *walk_alloc(u64 *table, unsigned long iova, int level, gfp_t gfp)
{
	int l;

	for (l = PT_LEVELS - 1; l > level; l--) {
		u64 *ptep = &table[pte_index(iova, l)];
		u64 pte = pte_read(ptep);

		if (pte && pte_is_leaf(pte, l))
			return ERR_PTR(-EEXIST);
		if (pte) {
			table = pte_table(pte);
			continue;
		}
		table = (u64 *)get_zeroed_page(gfp);
		if (!table)
			return ERR_PTR(-ENOMEM);
		table = install_table(ptep, 0, table);
	}
	return &table[pte_index(iova, level)];
}

static bool table_empty(u64 *table)
{
	unsigned int i;

	for (i = 0; i < PT_ENTRIES; i++)
		if (READ_ONCE(table[i]))
			return false;
	return true;
}

/*
 * An empty table may stand where a large page is to go.  The caller owns the
 * range, so nobody fills it meanwhile; the hardware must be off it before it
 * is freed.
 */
static bool evict_empty_table(struct soft_domain *sd, u64 *ptep, u64 pte,
			      unsigned long iova, int level)
{
	if (!level || pte_is_leaf(pte, level) || !table_empty(pte_table(pte)))
		return false;
	WRITE_ONCE(*ptep, 0);
	soft_domain_flush(sd, iova, level_size(level), level_size(level));
	free_page((unsigned long)pte_table(pte));
	return true;
}

/* Returns how many leaves were written; 0 in *@err when that is all. */
static size_t write_leaves(struct soft_domain *sd, unsigned long iova,
			   phys_addr_t paddr, int level, size_t count,
			   u64 perm, gfp_t gfp, int *err)
{
	size_t size = level_size(level), done = 0;
	u64 *ptep, pte;

	while (done < count) {
		size_t n = min_t(size_t, PT_ENTRIES - pte_index(iova, level),
				 count - done);

		ptep = walk_alloc(sd->root, iova, level, gfp);
		if (IS_ERR(ptep)) {
			*err = PTR_ERR(ptep);
			return done;
		}
		for (; n; n--, ptep++, done++) {
			pte = pte_read(ptep);
			if (pte && !evict_empty_table(sd, ptep, pte, iova,
						      level)) {
				*err = -EEXIST;
				return done;
			}
			/* Pairs with the acquire in the hardware's walk(). */
			smp_store_release(ptep, leaf_pte(paddr, perm, level));
			iova += size;
			paddr += size;
		}
	}
	*err = 0;
	return done;
}

/*
 * What the sanitizer watches is compiled twice: while it is off, the calls below
 * are those that would be there without it.
 */
static __always_inline int
map_pages(struct iommu_domain *domain, unsigned long iova, phys_addr_t paddr,
	  size_t pgsize, size_t pgcount, int prot, gfp_t gfp, size_t *mapped,
	  bool watched)
{
	struct soft_domain *sd = to_soft_domain(domain);
	int level = pgsize_level(pgsize), err;
	size_t size;
	u64 perm = 0;

	if (prot & IOMMU_READ)
		perm |= PTE_READ;
	if (prot & IOMMU_WRITE)
		perm |= PTE_WRITE;
	if (!perm)
		return -EINVAL;
	if (iova > domain->geometry.aperture_end ||
	    pgsize * pgcount - 1 > domain->geometry.aperture_end - iova ||
	    (paddr + pgsize * pgcount - 1) >> IOVA_BITS)
		return -ERANGE;

	size = pgsize * write_leaves(sd, iova, paddr, level, pgcount, perm, gfp,
				     &err);
	*mapped += size;
	if (watched) {
		san_map(domain, iova, size, paddr, perm, level_shift(level));
		if (err == -EEXIST)
			san_map_over(domain, iova + size);
	}
	return err;
}

int pgtable_map_pages(struct iommu_domain *domain, unsigned long iova,
		      phys_addr_t paddr, size_t pgsize, size_t pgcount,
		      int prot, gfp_t gfp, size_t *mapped)
{
	return map_pages(domain, iova, paddr, pgsize, pgcount, prot, gfp,
			 mapped, false);
}

int pgtable_map_pages_watched(struct iommu_domain *domain, unsigned long iova,
			      phys_addr_t paddr, size_t pgsize, size_t pgcount,
			      int prot, gfp_t gfp, size_t *mapped)
{
	return map_pages(domain, iova, paddr, pgsize, pgcount, prot, gfp,
			 mapped, true);
}

/*
 * Replaces a large page by a table of the next smaller ones, so that a part of
 * it can be unmapped.  Translations stay what they were.
 */
static u64 *split_leaf(u64 *ptep, u64 pte, int level)
{
	u64 *table = (u64 *)__get_free_page(GFP_ATOMIC);
	size_t size = level_size(level - 1);
	phys_addr_t paddr = pte & PTE_ADDR;
	unsigned int i;

	if (!table)
		return NULL;
	for (i = 0; i < PT_ENTRIES; i++)
		table[i] = leaf_pte(paddr + i * size, pte & PTE_PRESENT,
				    level - 1);
	return install_table(ptep, pte, table);
}

static void gather_leaf(struct iommu_domain *domain,
			struct iommu_iotlb_gather *gather, unsigned long iova,
			size_t pgsize)
{
	if (!iommu_iotlb_gather_queued(gather))
		iommu_iotlb_gather_add_page(domain, gather, iova, pgsize);
}

static enum hosted_iommu_holes holes_of(struct iommu_domain *domain)
{
	struct hosted_iommu *iommu = soft_domain_iommu(to_soft_domain(domain));

	return iommu ? iommu->config.holes : HOSTED_HOLES_END;
}

/* As how much does a hole of @size bytes count?  0: the unmap ends. */
static noinline size_t count_hole(struct iommu_domain *domain, int level,
				  size_t size)
{
	switch (holes_of(domain)) {
	case HOSTED_HOLES_COUNT:
		return size;
	case HOSTED_HOLES_COUNT_PAGES:
		return level ? 0 : size;
	default:
		return 0;
	}
}

/* What is unmapped in place of @size bytes where a table may be missing. */
static size_t size_from_hole(struct iommu_domain *domain, unsigned long iova,
			     size_t size)
{
	u64 *table = to_soft_domain(domain)->root;
	int level;
	u64 pte;

	for (level = PT_LEVELS - 1; level; level--) {
		pte = pte_read(&table[pte_index(iova, level)]);
		if (pte && pte_is_leaf(pte, level))
			return size;
		if (!pte)
			return max(size, level_size(level));
		table = pte_table(pte);
	}
	return size;
}

typedef size_t unmap_t(struct iommu_domain *domain, u64 *table, int level,
		       unsigned long iova, size_t size,
		       struct iommu_iotlb_gather *gather);

/*
 * Unmaps [iova, iova + size) as far as this table covers it, and stops at what
 * is not mapped, unless that counts.  A table below is given up when the request spans it whole:
 * only then does the caller own all of it.  @unmap_below does the same for a table
 * below.
 */
static __always_inline size_t
unmap_entries(struct iommu_domain *domain, u64 *table, int level,
	      unsigned long iova, size_t size,
	      struct iommu_iotlb_gather *gather, bool watched,
	      unmap_t *unmap_below)
{
	size_t span = level_size(level), done = 0, want, n;
	unsigned int i;
	u64 *ptep, *below;
	u64 pte;

	for (i = pte_index(iova, level); i < PT_ENTRIES && done < size; i++) {
		ptep = &table[i];
		pte = pte_read(ptep);
		want = min(size - done, span - ((iova + done) & (span - 1)));
		if (!pte) {
			n = count_hole(domain, level, want);
			if (!n)
				break;
			done += n;
			continue;
		}

		if (pte_is_leaf(pte, level)) {
			if (want == span) {
				WRITE_ONCE(*ptep, 0);
				if (watched)
					san_unmap(domain, iova + done, span,
						  pte & PTE_ADDR,
						  pte & PTE_PRESENT,
						  level_shift(level));
				gather_leaf(domain, gather, iova + done, span);
				done += span;
				continue;
			}
			below = split_leaf(ptep, pte, level);
			if (!below)
				break;
			/* The IOTLB may hold the large page. */
			gather_leaf(domain, gather,
				    ALIGN_DOWN(iova + done, span), span);
		} else {
			below = pte_table(pte);
		}

		n = unmap_below(domain, below, level - 1, iova + done, want,
				gather);
		done += n;
		if (n != want)
			break;
		if (want == span) {
			struct page *page = virt_to_page(below);

			WRITE_ONCE(*ptep, 0);
			list_add(&page->lru, &gather->freelist);
		}
	}
	return done;
}

static size_t unmap_table(struct iommu_domain *domain, u64 *table, int level,
			  unsigned long iova, size_t size,
			  struct iommu_iotlb_gather *gather)
{
	return unmap_entries(domain, table, level, iova, size, gather, false,
			     unmap_table);
}

static size_t unmap_table_watched(struct iommu_domain *domain, u64 *table,
				  int level, unsigned long iova, size_t size,
				  struct iommu_iotlb_gather *gather)
{
	return unmap_entries(domain, table, level, iova, size, gather, true,
			     unmap_table_watched);
}

static __always_inline size_t
unmap_pages(struct iommu_domain *domain, unsigned long iova, size_t size,
	    struct iommu_iotlb_gather *gather, unmap_t *unmap)
{
	if (iova > domain->geometry.aperture_end ||
	    size - 1 > domain->geometry.aperture_end - iova)
		return 0;
	if (holes_of(domain) == HOSTED_HOLES_COUNT)
		size = min_t(size_t, size_from_hole(domain, iova, size),
			     domain->geometry.aperture_end - iova + 1);
	return unmap(domain, to_soft_domain(domain)->root, PT_LEVELS - 1, iova,
		     size, gather);
}

size_t pgtable_unmap_pages(struct iommu_domain *domain, unsigned long iova,
			   size_t pgsize, size_t pgcount,
			   struct iommu_iotlb_gather *gather)
{
	return unmap_pages(domain, iova, pgsize * pgcount, gather,
			   unmap_table);
}

size_t pgtable_unmap_pages_watched(struct iommu_domain *domain,
				   unsigned long iova, size_t pgsize,
				   size_t pgcount,
				   struct iommu_iotlb_gather *gather)
{
	size_t unmapped;

	san_unmap_begin();
	unmapped = unmap_pages(domain, iova, pgsize * pgcount, gather,
			       unmap_table_watched);
	/* Of none at all, who called us tells it. */
	if (unmapped && !san_unmapped())
		san_unmap_nothing(domain, iova, pgsize * pgcount);
	return unmapped;
}

phys_addr_t pgtable_iova_to_phys(struct iommu_domain *domain, dma_addr_t iova)
{
	u64 *table = to_soft_domain(domain)->root;
	int level;

	if (iova >> IOVA_BITS)
		return 0;
	for (level = PT_LEVELS - 1; level >= 0; level--) {
		u64 pte = pte_read(&table[pte_index(iova, level)]);

		if (!pte)
			return 0;
		if (pte_is_leaf(pte, level))
			return (pte & PTE_ADDR) +
			       (iova & (level_size(level) - 1));
		table = pte_table(pte);
	}
	return 0;
}

static void free_tables(u64 *table, int level)
{
	unsigned int i;

	for (i = 0; level && i < PT_ENTRIES; i++)
		if (table[i] && !pte_is_leaf(table[i], level))
			free_tables(pte_table(table[i]), level - 1);
	free_page((unsigned long)table);
}

void pgtable_free(u64 *root)
{
	free_tables(root, PT_LEVELS - 1);
}
