/* Behind an iterator's parentheses a cast has to keep its braces. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m, *tmp;

	list_for_each_entry_safe(m, tmp, &c->maps, node) {
		(void)iommu_unmap(d, m->iova, m->len);
		put_page(m->page);
		kfree(m);
	}
}
