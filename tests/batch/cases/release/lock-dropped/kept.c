/*
 * Without the lock, others may free what was unmapped.
 * kept: spin_unlock(&c->lock) at line 10 gives up a lock
 */
void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	spin_lock(&c->lock);
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		spin_unlock(&c->lock);
		cond_resched();
		spin_lock(&c->lock);
	}
	spin_unlock(&c->lock);
}
