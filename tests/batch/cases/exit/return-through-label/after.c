/* A label behind the loop stays behind the flush. */
int f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;
	int err = 0;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		if (m->used) {
			err = -1;
			if (d)
				iommu_iotlb_sync(d, &gather);
			goto out;
		}
		iommu_unmap_fast(d, m->iova, m->len, &gather);
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
out:
	return err;
}
