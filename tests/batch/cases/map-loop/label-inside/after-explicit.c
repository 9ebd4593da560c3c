/* A jump that stays in the loop, as in a walk over chunks. */
int f(struct iommu_domain *d, struct map *m, int n)
{
	unsigned long at = 0;
	int i, ret;

	for (i = 0; i < n; i++) {
again:
		if (at >= m->len) {
			m = m->next;
			at = 0;
			goto again;
		}
		ret = iommu_map(d, m->iova + at, at, PAGE_SIZE, 0);
		iommu_tlb_range_add(d, m->iova + at, PAGE_SIZE);
		if (ret) {
			iommu_tlb_sync(d);
			goto out;
		}
		at += PAGE_SIZE;
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;
out:
	return ret;
}
