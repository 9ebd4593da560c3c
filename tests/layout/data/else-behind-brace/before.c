int f(struct iommu_domain *d, int a)
{
	if (a)
		return -1;
	else
		return -2;
	if (a)
		return -3;
	else if (d)
		g();
}
