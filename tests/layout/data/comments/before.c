void f(void)
{
	iommu_map(domain, /* where */ iova,
		  /* what, in
		   * two lines
		   */
		  paddr, // its size follows
		  size, /* and how:
			 * as before
			 */
		  prot);
	iommu_unmap(domain, iova, size);	/* a comment
						 * behind it
						 */
	iommu_unmap(domain, /* not
	   a star below */
		    iova, size);
}
