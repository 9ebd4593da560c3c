/*
 * A macro that only lacks its semicolon reads like an iterator.  A break behind
 * it leaves the loop around it, and would pass by the flush.
 * kept: the loop at line 12 ends after the first unmap
 */
#define guard_by(n) if (n)

void f(struct iommu_domain *d, struct map *m, int n)
{
	for (; m; m = m->next) {
		put_page(m->page);
		guard_by(n) {
			iommu_unmap(d, m->iova, m->len);
			break;
		}
	}
}

/* kept: guard_by at line 23 is no loop */
void g(struct iommu_domain *d, struct map *m, int n)
{
	for (; m; m = m->next) {
		guard_by(n) {
			iommu_unmap(d, m->iova, m->len);
			if (m->used)
				break;
		}
		put_page(m->page);
	}
}
