/* A jump to a label that releases passes a flush first. */
int f(struct iommu_domain *d, struct map *m, struct page *p)
{
	for (; m; m = m->next) {
		iommu_tlb_range_add(d,
				    m->iova, iommu_unmap(d, m->iova, m->len));
		if (m->used) {
			iommu_tlb_sync(d);
			goto out;
		}
	}
	if (d)
		iommu_tlb_sync(d);
	return 0;

out:
	put_page(p);
	return -1;
}
