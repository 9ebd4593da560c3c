/*
 * A function of another file: it may do anything.
 * kept: helper(m) at line 9 is not known to give nothing back
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		helper(m);
	}
}
