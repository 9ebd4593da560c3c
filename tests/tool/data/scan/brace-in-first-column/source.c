static int unindented(struct iommu_domain *domain, int n)
{
size_t size;

while (n--) {
if (n == 3) {
n--;
}
iommu_unmap(domain, n, SZ_4K);
if (n == 5)
iommu_unmap(domain, n, SZ_4K);
else
iommu_unmap(domain, n, SZ_4K);
size = iommu_unmap(domain, n, SZ_4K);
if (size != iommu_unmap(domain, n, SZ_4K))
break;
}
return iommu_map(domain, n, 0, SZ_4K, IOMMU_READ);
}

static int indented(struct iommu_domain *domain)
{
	return iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ);
}
