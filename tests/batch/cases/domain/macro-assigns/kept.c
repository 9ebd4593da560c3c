/*
 * A macro of the file assigns its argument.
 * kept: the domain may be another each round
 */
#define step(x) ((x) = (x)->next->domain ? (x)->next : NULL)

void f(struct map *m, int n)
{
	while (n--) {
		iommu_unmap(m->domain, m->iova, m->len);
		step(m);
	}
}
