/*
 * The pointer whose member is the domain moves on.
 * kept: m is assigned at line 9
 */
void f(struct map *m)
{
	while (m) {
		iommu_unmap(m->domain, m->iova, m->len);
		m = m->next;
	}
}
