/* By a function, and the next choice by a macro. */
#define iotlb_gather 1
void gather(void);

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len);
}
