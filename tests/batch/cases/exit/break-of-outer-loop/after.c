/* A goto leaves both loops, a break only the inner one. */
void f(struct iommu_domain *d, struct map *m, struct page *p, int n)
{
	struct iommu_iotlb_gather gather;
	int i;

	while (n--) {
		put_page(p);
		iommu_iotlb_gather_init(&gather);
		for (i = 0; i < n; i++) {
			iommu_unmap_fast(d, m->iova + i * SZ_4K, SZ_4K,
					 &gather);
			if (i == m->ref.refs)
				break;
			if (m->used) {
				iommu_iotlb_sync(d, &gather);
				goto done;
			}
		}
		if (d)
			iommu_iotlb_sync(d, &gather);
	}
done:
	put_page(p);
}
