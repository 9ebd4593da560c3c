// SPDX-License-Identifier: GPL-2.0-only
/*
 * Qualcomm's ipa_mem.c, with the driver's own data for a chip: memory of the
 * system on chip and memory shared with the modem, mapped where it is.  The
 * rest of the driver is stood in for below.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <hosted/sanitizer.h>
#include <linux/dma-mapping.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/platform_device.h>
#include <linux/soc/qcom/smem.h>
#include <linux/string.h>

#include "ipa.h"
#include "ipa_cmd.h"
#include "ipa_data.h"
#include "ipa_mem.h"
#include "ipa_reg.h"
#include "ipa_table.h"
#include "gsi_trans.h"

#include "ktest.h"

#define SMEM_ITEM 497
#define SMEM_SIZE 0x2000
#define IMEM_ADDR 0x146a8000UL
#define IMEM_SIZE 0x2000

/* The item is not aligned: three pages are mapped for two. */
#define SMEM_OFFSET 0x340

static struct page *smem;
static int smem_ret;
static unsigned int zeroed, committed;

int qcom_smem_alloc(unsigned int host, unsigned int item, size_t size)
{
	(void)host;
	return item == SMEM_ITEM && size == SMEM_SIZE ? smem_ret : -EINVAL;
}

void *qcom_smem_get(unsigned int host, unsigned int item, size_t *size)
{
	(void)host, (void)item;
	*size = SMEM_SIZE;
	return page_address(smem) + SMEM_OFFSET;
}

phys_addr_t qcom_smem_virt_to_phys(void *p)
{
	return virt_to_phys(p);
}

struct gsi_trans *ipa_cmd_trans_alloc(struct ipa *ipa, u32 tre_count)
{
	static struct gsi_trans trans;

	(void)tre_count;
	trans.gsi = &ipa->gsi;
	return &trans;
}

void ipa_cmd_hdr_init_local_add(struct gsi_trans *trans, u32 offset, u16 size,
				dma_addr_t addr)
{
	(void)trans, (void)offset, (void)size, (void)addr;
}

void ipa_cmd_dma_shared_mem_add(struct gsi_trans *trans, u32 offset, u16 size,
				dma_addr_t addr, bool toward_ipa)
{
	(void)trans, (void)offset, (void)size, (void)addr, (void)toward_ipa;
	zeroed++;
}

void gsi_trans_commit_wait(struct gsi_trans *trans)
{
	(void)trans;
	committed++;
}

bool ipa_cmd_data_valid(struct ipa *ipa)
{
	(void)ipa;
	return true;
}

bool ipa_table_valid(struct ipa *ipa)
{
	(void)ipa;
	return true;
}

static const u32 fields[] = {
	[MEM_SIZE] = GENMASK(15, 0),
	[MEM_BADDR] = GENMASK(31, 16),
};

const struct ipa_reg *ipa_reg(struct ipa *ipa, enum ipa_reg_id reg_id)
{
	static const struct ipa_reg reg = {
		.fmask = fields, .fcount = ARRAY_SIZE(fields),
	};

	(void)ipa, (void)reg_id;
	return &reg;
}

static struct hosted_iommu *iommu;
static struct device *dev;
static struct iommu_domain *domain;
static struct platform_device pdev;
static struct resource shared;
static struct ipa ipa;
static struct page *local;
static u32 reg;

static void setup(const char *preset)
{
	hosted_san_set_mode(HOSTED_SAN_REPORT);
	iommu = hosted_iommu_create(hosted_iommu_preset(preset));
	dev = hosted_device_create(iommu, "ipa");
	domain = iommu_domain_alloc(hosted_iommu_bus(iommu));
	if (iommu_attach_device(domain, dev))
		ktest_fail(__FILE__, __LINE__, "attach");
	local = alloc_pages(GFP_KERNEL | __GFP_ZERO, 3);
	smem = alloc_pages(GFP_KERNEL | __GFP_ZERO, 2);
	smem_ret = 0;
	shared = (struct resource) {
		.start = page_to_phys(local),
		.end = page_to_phys(local) + SZ_32K - 1,
		.name = "ipa-shared",
		.flags = IORESOURCE_MEM,
	};
	/* One device, which the simulated one does the DMA for. */
	pdev = (struct platform_device) {
		.dev = { .init_name = "ipa", .iommu = dev->iommu,
			 .dma_mask = &pdev.dev.coherent_dma_mask },
		.num_resources = 1,
		.resource = &shared,
	};
	ipa = (struct ipa) {
		.pdev = &pdev,
		.version = IPA_VERSION_4_2,
		.reg_virt = &reg,
	};
}

