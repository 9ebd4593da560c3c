/* A goto leaves both loops, a break only the inner one. */
void f(struct iommu_domain *d, struct map *m, struct page *p, int n)
{
	int i;

	while (n--) {
		put_page(p);
		for (i = 0; i < n; i++) {
			iommu_unmap(d, m->iova + i * SZ_4K, SZ_4K);
			if (i == m->ref.refs)
				break;
			if (m->used)
				goto done;
		}
	}
done:
	put_page(p);
}
