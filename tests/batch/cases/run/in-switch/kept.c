/*
 * A case label between two.
 * kept: a label stands between, line 10
 */
void f(struct iommu_domain *d, size_t n)
{
	switch (n) {
	case 1:
		iommu_unmap(d, 0, n);
	case 2:
		iommu_unmap(d, SZ_2M, n);
	}
}
