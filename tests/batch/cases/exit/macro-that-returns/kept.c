/*
 * The macro hides a way out.
 * kept: CHECK(m) at line 11
 */
#define CHECK(m) do { if (!(m)->used) return -1; } while (0)

int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		CHECK(m);
	}
	return 0;
}
