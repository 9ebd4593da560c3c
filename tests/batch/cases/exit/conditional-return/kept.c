/*
 * The return stands in an arm of an #if, alone behind an if.
 * kept: cannot be told apart
 */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used)
#ifdef CONFIG_A
			return -1;
#else
			return -2;
#endif
	}
	return 0;
}
