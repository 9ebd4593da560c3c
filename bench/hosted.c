// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a map and an unmap of 4 KiB cost on the hosted kernel, with nothing to
 * flush: its own core and page tables, Linux's iommu.c and io-pgtable-arm.c,
 * and that core over these tables, measured in turns.  Prints a line for each:
 *
 *   SIDE MODE THREADS NS
 *
 * SIDE hosted, linux or mixed; MODE strict (iommu_unmap) or batched (one sync for 64);
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

#include "arm-iommu.h"
#include "linux-core.h"

#define ROUNDS 7
#define CALLS 50000
#define BATCH 64
#define SIDES 3

struct side {
	const char *name;
	const struct iommu_core *core;
	struct iommu_domain *domain;
};

struct worker {
	const struct iommu_core *core;
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
	const struct iommu_core *core = w->core;
	int i, j;

	for (i = 0; i < CALLS; i += BATCH) {
		iommu_iotlb_gather_init(&gather);
		for (j = 0; j < BATCH; j++) {
			unsigned long iova = w->iova + j * PAGE_SIZE;

			core->iommu_map(w->domain, iova, SZ_1G, PAGE_SIZE,
					IOMMU_READ | IOMMU_WRITE);
			if (w->batched)
				core->iommu_unmap_fast(w->domain, iova,
						       PAGE_SIZE, &gather);
			else
				core->iommu_unmap(w->domain, iova, PAGE_SIZE);
		}
		if (w->batched)
			iommu_iotlb_sync(w->domain, &gather);
	}
	w->ns = ktime_get() - start;
	return 0;
}

static u64 measure(const struct side *side, bool batched, int threads)
{
	struct task_struct *tasks[2];
	struct worker w[2];
	u64 ns = 0;
	int i;

	for (i = 0; i < threads; i++) {
		w[i] = (struct worker) {
			.core = side->core,
			.domain = side->domain,
			.iova = (i + 1) * SZ_1G,
			.batched = batched,
		};
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

/* Attached to nothing: a flush has nothing to do. */
static struct iommu_domain *hosted_domain(void)
{
	struct hosted_iommu *iommu = hosted_iommu_create(NULL);

	return iommu_domain_alloc(hosted_iommu_bus(iommu));
}

static struct iommu_domain *arm_domain(const struct iommu_core *core)
{
	struct arm_iommu *iommu = kzalloc(sizeof(*iommu), GFP_KERNEL);
	struct iommu_domain *domain;
	struct device *dev;

	if (!iommu)
		return NULL;
	arm_iommu_init(iommu, core->generic_device_group);
	dev = arm_device_create(iommu, "dev");
	domain = core->iommu_domain_alloc(&iommu->bus);
	if (!dev || !domain || core->iommu_probe_device(dev) ||
	    core->iommu_attach_device(domain, dev))
		return NULL;
	return domain;
}

int main(void)
{
	const struct side sides[SIDES] = {
		{ "hosted", &hosted_core, hosted_domain() },
		{ "linux", &linux_core, arm_domain(&linux_core) },
		{ "mixed", &hosted_core, arm_domain(&hosted_core) },
	};
	static u64 ns[SIDES][2][2][ROUNDS];
	int s, b, n, r;

	for (s = 0; s < SIDES; s++)
		if (!sides[s].domain)
			return 2;
	for (r = 0; r < ROUNDS; r++)
		for (b = 0; b < 2; b++)
			for (n = 0; n < 2; n++)
				for (s = 0; s < SIDES; s++)
					ns[s][b][n][r] = measure(&sides[s], b,
								 n + 1);
	for (b = 0; b < 2; b++)
		for (n = 0; n < 2; n++)
			for (s = 0; s < SIDES; s++) {
				u64 m = median(ns[s][b][n], ROUNDS);

				hosted_print("%s %s %d %llu.%llu\n",
					     sides[s].name,
					     b ? "batched" : "strict", n + 1,
					     m / 10, m % 10);
			}
	return 0;
}
