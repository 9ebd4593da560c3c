/*
 * Without a round, nobody has given the variable a value.
 * kept: d may have no value when the loop did not run
 */
void f(struct ctx *c, int n)
{
	struct iommu_domain *d;

	if (n)
		d = c->domain;
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
