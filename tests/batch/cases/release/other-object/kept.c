/*
 * kfree() of something else than the entry: it may be what is mapped.
 * kept: kfree(m->buf) at line 12 frees an object
 */
void f(struct ctx *c, struct iommu_domain *d)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		m->used = false;
		iommu_unmap(d, m->iova, m->len);
		kfree(m->buf);
	}
}
