/* Only one configuration has looked at it. */
void f(struct iommu_domain *d, int n)
{
#ifdef CONFIG_A
	use(d->type);
#endif
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
