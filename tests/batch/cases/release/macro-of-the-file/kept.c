/*
 * The macro's body releases.
 * kept: forget(m) at line 11
 */
#define forget(m) do { (m)->used = false; put_page((m)->page); } while (0)

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		forget(m);
	}
}
