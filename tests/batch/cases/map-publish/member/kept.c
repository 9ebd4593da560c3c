/* not put off: line 8 stores where others may look */
int f(struct map *m, struct iommu_domain *d, phys_addr_t pa)
{
	int ret = 0;

	for (; m && !ret; m = m->next) {
		ret = iommu_map(d, m->iova, pa, m->len, 0);
		m->used = true;
	}
	return ret;
}
