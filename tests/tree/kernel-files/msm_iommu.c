// SPDX-License-Identifier: GPL-2.0-only
/*
 * Qualcomm's msm_iommu.c: buffers in the domain of the display or the GPU, and
 * tables of a process's own, by Linux's io-pgtable-arm.c, beside it.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <hosted/sanitizer.h>
#include <linux/adreno-smmu-priv.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "ktest.h"
#include "stand-in/msm_drv.h"
#include "msm_mmu.h"

#define NPAGES 6
#define IOVA 0x1000000UL
#define RW (IOMMU_READ | IOMMU_WRITE)

static struct hosted_iommu *iommu;
static struct device *dev;
static struct msm_mmu *mmu;
static struct sg_table sgt;
static struct page *pages[NPAGES];

static void setup(const char *preset)
{
	struct scatterlist *sg;
	int i;

	hosted_san_set_mode(HOSTED_SAN_REPORT);
	iommu = hosted_iommu_create(hosted_iommu_preset(preset));
	dev = hosted_device_create(iommu, "gpu");
	mmu = msm_iommu_new(dev, iommu_domain_alloc(hosted_iommu_bus(iommu)));
	if (IS_ERR(mmu) || sg_alloc_table(&sgt, NPAGES, GFP_KERNEL))
		ktest_fail(__FILE__, __LINE__, "setup");
	for_each_sg(sgt.sgl, sg, NPAGES, i) {
		pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		sg_set_page(sg, pages[i], PAGE_SIZE, 0);
		*(u32 *)page_address(pages[i]) = 0xadbe0000 + i;
	}
}

static void teardown(void)
{
	int i;

	mmu->funcs->detach(mmu);
	mmu->funcs->destroy(mmu);
	hosted_device_destroy(dev);
	hosted_iommu_destroy(iommu);
	sg_free_table(&sgt);
	for (i = 0; i < NPAGES; i++)
		__free_page(pages[i]);
	if (hosted_san_total())
		ktest_fail(__FILE__, __LINE__, "reports of the sanitizer");
	hosted_san_set_mode(HOSTED_SAN_OFF);
}

static bool reads(unsigned long iova)
{
	u32 word;
	int i;

	for (i = 0; i < NPAGES; i++)
		if (hosted_device_read(dev, iova + i * PAGE_SIZE, &word, 4) ||
		    word != 0xadbe0000 + i)
			return false;
	return true;
}

static bool faults(unsigned long iova)
{
	u32 word;
	int i;

	for (i = 0; i < NPAGES; i++)
		if (hosted_device_read(dev, iova + i * PAGE_SIZE, &word, 4) !=
		    -EFAULT)
			return false;
	return true;
}

static void on(const char *preset)
{
	const size_t size = NPAGES * PAGE_SIZE;
	int round;

	setup(preset);
	CHECK(faults(IOVA));
	for (round = 0; round < 5; round++) {
		CHECK_EQ(mmu->funcs->map(mmu, IOVA, &sgt, size, RW), 0);
		CHECK_EQ(mmu->funcs->map(mmu, IOVA + SZ_2M, &sgt, size,
					 IOMMU_READ), 0);
		CHECK(reads(IOVA));
		CHECK(reads(IOVA + SZ_2M));
		CHECK_EQ(hosted_device_write(dev, IOVA + SZ_2M, "x", 1),
			 -EFAULT);
		CHECK_EQ(mmu->funcs->unmap(mmu, IOVA, size), 0);
		CHECK(faults(IOVA));
		CHECK(reads(IOVA + SZ_2M));
		CHECK_EQ(mmu->funcs->unmap(mmu, IOVA + SZ_2M, size), 0);
		CHECK(faults(IOVA + SZ_2M));
	}
	/* The caller said another size than the table has. */
	CHECK_EQ(mmu->funcs->map(mmu, IOVA, &sgt, size / 2, RW), -EINVAL);
	CHECK_EQ(mmu->funcs->unmap(mmu, IOVA, size), 0);
	CHECK(faults(IOVA));
	teardown();
}

static void on_vtd(void)
{
	on("vt-d");
}

static void on_vtd_in_caching_mode(void)
{
	on("vt-d-caching-mode");
}

static void on_smmu(void)
{
	on("smmu-v3");
}

static void on_s390(void)
{
	on("s390-shadow");
}

/* ---- a process's own tables ---- */

static unsigned int flushed_all, flushed_walks, stalls, resumed;
static struct io_pgtable_cfg ttbr0, ttbr1;
static bool ttbr0_on;

static void flush_all(void *cookie)
{
	(void)cookie;
	flushed_all++;
}

