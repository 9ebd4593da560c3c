/* The return alone behind an if: it needs braces then. */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		if (m->used)
			return -1;
		iommu_unmap(d, m->iova, m->len);
	}
	return 0;
}
