/*
 * Nothing says that the entry describes what is unmapped.
 * kept: kfree(m) at line 12 frees an object
 */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;
	unsigned long iova = c->base;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		iommu_unmap(d, iova, SZ_4K);
		kfree(m);
		iova += SZ_4K;
	}
}
