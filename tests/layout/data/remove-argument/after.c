void f(void)
{
	ret = iommu_map(domain, iova, paddr, size, prot);
	ret = iommu_map(mapping->domain, iova, paddr, PAGE_SIZE, READ | WRITE);
	ret = iommu_map(domain, iova, paddr, size,
			IOMMU_READ | IOMMU_WRITE);
	ret = iommu_map(domain, iova, paddr, size, page_to_prot(page), page_to_prot(other));
	ret = iommu_map(domain, iova, page_to_phys(mapping->pages[i]), size,
		IOMMU_READ | IOMMU_WRITE | mapping->the_other_protection);
	ret = iommu_map(domain, /* a */ iova,
#ifdef CONFIG_A
			paddr,
#else
			0,
#endif
			size, /* b */
			prot /* c */);
#define MAP(domain, iova, paddr, size)				\
	iommu_map(domain, iova, paddr, size, IOMMU_READ | IOMMU_WRITE)	\
		+ 1
}
