/*
 * The macro has two meanings; one of them releases.
 * kept: note(m) at line 15
 */
#ifdef CONFIG_A
#define note(m) use((m)->iova)
#else
#define note(m) put_page((m)->page)
#endif

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		note(m);
	}
}
