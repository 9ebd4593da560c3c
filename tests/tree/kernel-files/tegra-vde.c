// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tegra's video decoder: iommu.c of its driver, with Linux's own IOMMU core,
 * whose groups it needs, and Linux's own IOVA allocator.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/sanitizer.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/platform_device.h>
#include <linux/scatterlist.h>

#include "ktest.h"
#include "vde.h"

#define NPAGES 7

static struct hosted_iommu *iommu;
static struct tegra_vde vde;
static struct page *pages[NPAGES];

static void setup(const char *preset)
{
	int i;

	hosted_san_set_mode(HOSTED_SAN_REPORT);
	iommu = hosted_iommu_create(hosted_iommu_preset(preset));
	/* The driver asks for a domain of the bus that Tegras have. */
	platform_bus_type.iommu_ops = hosted_iommu_bus(iommu)->iommu_ops;
	vde = (struct tegra_vde) {
		.dev = hosted_device_create(iommu, "vde"),
	};
	if (tegra_vde_iommu_init(&vde) || !vde.domain)
		ktest_fail(__FILE__, __LINE__, "init");
	for (i = 0; i < NPAGES; i++)
		pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
}

static void teardown(void)
{
	int i;

	tegra_vde_iommu_deinit(&vde);
	hosted_device_destroy(vde.dev);
	platform_bus_type.iommu_ops = NULL;
	hosted_iommu_destroy(iommu);
	for (i = 0; i < NPAGES; i++)
		__free_page(pages[i]);
	if (hosted_san_total())
		ktest_fail(__FILE__, __LINE__, "reports of the sanitizer");
	hosted_san_set_mode(HOSTED_SAN_OFF);
}

/* Last pages first, so that nothing is contiguous. */
static int frame(struct sg_table *sgt, int n)
{
	struct scatterlist *sg;
	int i;

	if (sg_alloc_table(sgt, n, GFP_KERNEL))
		return -ENOMEM;
	for_each_sg(sgt->sgl, sg, n, i) {
		sg_set_page(sg, pages[n - 1 - i], PAGE_SIZE, 0);
		*(u32 *)page_address(pages[n - 1 - i]) = 0xf00d0000 + i;
	}
	return 0;
}

/* The decoder reads what is in the frame, and writes behind it. */
static bool decodes(dma_addr_t addr, int n)
{
	u32 word;
	int i;

	for (i = 0; i < n; i++) {
		if (hosted_device_read(vde.dev, addr + i * PAGE_SIZE, &word,
				       4) || word != 0xf00d0000 + i)
			return false;
		word = ~word;
		if (hosted_device_write(vde.dev, addr + i * PAGE_SIZE + 4,
					&word, 4) ||
		    ((u32 *)page_address(pages[n - 1 - i]))[1] != word)
			return false;
	}
	return true;
}

static void on(const char *preset)
{
	struct iova *iova, *other;
	struct sg_table sgt;
	dma_addr_t addr;
	u32 word;
	int round;

	setup(preset);
	CHECK_EQ(frame(&sgt, NPAGES), 0);
	for (round = 0; round < 20; round++) {
		CHECK_EQ(tegra_vde_iommu_map(&vde, &sgt, &iova,
					     NPAGES * PAGE_SIZE - 100), 0);
		CHECK_EQ(tegra_vde_iommu_map(&vde, &sgt, &other,
					     NPAGES * PAGE_SIZE), 0);
		addr = iova_dma_addr(&vde.iova, iova);
		CHECK(decodes(addr, NPAGES));
		tegra_vde_iommu_unmap(&vde, iova);
		CHECK_EQ(hosted_device_read(vde.dev, addr, &word, 4), -EFAULT);
		addr = iova_dma_addr(&vde.iova, other);
		CHECK(decodes(addr, NPAGES));
		tegra_vde_iommu_unmap(&vde, other);
		CHECK_EQ(hosted_device_read(vde.dev, addr, &word, 4), -EFAULT);
	}
	sg_free_table(&sgt);
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

static void reserved_addresses_stay_free(void)
{
	struct iova *iova, *last = NULL;
	struct sg_table sgt;
	int i;

	setup("smmu-v3");
	CHECK_EQ(frame(&sgt, 1), 0);
	CHECK(!reserve_iova(&vde.iova, 0, 0) ||
	      find_iova(&vde.iova, 0x60000000 >> PAGE_SHIFT));
	CHECK(find_iova(&vde.iova, 0x70000000 >> PAGE_SHIFT));
	CHECK(find_iova(&vde.iova, 0xffffffff >> PAGE_SHIFT));
	for (i = 0; i < 8; i++) {
		CHECK_EQ(tegra_vde_iommu_map(&vde, &sgt, &iova, PAGE_SIZE),
			 0);
		CHECK(iova->pfn_hi != 0xffffffff >> PAGE_SHIFT);
		last = iova;
	}
	tegra_vde_iommu_unmap(&vde, last);
	/* What the decoder forgot is flushed with its domain. */
	sg_free_table(&sgt);
	teardown();
}

static void without_an_iommu(void)
{
	struct device dev = {};

	vde = (struct tegra_vde) { .dev = &dev };
	CHECK_EQ(tegra_vde_iommu_init(&vde), 0);
	CHECK(!vde.domain);
	tegra_vde_iommu_deinit(&vde);
}

KTEST_SUITE(tegra_vde,
	KTEST(on_vtd),
	KTEST(on_vtd_in_caching_mode),
	KTEST(on_smmu),
	KTEST(on_s390),
	KTEST(reserved_addresses_stay_free),
	KTEST(without_an_iommu));
