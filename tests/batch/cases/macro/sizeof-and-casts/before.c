/* Neither sizeof nor a cast is a call. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(d, (dma_addr_t)(m->iova), (u32)sizeof(*m) *
			    (unsigned long)(m->len));
}
