/*
 * The device could still write the buffer while it is copied.
 * kept: memcpy(m->buf, ...) at line 9
 */
void f(struct iommu_domain *d, struct map *m, char *bounce)
{
	for (; m; m = m->next) {
		iommu_unmap(d, m->iova, m->len);
		memcpy(m->buf, bounce, m->len);
	}
}
