/* not put off: line 10 unmaps, and the loop goes on mapping */
int f(struct iommu_domain *d, struct list_head *maps)
{
	struct map *m;
	int ret = 0;

	list_for_each_entry(m, maps, node) {
		ret = iommu_map(d, m->iova, 0, m->len, 0);
		if (ret) {
			iommu_unmap(d, m->iova, m->len);
		}
	}
	return ret;
}