static void teardown(void)
{
	iommu_detach_device(domain, dev);
	iommu_domain_free(domain);
	hosted_device_destroy(dev);
	hosted_iommu_destroy(iommu);
	__free_pages(local, 3);
	__free_pages(smem, 2);
	if (hosted_san_total())
		ktest_fail(__FILE__, __LINE__, "reports of the sanitizer");
	hosted_san_set_mode(HOSTED_SAN_OFF);
}

static void on(const char *preset)
{
	phys_addr_t item;
	char buf[8] = "";
	int round;

	setup(preset);
	item = page_to_phys(smem) + SMEM_OFFSET;
	CHECK_EQ(hosted_device_read(dev, item, buf, 8), -EFAULT);
	for (round = 0; round < 5; round++) {
		/* In the end the item is there from the time before. */
		smem_ret = round == 4 ? -EEXIST : 0;
		CHECK_EQ(ipa_mem_init(&ipa, ipa_data_v4_2.mem_data), 0);
		CHECK(ipa.mem_virt == page_address(local));
		/* Where they are, in whole pages. */
		CHECK_EQ(iommu_iova_to_phys(domain, IMEM_ADDR), IMEM_ADDR);
		CHECK_EQ(iommu_iova_to_phys(domain, IMEM_ADDR + IMEM_SIZE - 1),
			 IMEM_ADDR + IMEM_SIZE - 1);
		CHECK_EQ(iommu_iova_to_phys(domain, IMEM_ADDR + IMEM_SIZE), 0);
		strcpy(page_address(smem) + SMEM_OFFSET + SMEM_SIZE - 8,
		       "to ipa");
		CHECK_EQ(hosted_device_read(dev, item + SMEM_SIZE - 8, buf, 8),
			 0);
		CHECK(!strcmp(buf, "to ipa"));
		CHECK_EQ(hosted_device_write(dev, item, "by ipa", 7), 0);
		CHECK(!strcmp(page_address(smem) + SMEM_OFFSET, "by ipa"));
		ipa_mem_exit(&ipa);
		CHECK_EQ(hosted_device_read(dev, item, buf, 8), -EFAULT);
		CHECK_EQ(hosted_device_read(dev, item + SMEM_SIZE - 8, buf, 8),
			 -EFAULT);
		CHECK_EQ(iommu_iova_to_phys(domain, IMEM_ADDR), 0);
	}
	CHECK_EQ(hosted_log_count("bytes, expected"), 0);
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

/* What was mapped before the failure is not left behind. */
static void a_failure_half_way(void)
{
	setup("vt-d");
	smem_ret = -ENOMEM;
	hosted_log_quiet(true);
	CHECK_EQ(ipa_mem_init(&ipa, ipa_data_v4_2.mem_data), -ENOMEM);
	hosted_log_quiet(false);
	CHECK_EQ(iommu_iova_to_phys(domain, IMEM_ADDR), 0);
	/* No domain: no mapping, and no memory. */
	pdev.dev.iommu = NULL;
	hosted_log_quiet(true);
	CHECK_EQ(ipa_mem_init(&ipa, ipa_data_v4_2.mem_data), -EINVAL);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("no IOMMU domain found for IMEM"), 1);
	teardown();
}

static void the_local_memory(void)
{
	setup("vt-d");
	CHECK_EQ(ipa_mem_init(&ipa, ipa_data_v4_2.mem_data), 0);
	reg = SZ_32K / 8;
	CHECK_EQ(ipa_mem_config(&ipa), 0);
	/* A canary before a region that has one. */
	CHECK_EQ(*(u32 *)(page_address(local) + ipa.mem[1].offset - 4),
		 ipa.mem[1].canary_count ? 0xdeadbeef : 0);
	committed = 0;
	CHECK_EQ(ipa_mem_zero_modem(&ipa), 0);
	CHECK(zeroed && committed == 1);
	ipa_mem_deconfig(&ipa);
	/* A chip with less memory than the regions take. */
	reg = SZ_4K / 8;
	hosted_log_quiet(true);
	CHECK_EQ(ipa_mem_config(&ipa), -EINVAL);
	hosted_log_quiet(false);
	ipa_mem_exit(&ipa);
	teardown();
}

KTEST_SUITE(ipa_mem,
	KTEST(on_vtd),
	KTEST(on_vtd_in_caching_mode),
	KTEST(on_smmu),
	KTEST(on_s390),
	KTEST(a_failure_half_way),
	KTEST(the_local_memory));
