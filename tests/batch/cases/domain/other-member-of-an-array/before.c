/* Each buffer learns what was unmapped; none of them is the domain. */
void f(struct ctx *c, int n)
{
	int i;

	c->total = 0;
	for (i = 0; i < n; i++)
		c->slots[i].len = iommu_unmap(c->domain, c->slots[i].iova,
					      c->slots[i].len);
}
