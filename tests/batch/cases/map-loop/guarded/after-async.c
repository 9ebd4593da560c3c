/* It may run not at all, without a domain. */
void f(struct ctx *c, phys_addr_t pa)
{
	int i;

	for (i = 0; i < c->count; i++) {
		iommu_map_async(c->domain, c->slots[i].iova, pa, PAGE_SIZE, 0);
	}
	if (c->domain)
		iommu_tlb_sync(c->domain);
}
