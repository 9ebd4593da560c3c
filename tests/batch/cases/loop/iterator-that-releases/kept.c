/*
 * The file's own macro gives the page of the last round back.
 * kept: drain(m, ...) at line 12
 */
#define drain(m, head) \
	for (m = (head); m; put_page(m->page), m = m->next)

void f(struct iommu_domain *d, struct map *head)
{
	struct map *m;

	drain(m, head)
		iommu_unmap(d, m->iova, m->len);
}
