/*
 * One of the elements may be the object that m points to.
 * kept: domain is changed, or its address taken, at line 12
 */
void f(struct ctx *c, struct map *m, int n)
{
	int i;

	use(m->iova);
	for (i = 0; i < n; i++) {
		iommu_unmap(m->domain, m->iova + i * SZ_4K, SZ_4K);
		c->slots[i].domain = NULL;
	}
}
