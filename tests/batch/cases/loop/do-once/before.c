/* do { } while (0) is a loop, too. */
void f(struct iommu_domain *d, struct map *m)
{
	do {
		iommu_unmap(d, m->iova, m->len);
		if (!m->next)
			break;
		iommu_unmap(d, m->next->iova, m->next->len);
	} while (0);
}
