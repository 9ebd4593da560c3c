/* Members of other names may change. */
void f(struct ctx *c)
{
	while (c->count > 0) {
		iommu_unmap(c->domain, c->base, SZ_4K);
		c->base += SZ_4K;
		c->count--;
	}
}
