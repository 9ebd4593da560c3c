/*
 * Nobody knows where a member's call goes.
 * kept: calls through a pointer
 */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		c->ops->release(m);
	}
}
