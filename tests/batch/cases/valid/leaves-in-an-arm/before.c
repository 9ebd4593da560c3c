/* Only one configuration cannot come by without the use. */
int f(struct iommu_domain *d, int n)
{
	if (n > 3) {
		use(d->type);
		goto undo;
	}
#ifdef CONFIG_A
	return 0;
#endif
undo:
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
	return 1;
}
