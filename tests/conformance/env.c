// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the suites share, in any environment.
 */
#include <linux/atomic.h>

#include "conformance.h"

struct iommu_domain *conf_domain;
struct device *conf_device;

bool conf_reaches(unsigned long iova, struct page *page)
{
	static atomic64_t last_value = ATOMIC64_INIT(0x5eed000000000000);
	u64 value = atomic64_add_return(2, &last_value);
	u64 *word = page_address(page);
	u64 before = READ_ONCE(*word);
	bool written, read;

	env_dma_write(iova, value);
	written = READ_ONCE(*word) == value;
	WRITE_ONCE(*word, value + 1);
	read = env_dma_read(iova) == value + 1;
	WRITE_ONCE(*word, before);
	return written || read;
}

static struct {
	struct page *page;
	unsigned int order;
} pages[64];
static unsigned int nr_pages;

struct page *conf_pages(unsigned int order)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_ZERO, order);

	BUG_ON(!page || nr_pages == ARRAY_SIZE(pages));
	pages[nr_pages].page = page;
	pages[nr_pages++].order = order;
	return page;
}

void conf_free_pages(void)
{
	while (nr_pages) {
		nr_pages--;
		__free_pages(pages[nr_pages].page, pages[nr_pages].order);
	}
}

struct page *conf_page(void)
{
	return conf_pages(0);
}

int conf_map_cached(unsigned long iova, struct page *page)
{
	int ret = SYNC(iommu_map)(conf_domain, iova, page_to_phys(page),
				  PAGE_SIZE, RW);

	if (!ret && !conf_reaches(iova, page))
		return -EIO;
	return ret;
}

int conf_map_two_mib(unsigned long iova, struct page *block)
{
	int ret = SYNC(iommu_map)(conf_domain, iova, page_to_phys(block + 1),
				  SZ_2M - PAGE_SIZE, RW);

	if (ret)
		return ret;
	return SYNC(iommu_map)(conf_domain, iova + SZ_2M - PAGE_SIZE,
			       page_to_phys(block), PAGE_SIZE, RW);
}

void conf_detach_unshimmed(void)
{
	iommu_detach_device(conf_domain, conf_device);
	unshimmed_domain_free(conf_domain);
	conf_domain = NULL;
}

void conf_touch(unsigned long iova)
{
	env_dma_read(iova);
}
