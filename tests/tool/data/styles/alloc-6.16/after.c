/* A domain for a device: its error is another, so its test changes, too. */
#include <linux/iommu.h>

static struct iommu_domain *shared;

int attach(struct device *dev, struct platform_device *pdev, struct pool *pool)
{
	struct iommu_domain *domain, *other;

	domain = iommu_paging_domain_alloc(dev);
	if (IS_ERR(domain))
		return -ENOMEM;
	other = iommu_paging_domain_alloc(&pdev->dev);
	if (IS_ERR(other)) {
		iommu_domain_free(domain);
		return -ENOMEM;
	}
	return 0;
}

int by_hand(struct device *dev, struct pool *pool)
{
	struct iommu_domain *tested_twice, *untested;

	/* Others may see the result. */
	pool->domain = iommu_domain_alloc(dev->bus);
	if (!pool->domain)
		return -ENOMEM;
	shared = iommu_domain_alloc(dev->bus);
	if (!shared)
		return -ENOMEM;
	/* Which device? */
	untested = iommu_domain_alloc(&platform_bus_type);
	if (!untested)
		return -ENOMEM;
	tested_twice = iommu_domain_alloc(dev->bus);
	if (!tested_twice)
		pr_err("no domain\n");
	return tested_twice ? 0 : -ENOMEM;
}
