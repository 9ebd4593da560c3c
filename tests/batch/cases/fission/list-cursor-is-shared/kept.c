/*
 * A cursor that others see stands at an entry that is still mapped, or not.
 * kept: put_page(cursor->page) at line 11
 */
static struct map *cursor;

void f(struct iommu_domain *d, struct ctx *c)
{
	list_for_each_entry(cursor, &c->maps, node) {
		iommu_unmap(d, cursor->iova, cursor->len);
		put_page(cursor->page);
	}
}
