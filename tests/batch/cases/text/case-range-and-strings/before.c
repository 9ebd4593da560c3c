/* Braces in strings and characters are none. */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	for (; m; m = m->next) {
		if (m->ref.refs == '}')
			dev_err(c->dev, "} put_page(m);");
		iommu_unmap(d, m->iova, m->len);
	}
}
