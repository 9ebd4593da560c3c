/* It may run not at all, without a domain. */
void f(struct ctx *c, phys_addr_t pa)
{
	int i;

	for (i = 0; i < c->count; i++) {
		iommu_map(c->domain, c->slots[i].iova, pa, PAGE_SIZE, 0);
		iommu_tlb_range_add(c->domain, c->slots[i].iova, PAGE_SIZE);
	}
	if (c->domain)
		iommu_tlb_sync(c->domain);
}
