/* not put off: NOTE(c, ...) at line 10 stores where others may look */
#define NOTE(c, n) ((c)->tail = (n))

int f(struct ctx *c, struct iommu_domain *d, phys_addr_t pa, u32 n)
{
	int ret = 0;

	while (n-- && !ret) {
		ret = iommu_map(d, n * PAGE_SIZE, pa, PAGE_SIZE, 0);
		NOTE(c, n);
	}
	return ret;
}
