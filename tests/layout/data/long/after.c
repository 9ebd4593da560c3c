void f(void)
{
	ret = iommu_map_sync(domain, mapping->iova, page_to_phys(page), page->size, prot);
	ret = iommu_map_sync(mapping->domain, mapping->iova, page_to_phys(page), page->size, flags,
			     a_b);
	ret = iommu_map_sync(mapping->domain, mapping->iova, page_to_phys(page), page->size, flags, a_bc);
			ret = iommu_map_sg_sync(host->domain, iova_dma_addr(&host->iova, alloc,
									    flag_),
						map->sgt, IOMMU_READ);
	ret = iommu_map_sync(mapping->domain, mapping->iova, max(page_to_phys(page), offset + (a *
											       b)),
			     c);
	ret = iommu_map_sync(domain_of_the_mapping_that_is_converted, ioaddr_of_it(iova),
			     page_phys(pg),
			     size);
	if (mapping->domain && mapping->size && mapping->pages && is_an_old_one &&
	    iommu_unmap_sync(m))
		return;
	iommu_unmap_sync(a_domain_with_a_very_very_long_name_that_fills_all_of_the_line_and_more_____);
	iommu_map_sync(mapping->domain,iova_of_the_mapping_that_is_converted,size_of_the_page,protec);
	ret = iommu_map_sync(mapping->domain, mapping->iova, page_to_phys(page), size,
			     fla, /* a */ a_b);
	ret = iommu_map_sync(mapping->domain, mapping->iova, page_to_phys(page), page->size,
			     f); /* a */
#define LONG(mapping, page, prot)							\
	iommu_map_sync(mapping->domain, mapping->iova, page_to_phys(page), page->size + 1, prot, \
		       a)									\
		+ 1
#define LAST(mapping, page, prot)							\
	iommu_map_sync(mapping->domain, mapping->iova, page_to_phys(page), page->size + 1, prot, \
		       abcd)
}
