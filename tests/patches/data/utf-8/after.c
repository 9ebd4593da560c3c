/* Überträgt – «naïvely» – 4 KiB; ﬂush 冲洗 */
static int utf_8(struct iommu_domain *domain)
{
	pr_debug("größe: %d µs\n", 4); iommu_unmap_sync(domain, 0, SZ_4K); /* … */
	return 0;
}
