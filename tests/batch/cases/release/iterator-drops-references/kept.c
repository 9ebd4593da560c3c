/*
 * This iterator gives up a reference each round.
 * kept: for_each_child_of_node
 */
void f(struct iommu_domain *d, struct device_node *np, dma_addr_t a)
{
	struct device_node *child;

	for_each_child_of_node(np, child) {
		iommu_unmap(d, a, SZ_4K);
		a += SZ_4K;
	}
}
