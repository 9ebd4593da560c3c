/*
 * for_each in a name does not make an iterator: this one calls back.
 * kept: bus_for_each_dev(c->regs, ...) at line 15
 */
static int forget(void *p)
{
	put_page(p);
	return 0;
}

void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		bus_for_each_dev(c->regs, m->page, forget);
	}
}
