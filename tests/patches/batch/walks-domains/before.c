void f(struct iommu_domain *domain, unsigned long iova, int n)
{
	struct user *user;

	list_for_each_entry(user, &users, list) {
		iommu_unmap(user->domain, iova, SZ_4K);
	}
}
