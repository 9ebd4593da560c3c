/*
 * Without parentheses, and with goto.
 * kept: BAIL at line 12
 */
#define BAIL goto out

int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used)
			BAIL;
	}
	return 0;
out:
	return -1;
}
