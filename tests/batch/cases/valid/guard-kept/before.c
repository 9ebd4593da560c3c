/* Whoever tests before each unmap tests before the flush. */
void f(struct ctx *c, int n)
{
	c->total = n;
	while (n--) {
		if (c->domain)
			iommu_unmap(c->domain, n * PAGE_SIZE, PAGE_SIZE);
	}
}
