/* The comment begins on the loop's last line and ends below. */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next)
		iommu_unmap(d, m->iova, m->len); /* all
						  * of them
						  */
	use(0);
}
