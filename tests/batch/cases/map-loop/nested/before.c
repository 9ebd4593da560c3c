/* One flush behind the outer loop. */
int f(struct iommu_domain *d, struct list_head *maps, phys_addr_t pa)
{
	unsigned long at;
	struct map *m;
	int ret;

	list_for_each_entry(m, maps, node) {
		for (at = 0; at < m->len; at += PAGE_SIZE) {
			ret = iommu_map(d, m->iova + at, pa + at, PAGE_SIZE, 0);
			if (ret)
				return ret;
		}
	}
	return 0;
}
