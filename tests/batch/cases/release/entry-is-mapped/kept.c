/*
 * Entries are memory for the device: one is freed while still reachable.
 * kept: kfree(m) at line 12 frees an object
 */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		m->used = false;
		iommu_unmap(d, m->iova, m->len);
		kfree(m);
	}
}

int g(struct iommu_domain *d, struct map *e)
{
	return iommu_map(d, e->iova, virt_to_phys(&e->buf), e->len, 0);
}
