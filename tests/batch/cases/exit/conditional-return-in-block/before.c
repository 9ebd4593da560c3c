/* In a block, each arm's return gets a flush of its own. */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used) {
#ifdef CONFIG_A
			return -1;
#else
			return -2;
#endif
		}
	}
	return 0;
}
