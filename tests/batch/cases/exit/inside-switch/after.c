/* A break of a switch stays inside the loop, a return does not. */
int f(struct iommu_domain *d, struct map *m)
{
	struct iommu_iotlb_gather gather;

	iommu_iotlb_gather_init(&gather);
	for (; m; m = m->next) {
		switch (m->ref.refs) {
		case 0:
			break;
		case 1 ... 3:
			iommu_unmap_fast(d, m->iova, m->len, &gather);
			break;
		default:
			if (d)
				iommu_iotlb_sync(d, &gather);
			return -1;
		}
	}
	if (d)
		iommu_iotlb_sync(d, &gather);
	return 0;
}
