/* Comments between statements and among arguments stay. */
void f(struct iommu_domain *d, /* whose */ struct map *m)
{ /* here it begins */
	struct iommu_iotlb_gather gather;

	/* all of them */
	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) /* each */
		iommu_unmap_fast(d, /* where */ m->iova,
			    m->len /* how much */, &gather); /* done */
	if (d)
		iommu_iotlb_sync(d, &gather);
	/* and that was it */
}
