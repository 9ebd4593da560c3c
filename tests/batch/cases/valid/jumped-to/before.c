/* Who comes by the jump has tested nothing. */
void f(struct iommu_domain *d, int n)
{
	if (n > 3)
		goto undo;
	use(d->type);
undo:
	while (n--)
		iommu_unmap(d, n * PAGE_SIZE, PAGE_SIZE);
}
