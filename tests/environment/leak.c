// SPDX-License-Identifier: GPL-2.0-only
/*
 * Frees a page that a device may still reach, and says how often that was
 * noticed.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <hosted/sanitizer.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>

int leaks(struct iommu_domain *domain);

noinline int leaks(struct iommu_domain *domain)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	if (iommu_map(domain, SZ_1M, page_to_phys(page), PAGE_SIZE, IOMMU_READ))
		return -ENOMEM;
	iommu_unmap_fast(domain, SZ_1M, PAGE_SIZE, &gather);
	__free_page(page);
	iommu_iotlb_sync(domain, &gather);
	return 0;
}

int main(void)
{
	struct hosted_iommu *iommu = hosted_iommu_create(NULL);
	struct device *dev = hosted_device_create(iommu, "nic0");
	struct iommu_domain *domain = iommu_domain_alloc(dev->bus);
	int ret = iommu_attach_device(domain, dev);

	if (!ret)
		ret = leaks(domain);
	pr_info("nobody has to read this\n");
	hosted_log_quiet(true);
	pr_err("hushed\n");
	hosted_log_quiet(false);
	iommu_detach_device(domain, dev);
	iommu_domain_free(domain);
	hosted_device_destroy(dev);
	hosted_iommu_destroy(iommu);
	hosted_print("%u reports\n", hosted_san_total());
	return ret ? 1 : 0;
}
