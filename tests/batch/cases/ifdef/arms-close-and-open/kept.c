/*
 * The arm ends the branch and begins another one.
 * kept: cannot be told apart
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		if (m->used) {
			m->used = false;
#ifdef CONFIG_A
		} else {
#else
			m->len = 0;
#endif
			iommu_unmap(d, m->iova, m->len);
		}
	}
}
