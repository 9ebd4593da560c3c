// Comments that go to the end of the line.
void f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) { // each
		// it
		iommu_unmap_fast(d, m->iova, // where
			    m->len, &gather); // how much
	} // done
	if (d)
		iommu_iotlb_sync(d, &gather);
}
