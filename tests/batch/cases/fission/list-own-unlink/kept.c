/*
 * A list_del() of the file's own moves other entries.
 * kept: put_page(m->page) at line 19
 */
static unsigned long base;

static void unlink_and_move(struct list_head *node)
{
	base += node->next ? PAGE_SIZE : 0;
}
#define list_del unlink_and_move

void f(struct iommu_domain *d, struct ctx *c)
{
	struct map *m;

	list_for_each_entry(m, &c->maps, node) {
		iommu_unmap(d, base, PAGE_SIZE);
		put_page(m->page);
		list_del(&m->node);
	}
}
