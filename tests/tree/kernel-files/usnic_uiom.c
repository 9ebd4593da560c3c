// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cisco's usnic_uiom.c with its interval tree: user memory is registered for a
 * NIC, piece by piece and overlapping, under the sanitizer.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/sanitizer.h>
#include <hosted/user.h>
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "ktest.h"
#include "usnic_uiom.h"

/* The module's parameter. */
unsigned int usnic_log_lvl;

#define NPAGES 24
#define VA 0x7f0000000000UL

static struct hosted_iommu *iommu;
static struct device *dev;
static struct usnic_uiom_pd *pd;
static struct page *pages[NPAGES];

static void setup(const char *preset)
{
	int i;

	hosted_san_set_mode(HOSTED_SAN_REPORT);
	iommu = hosted_iommu_create(hosted_iommu_preset(preset));
	dev = hosted_device_create(iommu, "usnic");
	pd = usnic_uiom_alloc_pd(dev);
	if (IS_ERR(pd) || usnic_uiom_attach_dev_to_pd(pd, dev))
		ktest_fail(__FILE__, __LINE__, "attach");
	for (i = 0; i < NPAGES; i++) {
		/* Runs of four. */
		struct page *gap = i % 4 ? NULL : alloc_page(GFP_KERNEL);

		pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		if (gap)
			__free_page(gap);
		hosted_user_page(VA + i * PAGE_SIZE, pages[i]);
	}
}

static void teardown(void)
{
	struct usnic_uiom_dev *left = list_first_entry(&pd->devs,
						       struct usnic_uiom_dev,
						       link);
	int i;

	usnic_uiom_detach_dev_from_pd(pd, dev);
	/* 6.1 forgets to. */
	kfree(left);
	usnic_uiom_dealloc_pd(pd);
	hosted_device_destroy(dev);
	hosted_iommu_destroy(iommu);
	for (i = 0; i < NPAGES; i++) {
		hosted_user_page(VA + i * PAGE_SIZE, NULL);
		__free_page(pages[i]);
	}
	if (hosted_san_total())
		ktest_fail(__FILE__, __LINE__, "reports of the sanitizer");
	if (atomic64_read(&current->mm->pinned_vm))
		ktest_fail(__FILE__, __LINE__, "pinned_vm");
	hosted_san_set_mode(HOSTED_SAN_OFF);
}

/* Does the NIC reach the pages from @first to @last, and no others? */
static bool reaches(int first, int last)
{
	u32 word;
	int i, ret;

	for (i = 0; i < NPAGES; i++) {
		*(u32 *)page_address(pages[i]) = 0xabcd0000 + i;
		ret = hosted_device_read(dev, VA + i * PAGE_SIZE, &word, 4);
		if ((i >= first && i <= last) ?
		    ret || word != 0xabcd0000 + i : ret != -EFAULT)
			return false;
		if (!ret && (hosted_device_write(dev, VA + i * PAGE_SIZE + 8,
						 &word, 4) ||
			     ((u32 *)page_address(pages[i]))[2] != word))
			return false;
	}
	return true;
}

static struct usnic_uiom_reg *get(int first, int last)
{
	return usnic_uiom_reg_get(pd, VA + first * PAGE_SIZE,
				  (last - first + 1) * PAGE_SIZE,
				  USNIC_UIOM_READ | USNIC_UIOM_WRITE, 0);
}

static u64 invalidations(void)
{
	struct hosted_iommu_stats stats;

	hosted_iommu_stats(iommu, &stats);
	return hosted_iommu_invalidations(&stats);
}

static void overlapping(const char *preset)
{
	struct usnic_uiom_reg *low, *high, *all;
	u64 before;

	setup(preset);
	CHECK(reaches(1, 0));
	low = get(0, 9);
	CHECK(!IS_ERR(low));
	CHECK(reaches(0, 9));
	CHECK_EQ(page_count(pages[3]), 2);
	high = get(6, 20);
	all = get(0, NPAGES - 1);
	CHECK(!IS_ERR(high) && !IS_ERR(all));
	CHECK(reaches(0, NPAGES - 1));
	usnic_uiom_reg_release(low);
	CHECK(reaches(0, NPAGES - 1));
	usnic_uiom_reg_release(high);
	CHECK(reaches(0, NPAGES - 1));
	before = invalidations();
	usnic_uiom_reg_release(all);
	/* One for each page, or one for a range of them: never none. */
	CHECK(invalidations() > before);
	CHECK(reaches(1, 0));
	CHECK_EQ(page_count(pages[3]), 1);
	CHECK(PageDirty(pages[3]));
	teardown();
}

/*
 * Linux 6.1 begins every interval with the first page of the chunk: when what
 * is new is in two pieces, the second gets the wrong pages.  Seen here by data;
 * the IOMMU and its flushes are as they should be.
 */
static void two_new_intervals_in_linux_6_1(void)
{
	struct usnic_uiom_reg *low, *high, *all;
	u32 word;

	setup("vt-d");
	low = get(0, 9);
	high = get(15, 20);
	all = get(0, NPAGES - 1);
	CHECK(!IS_ERR(low) && !IS_ERR(high) && !IS_ERR(all));
	CHECK(!reaches(0, NPAGES - 1));
	*(u32 *)page_address(pages[7]) = 7;
	CHECK_EQ(hosted_device_read(dev, VA + 21 * PAGE_SIZE, &word, 4), 0);
	CHECK_EQ(word, 7);
	usnic_uiom_reg_release(low);
	usnic_uiom_reg_release(high);
	usnic_uiom_reg_release(all);
	CHECK(reaches(1, 0));
	teardown();
}

static void on_vtd(void)
{
	overlapping("vt-d");
}

static void on_vtd_in_caching_mode(void)
{
	overlapping("vt-d-caching-mode");
}

static void on_amd(void)
{
	overlapping("amd-vi");
}

static void on_smmu(void)
{
	overlapping("smmu-v3");
}

static void on_s390(void)
{
	overlapping("s390-shadow");
}

static void bad_requests(void)
{
	setup("vt-d");
	CHECK_EQ(PTR_ERR(usnic_uiom_reg_get(pd, VA, 0, 1, 0)), -EINVAL);
	CHECK_EQ(PTR_ERR(usnic_uiom_reg_get(pd, ~0UL - 100, 200, 1, 0)),
		 -EINVAL);
	CHECK_EQ(PTR_ERR(usnic_uiom_reg_get(pd, SZ_1M, SZ_4K, 1, 0)), -EFAULT);
	CHECK(reaches(1, 0));
	/* It counts those that it did not pin. */
	atomic64_set(&current->mm->pinned_vm, 0);
	teardown();
}

KTEST_SUITE(usnic_uiom,
	KTEST(on_vtd),
	KTEST(on_vtd_in_caching_mode),
	KTEST(on_amd),
	KTEST(on_smmu),
	KTEST(on_s390),
	KTEST(two_new_intervals_in_linux_6_1),
	KTEST(bad_requests));
