/*
 * test_and_clear_bit() gives up a bit lock.
 * kept: test_and_clear_bit(0, ...) at line 9
 */
void f(struct iommu_domain *d, struct ctx *c, int n)
{
	while (n--) {
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
		test_and_clear_bit(0, &c->flags);
	}
}
