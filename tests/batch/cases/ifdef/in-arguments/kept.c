/*
 * Among the arguments.
 * kept: cannot be told apart
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(d, m->iova,
#ifdef CONFIG_A
			    SZ_2M
#else
			    SZ_4K
#endif
			    );
}
