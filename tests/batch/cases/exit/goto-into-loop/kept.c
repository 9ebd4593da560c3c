/*
 * Who jumps into the loop passes by the beginning of the batch.
 * kept: line 8 jumps into the loop
 */
void f(struct iommu_domain *d, struct map *m)
{
	if (m->used)
		goto middle;
	while (m) {
		iommu_unmap(d, m->iova, m->len);
middle:
		m = m->next;
	}
}
