/*
 * A macro of a header may close a block that another one has opened.
 * kept: CLOSE_BLOCK at line 10
 */
#include "blocks.h"
void f(struct iommu_domain *d, size_t n)
{
	OPEN_BLOCK(n);
	iommu_unmap(d, 0, n);
	CLOSE_BLOCK;
	iommu_unmap(d, SZ_2M, n);
}
