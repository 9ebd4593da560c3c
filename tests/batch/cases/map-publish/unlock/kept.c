/* not put off: spin_unlock(&c->lock) at line 9 gives up a lock */
int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		spin_lock(&c->lock);
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		spin_unlock(&c->lock);
	}
	return ret;
}
