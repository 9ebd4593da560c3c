/* Half of it: NULL is no error, and an error is not NULL. */
int null_left(struct iommu_domain *d, int n)
{
	if (!d)
		return -1;
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int null_around(struct iommu_domain *d, int n)
{
	if (d) {
		while (n--)
			iommu_tlb_range_add(d, n * PAGE_SIZE,
					    iommu_unmap_fast(d, n * PAGE_SIZE,
							     PAGE_SIZE));
		if (!IS_ERR_OR_NULL(d))
			iommu_tlb_sync(d);
	}
	return 0;
}

int null_around_with_more(struct iommu_domain *d, int n)
{
	if (d && n > 1) {
		while (n--)
			iommu_tlb_range_add(d, n * PAGE_SIZE,
					    iommu_unmap_fast(d, n * PAGE_SIZE,
							     PAGE_SIZE));
		if (!IS_ERR_OR_NULL(d))
			iommu_tlb_sync(d);
	}
	return 0;
}

int null_compared(struct iommu_domain *d, int n)
{
	if (d != NULL) {
		while (n--)
			iommu_tlb_range_add(d, n * PAGE_SIZE,
					    iommu_unmap_fast(d, n * PAGE_SIZE,
							     PAGE_SIZE));
		if (!IS_ERR_OR_NULL(d))
			iommu_tlb_sync(d);
	}
	return 0;
}

int error_left(struct iommu_domain *d, int n)
{
	if (IS_ERR(d))
		return -1;
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int error_around(struct iommu_domain *d, int n)
{
	if (!IS_ERR(d)) {
		while (n--)
			iommu_tlb_range_add(d, n * PAGE_SIZE,
					    iommu_unmap_fast(d, n * PAGE_SIZE,
							     PAGE_SIZE));
		if (!IS_ERR_OR_NULL(d))
			iommu_tlb_sync(d);
	}
	return 0;
}

int either_of_them(struct iommu_domain *d, int n)
{
	if (d || !IS_ERR(d)) {
		while (n--)
			iommu_tlb_range_add(d, n * PAGE_SIZE,
					    iommu_unmap_fast(d, n * PAGE_SIZE,
							     PAGE_SIZE));
		if (!IS_ERR_OR_NULL(d))
			iommu_tlb_sync(d);
	}
	return 0;
}

int left_for_both(struct iommu_domain *d, int n)
{
	if (!d && IS_ERR(d))
		return -1;
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int left_with_another(struct iommu_domain *d, int n)
{
	if (n > 3 && IS_ERR_OR_NULL(d))
		return -1;
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int wrong_branch(struct iommu_domain *d, int n)
{
	if (!IS_ERR_OR_NULL(d))
		return -1;
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int wrong_else(struct iommu_domain *d, int n)
{
	if (!IS_ERR_OR_NULL(d)) {
		n = 0;
	} else {
		while (n--)
			iommu_tlb_range_add(d, n * PAGE_SIZE,
					    iommu_unmap_fast(d, n * PAGE_SIZE,
							     PAGE_SIZE));
		if (!IS_ERR_OR_NULL(d))
			iommu_tlb_sync(d);
	}
	return 0;
}

int not_left(struct iommu_domain *d, int n)
{
	if (IS_ERR_OR_NULL(d))
		n = 1;
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int of_another(struct iommu_domain *d, int n)
{
	struct iommu_domain *e = dom_next(d);

	if (IS_ERR_OR_NULL(e))
		return -1;
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int what_it_was_before(struct iommu_domain *d, int n)
{
	if (IS_ERR_OR_NULL(d))
		return -1;
	d = dom_get(n);
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int changed_by_the_test(struct iommu_domain *d, int n)
{
	if (IS_ERR_OR_NULL(d) || !(d = dom_get(n)))
		return -1;
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int a_case(struct iommu_domain *d, int n)
{
	switch (n) {
	case 1:
		if (IS_ERR_OR_NULL(d))
			return -1;
		break;
	}
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}

int allocated_elsewhere(struct device *dev, int n)
{
	struct iommu_domain *d = n ? dom_get(n) : iommu_paging_domain_alloc(dev);

	if (IS_ERR(d))
		return -1;
	while (n--)
		iommu_tlb_range_add(d, n * PAGE_SIZE,
				    iommu_unmap_fast(d, n * PAGE_SIZE,
						     PAGE_SIZE));
	if (!IS_ERR_OR_NULL(d))
		iommu_tlb_sync(d);
	return 0;
}
