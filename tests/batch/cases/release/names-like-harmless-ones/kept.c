/*
 * None of these is what its name begins like.
 * kept: list_release_entry(m) at line 9
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		list_release_entry(m);
	}
}

/* kept: minos_release(m) at line 18 */
void g(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		minos_release(m);
	}
}

/* kept: atomic_pool_release(m) at line 27 */
void h(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		atomic_pool_release(m);
	}
}

/* kept: hlist_put(m) at line 36 */
void i(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		hlist_put(m);
	}
}

/* kept: list_del_and_free(m) at line 45 */
void j(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		list_del_and_free(m);
	}
}

/* kept: drop_pages_lock(m) at line 54 */
void k(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		drop_pages_lock(m);
	}
}
