/*
 * The keyword is split by a backslash and a newline.
 * kept: cannot be told apart
 */
int f(struct iommu_domain *d, struct map *m)
{
	while (m) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used)
			retu\
rn -1;
		m = m->next;
	}
	return 0;
}
