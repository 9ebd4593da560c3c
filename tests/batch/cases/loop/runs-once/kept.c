/*
 * A loop that always ends after the first round has nothing to put off.
 * kept: the loop at line 7 ends after the first unmap
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		break;
	}
}
