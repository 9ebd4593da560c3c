/*
 * Only one configuration's jump stays in the loop.
 * kept: the label at line 8 is there twice
 */
void f(struct iommu_domain *d, struct map *m)
{
#ifndef CONFIG_A
next:
#endif
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		if (m->used)
			goto next;
#ifdef CONFIG_A
next:
#endif
		m->used = true;
	}
}
