/*
 * A variable of the file called like a function the kernel has.
 * kept: list_del(m) at line 13
 */
typedef void (*release_fn)(struct map *m);

static release_fn list_del;

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		list_del(m);
	}
}
