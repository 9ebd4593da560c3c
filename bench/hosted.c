// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a map and an unmap of 4 KiB cost on the hosted kernel, with nothing to
 * flush: its own page tables and Linux's io-pgtable-arm.c under the same core,
 * measured in turns.  Prints a line for each:
 *
 *   TABLE MODE THREADS NS
 *
 * TABLE soft or arm; MODE strict (iommu_unmap) or batched (one sync for 64);
 * NS for a map and an unmap, the median of the rounds.
 */
#include <hosted/iommu.h>
#include <hosted/device.h>
#include <hosted/kernel.h>
#include <linux/io-pgtable.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/slab.h>

#define ROUNDS 7
#define CALLS 50000
#define BATCH 64

/* ---- a domain whose tables are io-pgtable-arm.c's ---- */

struct arm_domain {
	struct iommu_domain domain;
	struct io_pgtable_ops *ops;
};

static struct io_pgtable_ops *arm_ops(struct iommu_domain *domain)
{
	return container_of(domain, struct arm_domain, domain)->ops;
}

static int arm_map_pages(struct iommu_domain *domain, unsigned long iova,
			 phys_addr_t paddr, size_t pgsize, size_t pgcount,
			 int prot, gfp_t gfp, size_t *mapped)
{
	struct io_pgtable_ops *ops = arm_ops(domain);

	return ops->map_pages(ops, iova, paddr, pgsize, pgcount, prot, gfp,
			      mapped);
}

static size_t arm_unmap_pages(struct iommu_domain *domain, unsigned long iova,
			      size_t pgsize, size_t pgcount,
			      struct iommu_iotlb_gather *gather)
{
	struct io_pgtable_ops *ops = arm_ops(domain);

	return ops->unmap_pages(ops, iova, pgsize, pgcount, gather);
}

static void arm_iotlb_sync(struct iommu_domain *domain,
			   struct iommu_iotlb_gather *gather)
{
	(void)domain, (void)gather;
}

static void arm_tlb_flush_all(void *cookie)
{
	(void)cookie;
}

static void arm_tlb_flush_walk(unsigned long iova, size_t size, size_t granule,
			       void *cookie)
{
	(void)iova, (void)size, (void)granule, (void)cookie;
}

static void arm_tlb_add_page(struct iommu_iotlb_gather *gather,
			     unsigned long iova, size_t granule, void *cookie)
{
	iommu_iotlb_gather_add_page(cookie, gather, iova, granule);
}

static const struct iommu_flush_ops arm_flush_ops = {
	.tlb_flush_all = arm_tlb_flush_all,
	.tlb_flush_walk = arm_tlb_flush_walk,
	.tlb_add_page = arm_tlb_add_page,
};

static const struct iommu_domain_ops arm_domain_ops = {
	.map_pages = arm_map_pages,
	.unmap_pages = arm_unmap_pages,
	.iotlb_sync = arm_iotlb_sync,
};

static struct iommu_domain *arm_domain(void)
{
	static struct arm_domain ad;
	struct io_pgtable_cfg cfg = {
		.pgsize_bitmap = SZ_4K | SZ_2M | SZ_1G,
		.ias = 48,
		.oas = 48,
		.coherent_walk = true,
		.tlb = &arm_flush_ops,
	};

	ad.ops = alloc_io_pgtable_ops(ARM_64_LPAE_S1, &cfg, &ad.domain);
	ad.domain.type = IOMMU_DOMAIN_UNMANAGED;
	ad.domain.ops = &arm_domain_ops;
	ad.domain.pgsize_bitmap = cfg.pgsize_bitmap;
	return ad.ops ? &ad.domain : NULL;
}

/* ---- the measurement ---- */

struct worker {
	struct iommu_domain *domain;
	unsigned long iova;
	bool batched;
	u64 ns;
};

static int work(void *data)
{
	struct iommu_iotlb_gather gather;
	struct worker *w = data;
	ktime_t start = ktime_get();
	int i, j;

	for (i = 0; i < CALLS; i += BATCH) {
		iommu_iotlb_gather_init(&gather);
		for (j = 0; j < BATCH; j++) {
			unsigned long iova = w->iova + j * PAGE_SIZE;

			iommu_map(w->domain, iova, SZ_1G, PAGE_SIZE,
				  IOMMU_READ | IOMMU_WRITE);
			if (w->batched)
				iommu_unmap_fast(w->domain, iova, PAGE_SIZE,
						 &gather);
			else
				iommu_unmap(w->domain, iova, PAGE_SIZE);
		}
		if (w->batched)
			iommu_iotlb_sync(w->domain, &gather);
	}
	w->ns = ktime_get() - start;
	return 0;
}

static u64 measure(struct iommu_domain *domain, bool batched, int threads)
{
	struct task_struct *tasks[2];
	struct worker w[2];
	u64 ns = 0;
	int i;

	for (i = 0; i < threads; i++) {
		w[i] = (struct worker) { domain, (i + 1) * SZ_1G, batched, 0 };
		tasks[i] = kthread_run(work, &w[i], "worker");
	}
	for (i = 0; i < threads; i++) {
		kthread_stop(tasks[i]);
		ns += w[i].ns;
	}
	return ns * 10 / threads / CALLS;
}

static u64 median(u64 *v, int n)
{
	int i, j;

	for (i = 1; i < n; i++)
		for (j = i; j && v[j] < v[j - 1]; j--)
			swap(v[j], v[j - 1]);
	return v[n / 2];
}

int main(void)
{
	static const char *const tables[] = { "soft", "arm" };
	static u64 ns[2][2][2][ROUNDS];
	struct hosted_iommu *iommu = hosted_iommu_create(NULL);
	struct iommu_domain *domains[2];
	int t, b, n, r;

	domains[0] = iommu_domain_alloc(hosted_iommu_bus(iommu));
	domains[1] = arm_domain();
	if (!domains[0] || !domains[1])
		return 2;
	for (r = 0; r < ROUNDS; r++)
		for (b = 0; b < 2; b++)
			for (n = 0; n < 2; n++)
				for (t = 0; t < 2; t++)
					ns[t][b][n][r] = measure(domains[t], b,
								 n + 1);
	for (b = 0; b < 2; b++)
		for (n = 0; n < 2; n++)
			for (t = 0; t < 2; t++) {
				u64 m = median(ns[t][b][n], ROUNDS);

				hosted_print("%s %s %d %llu.%llu\n", tables[t],
					     b ? "batched" : "strict", n + 1,
					     m / 10, m % 10);
			}
	return 0;
}
