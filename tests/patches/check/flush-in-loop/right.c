/* What is released in a round must be flushed in it. */
void releases(struct ctx *c, struct page **p, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		iommu_unmap_async(c->domain, i * PAGE_SIZE, PAGE_SIZE);
		iommu_tlb_sync(c->domain);
		put_page(p[i]);
	}
}

/* A way out must not pass by it. */
int leaves(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap_async(d, m->iova, m->len);
		if (m->used) {
			iommu_tlb_sync(d);
			return -EBUSY;
		}
	}
	iommu_tlb_sync(d);
	return 0;
}

/* Another domain each time. */
void domains(struct ctx *c)
{
	for (; c; c = c->next) {
		iommu_unmap_async(c->domain, 0, SZ_4K);
		iommu_tlb_sync(c->domain);
	}
}

void behind(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap_async(d, m->iova, m->len);
	iommu_tlb_sync(d);
}
