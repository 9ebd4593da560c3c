/*
 * Nobody knows what the macro does from one round to the next.
 * kept: walk_chunks(m, ...) at line 9
 */
void f(struct iommu_domain *d, struct map *head)
{
	struct map *m;

	walk_chunks(m, head)
		iommu_unmap(d, m->iova, m->len);
}
