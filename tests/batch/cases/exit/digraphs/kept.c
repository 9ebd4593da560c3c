/*
 * Braces in their other spelling.
 * kept: cannot be told apart
 */
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) <%
		iommu_unmap(d, m->iova, m->len);
		put_page(m->page);
	%>
}
