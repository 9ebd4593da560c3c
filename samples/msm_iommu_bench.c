// SPDX-License-Identifier: GPL-2.0-only
/*
 * A display scans out of two buffers by turns; what it touches after a buffer
 * is gone must be a fault, at the right address.
 */
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>

#include "bench.h"
#include "msm_iommu.h"

const char *const bench_name = "msm_iommu";

#define NPAGES 24
#define SIZE (NPAGES * PAGE_SIZE)
#define IOVA(n) (0x20000000UL + (n) * SZ_1M)

struct faults {
	unsigned int n;
	unsigned long first;
};

static void count_fault(void *arg, unsigned long iova, int flags)
{
	struct faults *faults = arg;

	(void)flags;
	if (!faults->n++)
		faults->first = iova;
}

int bench_run(struct bench *b, struct device *dev)
{
	struct msm_mmu *mmu = msm_iommu_new(dev);
	struct faults faults = { 0 };
	struct page **pages[2];
	struct sg_table sgt[2];
	unsigned int frame;
	int i;

	if (IS_ERR(mmu))
		return PTR_ERR(mmu);
	mmu->fault = count_fault;
	mmu->arg = &faults;
	for (i = 0; i < 2; i++) {
		pages[i] = bench_sgt_alloc(&sgt[i], NPAGES);
		if (!pages[i])
			return -ENOMEM;
	}
	bench_expect(b, !mmu->funcs->attach(mmu));

	for (frame = 0; frame < 6; frame++) {
		i = frame % 2;
		bench_expect(b, !mmu->funcs->map(mmu, IOVA(i), &sgt[i], SIZE,
						 IOMMU_READ));
		bench_device_reads(b, IOVA(i), pages[i], NPAGES);
		if (!frame)
			continue;
		/* The one before. */
		mmu->funcs->unmap(mmu, IOVA(!i), SIZE);
		faults.n = 0;
		bench_device_cut_off(b, IOVA(!i), NPAGES);
		if (bench_ok(b))
			bench_expect(b, faults.n == 2 * NPAGES &&
				     faults.first == IOVA(!i));
	}
	mmu->funcs->unmap(mmu, IOVA(1), SIZE);
	bench_device_cut_off(b, IOVA(1), NPAGES);

	mmu->funcs->detach(mmu);
	mmu->funcs->destroy(mmu);
	for (i = 0; i < 2; i++)
		bench_sgt_free(&sgt[i], pages[i], NPAGES);
	return 0;
}
