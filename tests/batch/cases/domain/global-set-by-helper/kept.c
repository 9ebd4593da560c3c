/*
 * A function of the file changes the global variable.
 * kept: current_domain is assigned at line 9
 */
static struct iommu_domain *current_domain;

static void next(int n)
{
	current_domain = dom_get(n);
}

void f(unsigned long iova, int n)
{
	while (n--) {
		iommu_unmap(current_domain, iova, SZ_4K);
		next(n);
	}
}
