/* A label behind the loop stays behind the flush. */
int f(struct iommu_domain *d, struct map *m)
{
	int err = 0;

	for (; m; m = m->next) {
		if (m->used) {
			err = -1;
			goto out;
		}
		iommu_unmap(d, m->iova, m->len);
	}
out:
	return err;
}
