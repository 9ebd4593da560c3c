/* The jump comes from behind, where the domain is another. */
void f(struct ctx *c, int n)
{
	int i;

	use(c->domain->type);
	if (n) {
again:
		for (i = 0; i < n; i++)
			iommu_unmap(c->domain, i * PAGE_SIZE, PAGE_SIZE);
		c->domain = NULL;
		if (n--)
			goto again;
	}
}
