/* do { } while (0) is a loop, too. */
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	do {
		iommu_unmap_fast(d, m->iova, m->len, &gather);
		if (!m->next)
			break;
		iommu_unmap_fast(d, m->next->iova, m->next->len, &gather);
	} while (0);
	iommu_iotlb_sync(d, &gather);
}
