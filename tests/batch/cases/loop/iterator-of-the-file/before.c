/* A macro of the file says itself what it does. */
#define walk_maps(m, head) for (m = (head); m; m = m->next)

void f(struct iommu_domain *d, struct map *head)
{
	struct map *m;

	walk_maps(m, head)
		iommu_unmap(d, m->iova, m->len);
}
