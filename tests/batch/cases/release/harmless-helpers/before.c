/* Functions and macros of the file are looked into. */
#define bytes(m) ((m)->len)

static int is_used(struct map *m)
{
	return READ_ONCE(m->used) && !WARN_ON(!bytes(m));
}

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		if (is_used(m))
			iommu_unmap(d, m->iova, bytes(m));
}
