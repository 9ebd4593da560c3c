static const struct entry entries[] = {
	{ .size = iommu_map(a,
			    b), .other = MAX(a,
					     b) },
	{ iommu_map,
	  iommu_unmap },
};

void f(void)
{
	ret = iommu_map(domain, ({
				u64 x = iova;

				check(x,
				      size);
				x; }),
			size);
	for_each_entry(e, iommu_unmap(domain, iova,
				      size)) {
		other(a,
		      b);
	}
}
