/* A header that is included twice, with nothing that it includes itself. */
#ifndef _DRIVER_H
#define _DRIVER_H

static inline int f(struct iommu_domain *domain)
{
	return iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ);
}

#endif
