/*
 * Every entry of the list has a domain.
 * kept: m is what the loop at line 9 runs over
 */
void f(struct ctx *c)
{
	struct map *m;

	list_for_each_entry(m, &c->maps, node)
		iommu_unmap(m->domain, m->iova, m->len);
}
