void f(void)
{
	iommu_map(domain, iova, page_to_phys(pages[i +
						   offset]),
		  max(a,
		      min(b,
			  c)), size(x,
				    y),
		  prot);
	iommu_map(domain, flags[a +
				b], mask((a |
					  b) & ~(c |
						 d)),
		  prot);
	iommu_map(domain, other(a,
			b), c);
	iommu_map(domain, a,
		  other(b,
			  c), d);
}
