/* A lock is taken in it: it is there. */
void f(struct ctx *c, struct map *m)
{
	spin_lock(&c->lock);
	for (; m; m = m->next)
		iommu_unmap(c->domain, m->iova, m->len);
	spin_unlock(&c->lock);
}
