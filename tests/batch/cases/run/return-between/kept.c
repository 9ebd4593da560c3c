/*
 * One way leaves without the second.
 * kept: line 11 leaves before the next unmap
 */
int f(struct iommu_domain *d, size_t n)
{
	size_t done = iommu_unmap(d, 0, n);

	done += n;
	if (done < n)
		return -1;
	iommu_unmap(d, SZ_2M, n);
	return 0;
}

/* kept: line 21 leaves before the next unmap */
int g(struct iommu_domain *d, size_t n)
{
	iommu_unmap(d, 0, n);
	if (n < SZ_4K)
		return -1;
	iommu_unmap(d, SZ_2M, n);
	return 0;
}
