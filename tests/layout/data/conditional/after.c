void f(void)
{
	iommu_map_sync(domain, iova,
#ifdef CONFIG_A
		       paddr(a,
			     b),
#elif defined(CONFIG_B) && \
	defined(CONFIG_C)
		       paddr,
# else
#if 0
		       never(a,
			     b),
#endif
		       other,
#endif
		       size,
		       prot);
#ifdef CONFIG_D
	if (iommu_unmap_sync(domain,
			     iova, size)) {
#else
	if (iommu_unmap_sync(domain, iova,
			     size)) {
#endif
		other(a,
		      b);
	}
#ifdef CONFIG_E
	ret = iommu_map_sync(domain, a,
#else
	if (a)
		if (b)
			ret = iommu_map_sync(domain, b,
#endif
			     size);
	if (ret)
		if (other)
			third();
}
