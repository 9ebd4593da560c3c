/*
 * A variable of the file called like a function the kernel has.
 * kept: sg_virt(m) at line 13
 */
typedef void (*release_fn)(struct map *m);

static release_fn sg_virt;

void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		sg_virt(m);
	}
}
