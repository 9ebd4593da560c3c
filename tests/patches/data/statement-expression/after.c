/* A block that is a value. */
static size_t statement_expression(struct iommu_domain *domain)
{
	size_t done = ({
		size_t n = iommu_unmap_sync(domain, 0, SZ_4K);

		n == SZ_4K ? n : 0;
	});

	return done;
}
