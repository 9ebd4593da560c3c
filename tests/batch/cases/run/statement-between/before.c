/* Complaints stand between them. */
void f(struct ctx *c)
{
	size_t n;

	n = iommu_unmap(c->domain, c->base, SZ_4K);
	if (n != SZ_4K)
		dev_err(c->dev, "unmapped only %zu\n", n);
	c->total -= n;
	n = iommu_unmap(c->domain, c->base + SZ_2M, SZ_4K);
	if (n != SZ_4K)
		dev_err(c->dev, "unmapped only %zu\n", n);
}
