/* not put off: it cannot be told that the domain may be looked at */
int f(struct map *m, int n)
{
	struct map *first = m->next;
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(first->domain, n * PAGE_SIZE, 0, PAGE_SIZE, 0);
	}
	return ret;
}
