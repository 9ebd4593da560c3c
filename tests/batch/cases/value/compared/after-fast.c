/* Compared in a condition. */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	for (; m; m = m->next) {
		if (iommu_unmap(d, m->iova, m->len) != m->len)
			dev_err(c->dev, "failed\n");
	}
}
