/*
 * A line for the flush would stand inside the comment.
 * kept: leaves the loop on a line that holds more
 */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used)
			/* busy
			 */ return -1;
	}
	return 0;
}
