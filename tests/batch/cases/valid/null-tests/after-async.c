/* The same for NULL alone: the first of each pair proves it, the second does not. */
int compared(struct iommu_domain *d, int n)
{
	if (d == NULL)
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int compared_with_another(struct iommu_domain *d, int n)
{
	if (d == dom_get(n))
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	if (d)
		iommu_tlb_sync(d);
	return 0;
}

int compared_around(struct iommu_domain *d, int n)
{
	if (NULL != d) {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		iommu_tlb_sync(d);
	}
	return 0;
}

int another_around(struct iommu_domain *d, int n)
{
	if (d != dom_get(n)) {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		if (d)
			iommu_tlb_sync(d);
	}
	return 0;
}

int with_another_question(struct iommu_domain *d, int n)
{
	if (n > 9 || !d)
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int only_with_another_question(struct iommu_domain *d, int n)
{
	if (n > 9 && !d)
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	if (d)
		iommu_tlb_sync(d);
	return 0;
}

int last_of_all(struct iommu_domain *d, int n)
{
	if (n > 1 && WARN_ON(n < 9) && d) {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		iommu_tlb_sync(d);
	}
	return 0;
}

int one_of_all(struct iommu_domain *d, int n)
{
	if (n > 1 || d) {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		if (d)
			iommu_tlb_sync(d);
	}
	return 0;
}

int twice_denied(struct iommu_domain *d, int n)
{
	if (!!d) {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		iommu_tlb_sync(d);
	}
	return 0;
}

int denied(struct iommu_domain *d, int n)
{
	if (!d) {
		while (n--)
			iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
		if (d)
			iommu_tlb_sync(d);
	}
	return 0;
}

int asked_what_it_holds(struct iommu_domain *d, int n)
{
	if (!d->type)
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int asked_by_a_helper(struct iommu_domain *d, int n)
{
	if (!is_last((unsigned long)d))
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	if (d)
		iommu_tlb_sync(d);
	return 0;
}

int else_left(struct iommu_domain *d, int n)
{
	if (d)
		n++;
	else
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int else_left_and_lost(struct iommu_domain *d, int n)
{
	if (d)
		d = dom_get(n);
	else
		return -1;
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	if (d)
		iommu_tlb_sync(d);
	return 0;
}

int used_before_it_moves(struct iommu_domain *d, int n)
{
	n += d->type;
	if (n > 9) {
		d = NULL;
		return -1;
	}
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	iommu_tlb_sync(d);
	return 0;
}

int moved_by_its_use(struct iommu_domain *d, int n)
{
	d = dom_get(d->type);
	while (n--)
		iommu_unmap_async(d, n * PAGE_SIZE, PAGE_SIZE);
	if (d)
		iommu_tlb_sync(d);
	return 0;
}
