/* Both branches leave. */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (!m->used)
			continue;
		if (m->buf)
			return -1;
		else
			return -2;
	}
	return 0;
}
