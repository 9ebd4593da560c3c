/* Comments between statements and among arguments stay. */
void f(struct iommu_domain *d, /* whose */ struct map *m)
{ /* here it begins */
	/* all of them */
	for (; m; m = m->next) /* each */
		iommu_unmap_async(d, /* where */ m->iova,
			    m->len /* how much */); /* done */
	if (d)
		iommu_tlb_sync(d);
	/* and that was it */
}
