/* Every spelling that leaves neither NULL nor an error behind. */
int both_in_one(struct iommu_domain *d, int n)
{
	if (IS_ERR_OR_NULL(d))
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int one_after_the_other(struct iommu_domain *d, int n)
{
	if (!d)
		return -1;
	if (IS_ERR(d))
		return -2;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int the_other_way_round(struct iommu_domain *d, int n)
{
	if (IS_ERR(d))
		return -2;
	if (d == NULL)
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int in_one_condition(struct iommu_domain *d, int n)
{
	if (!d || IS_ERR(d))
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int with_another_question(struct iommu_domain *d, int n)
{
	if (n < 2 || unlikely(IS_ERR_OR_NULL(d)))
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int else_if(struct iommu_domain *d, int n)
{
	if (NULL == d)
		return -1;
	else if (IS_ERR(d))
		return -2;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int left_by_the_else(struct iommu_domain *d, int n)
{
	if (d && !IS_ERR(d))
		n++;
	else
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int nested(struct iommu_domain *d, int n)
{
	if (d) {
		if (!IS_ERR(d)) {
			while (n--)
				iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
			iommu_tlb_sync(d);
		}
	}
	return 0;
}

int nested_and_left(struct iommu_domain *d, int n)
{
	if (d != NULL) {
		if (IS_ERR(d))
			return -1;
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		iommu_tlb_sync(d);
	}
	return 0;
}

int around(struct iommu_domain *d, int n)
{
	if (n > 1 && !IS_ERR(d) && d) {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		iommu_tlb_sync(d);
	}
	return 0;
}

int around_as_a_whole(struct iommu_domain *d, int n)
{
	if (!(!d || IS_ERR(d))) {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		iommu_tlb_sync(d);
	}
	return 0;
}

int in_the_else(struct iommu_domain *d, int n)
{
	if (IS_ERR_OR_NULL(d)) {
		n = 0;
	} else {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		iommu_tlb_sync(d);
	}
	return 0;
}

int used(struct iommu_domain *d, int n)
{
	n += d->type;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int error_left_and_used(struct iommu_domain *d, int n)
{
	if (IS_ERR(d))
		return -1;
	n += d->type;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int allocated(struct device *dev, int n)
{
	struct iommu_domain *d = iommu_paging_domain_alloc(dev);

	if (IS_ERR(d))
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int allocated_later(struct device *dev, int n)
{
	struct iommu_domain *d;

	d = iommu_paging_domain_alloc(dev);
	if (IS_ERR(d)) {
		d = NULL;
		return -1;
	}
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}