static void flush_walk(unsigned long iova, size_t size, size_t granule,
		       void *cookie)
{
	(void)iova, (void)size, (void)granule, (void)cookie;
	flushed_walks++;
}

static const struct iommu_flush_ops smmu_tlb = {
	.tlb_flush_all = flush_all,
	.tlb_flush_walk = flush_walk,
};

static const struct io_pgtable_cfg *get_ttbr1_cfg(const void *cookie)
{
	(void)cookie;
	return &ttbr1;
}

static int set_ttbr0_cfg(const void *cookie, const struct io_pgtable_cfg *cfg)
{
	(void)cookie;
	ttbr0_on = cfg;
	if (cfg)
		ttbr0 = *cfg;
	return 0;
}

static void set_stall(const void *cookie, bool enabled)
{
	(void)cookie;
	stalls += enabled;
}

static void resume(const void *cookie, bool terminate)
{
	(void)cookie;
	resumed += terminate;
}

static struct adreno_smmu_priv smmu = {
	.cookie = &smmu,
	.get_ttbr1_cfg = get_ttbr1_cfg,
	.set_ttbr0_cfg = set_ttbr0_cfg,
	.set_stall = set_stall,
	.resume_translation = resume,
};

static u64 invalidations(void)
{
	struct hosted_iommu_stats stats;

	hosted_iommu_stats(iommu, &stats);
	return hosted_iommu_invalidations(&stats);
}

static void tables_of_a_process(void)
{
	const size_t size = NPAGES * PAGE_SIZE;
	struct msm_mmu *a, *b;
	phys_addr_t ttbr;
	u64 before;
	int asid;

	setup("smmu-v3");
	dev_set_drvdata(dev, &smmu);
	ttbr1 = (struct io_pgtable_cfg) {
		.quirks = IO_PGTABLE_QUIRK_ARM_TTBR1,
		.pgsize_bitmap = SZ_4K | SZ_2M,
		.ias = 48,
		.oas = 48,
		.coherent_walk = true,
		.tlb = &smmu_tlb,
		.iommu_dev = dev,
	};
	a = msm_iommu_pagetable_create(mmu);
	CHECK(!IS_ERR(a));
	CHECK(ttbr0_on && !ttbr0.quirks && stalls == 1);
	b = msm_iommu_pagetable_create(mmu);
	CHECK(!IS_ERR(b) && stalls == 1);
	CHECK_EQ(msm_iommu_pagetable_params(a, &ttbr, &asid), 0);
	CHECK_EQ(ttbr, ttbr0.arm_lpae_s1_cfg.ttbr);
	CHECK_EQ(msm_iommu_pagetable_params(mmu, &ttbr, &asid), -EINVAL);

	CHECK_EQ(a->funcs->map(a, IOVA, &sgt, size, RW), 0);
	/* The domain has nothing of it, and neither has the other process. */
	CHECK(faults(IOVA));
	CHECK_EQ(b->funcs->map(b, IOVA, &sgt, size, RW), 0);
	before = invalidations();
	CHECK_EQ(a->funcs->unmap(a, IOVA, size), 0);
	CHECK_EQ(invalidations(), before + 1);
	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	CHECK_EQ(a->funcs->unmap(a, IOVA, size), -EINVAL);
	hosted_log_quiet(false);
	CHECK_EQ(b->funcs->unmap(b, IOVA, size), 0);
	a->funcs->destroy(a);
	CHECK(ttbr0_on);
	b->funcs->destroy(b);
	CHECK(!ttbr0_on);
	CHECK(flushed_all);
	mmu->funcs->resume_translation(mmu);
	CHECK_EQ(resumed, 1);
	teardown();
}

static unsigned long fault_iova;

static int on_fault(void *arg, unsigned long iova, int flags, void *data)
{
	(void)flags, (void)data;
	fault_iova = iova;
	*(int *)arg += 1;
	return 0;
}

static void faults_reach_the_driver(void)
{
	struct msm_mmu *table;
	int faulted = 0;
	u32 word;

	setup("smmu-v3");
	dev_set_drvdata(dev, &smmu);
	table = msm_iommu_pagetable_create(mmu);
	msm_mmu_set_fault_handler(mmu, &faulted, on_fault);
	CHECK_EQ(hosted_device_read(dev, IOVA + 4, &word, 4), -EFAULT);
	CHECK_EQ(faulted, 1);
	CHECK_EQ(fault_iova, IOVA + 4);
	table->funcs->destroy(table);
	teardown();
}

KTEST_SUITE(msm_iommu,
	KTEST(on_vtd),
	KTEST(on_vtd_in_caching_mode),
	KTEST(on_smmu),
	KTEST(on_s390),
	KTEST(tables_of_a_process),
	KTEST(faults_reach_the_driver));
