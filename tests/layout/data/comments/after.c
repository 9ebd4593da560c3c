void f(void)
{
	iommu_map_sync(domain, /* where */ iova,
		       /* what, in
			* two lines
			*/
		       paddr, // its size follows
		       size, /* and how:
			      * as before
			      */
		       prot);
	iommu_unmap_sync(domain, iova, size);	/* a comment
						 * behind it
						 */
	iommu_unmap_sync(domain, /* not
	   a star below */
			 iova, size);
}
