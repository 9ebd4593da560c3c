/* Walking, counting and complaining gives nothing back. */
void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m;
	size_t n;

	list_for_each_entry(m, &c->maps, node) {
		n = iommu_unmap(d, m->iova, min_t(size_t, m->len, SZ_2M));
		if (unlikely(n != m->len))
			dev_err(c->dev, "unmapped only %zu\n", n);
		usnic_err("%zu\n", n);
		c->count++;
		cond_resched();
	}
}
