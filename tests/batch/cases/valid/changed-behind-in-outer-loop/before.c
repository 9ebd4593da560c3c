/* In the second round of the outer loop it is NULL. */
void f(struct ctx *c, int n)
{
	int i;

	use(c->domain->type);
	while (c->count--) {
		for (i = 0; i < n; i++)
			iommu_unmap(c->domain, i * PAGE_SIZE, PAGE_SIZE);
		c->domain = NULL;
	}
}
