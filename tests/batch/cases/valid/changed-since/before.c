/* What was tested is not what is there now. */
void f(struct ctx *c, int n)
{
	if (!c->domain)
		return;
	c->domain = c->first->domain;
	while (n--)
		iommu_unmap(c->domain, n * PAGE_SIZE, PAGE_SIZE);
}
