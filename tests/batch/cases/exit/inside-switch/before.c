/* A break of a switch stays inside the loop, a return does not. */
int f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) {
		switch (m->ref.refs) {
		case 0:
			break;
		case 1 ... 3:
			iommu_unmap(d, m->iova, m->len);
			break;
		default:
			return -1;
		}
	}
	return 0;
}
