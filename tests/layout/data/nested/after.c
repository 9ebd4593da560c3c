void f(void)
{
	iommu_map_sync(domain, iova, page_to_phys(pages[i +
							offset]),
		       max(a,
			   min(b,
			       c)), size(x,
					 y),
		       prot);
	iommu_map_sync(domain, flags[a +
				     b], mask((a |
					       b) & ~(c |
						      d)),
		       prot);
	iommu_map_sync(domain, other(a,
			b), c);
	iommu_map_sync(domain, a,
		       other(b,
			       c), d);
}
