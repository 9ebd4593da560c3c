/* not put off: ends after the first map */
int f(struct iommu_domain *d, struct list_head *maps)
{
	struct map *m;
	int ret = 0;

	list_for_each_entry(m, maps, node) {
		ret = iommu_map(d, m->iova, 0, m->len, 0);
		break;
	}
	return ret;
}
