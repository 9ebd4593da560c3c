/* A jump to a label that releases passes a flush first. */
int f(struct iommu_domain *d, struct map *m, struct page *p)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		iommu_unmap_fast(d, m->iova, m->len, &gather);
		if (m->used) {
			iommu_iotlb_sync(d, &gather);
			goto out;
		}
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
	return 0;

out:
	put_page(p);
	return -1;
}
