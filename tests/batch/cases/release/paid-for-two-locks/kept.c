/*
 * The helper gives up a lock that its caller has taken.
 * kept: forget(c, ...) at line 25
 */
static void forget(struct ctx *c, unsigned long iova, size_t size)
{
	__free_iova(c, iova, size);
	spin_unlock(&c->lock);
	spin_lock(&c->lock);
}

void f(struct iommu_domain *d, struct ctx *c, struct map *m)
{
	unsigned long iova;
	size_t size;

	for (; m; m = m->next) {
		if (m->used) {
			iommu_unmap(d, m->iova, m->len);
			continue;
		}
		iova = m->iova;
		size = m->len;
		iommu_unmap(d, iova, size);
		forget(c, iova, size);
	}
}
