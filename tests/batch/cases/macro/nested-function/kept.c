/*
 * A function inside the function, called like one of the kernel's.
 * kept: cannot be told apart
 */
void f(struct iommu_domain *d, struct map *m)
{
	void list_del(struct map *m)
	{
		put_page(m->page);
	}

	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		list_del(m);
	}
}
