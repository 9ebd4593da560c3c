// Comments that go to the end of the line.
void f(struct iommu_domain *d, struct map *m)
{
	for (; m; m = m->next) { // each
		// it
		iommu_unmap(d, m->iova, // where
			    m->len); // how much
	} // done
}
