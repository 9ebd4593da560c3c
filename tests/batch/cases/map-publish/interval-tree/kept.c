/* not put off: wombat_insert(m, ...) at line 13 changes what others may look at */
#define START(m) ((m)->iova)
#define LAST(m) ((m)->iova + (m)->len - 1)

INTERVAL_TREE_DEFINE(struct map, node, unsigned long, len, START, LAST, , wombat)

int f(struct map *m, struct rb_root_cached *root, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		wombat_insert(m, root);
	}
	return ret;
}
