/* The helper takes a lock of its own, and gives that up. */
static void forget(struct ctx *c, unsigned long iova, size_t size)
{
	spin_lock(&c->lock);
	__free_iova(c, iova, size);
	spin_unlock(&c->lock);
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
