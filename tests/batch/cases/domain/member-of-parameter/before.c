/* Nothing in the loop touches c->domain. */
void f(struct ctx *c, int n)
{
	size_t done = c->total;

	while (n--) {
		iommu_unmap(c->domain, c->base + done, SZ_4K);
		done += SZ_4K;
	}
}
