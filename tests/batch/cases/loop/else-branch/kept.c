/*
 * Nor behind an else.
 * kept: it is the only statement of an if or a loop, without braces
 */
void f(struct iommu_domain *d, struct map *m, int n)
{
	if (n)
		use(n);
	else
		while (n++ < 10)
			iommu_unmap(d, m->iova, m->len);
}
