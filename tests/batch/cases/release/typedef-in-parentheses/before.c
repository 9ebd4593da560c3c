/* A cast to a type whose name ends in _t, or to a pointer. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(d, (dma_addr_t)(m->iova),
			    (size_t)(m->len) + !(struct map *)(m->buf));
}
