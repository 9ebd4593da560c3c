// SPDX-License-Identifier: GPL-2.0-only
/// Pages are given back, and then the flush cuts the device off from them.
@fast@
expression domain, gather;
@@
 vfio_sync_unpin(...)
 {
 	...
-	iommu_iotlb_sync(domain, gather);
 	...
 	cond_resched();
+	iommu_iotlb_sync(domain, gather);
 	...
 }

@slow@
identifier unmapped;
type t;
expression domain, iova, len;
statement S;
@@
 unmap_unpin_slow(...)
 {
-	t unmapped = iommu_unmap_sync(domain, iova, len);
+	t unmapped = iommu_unmap(domain, iova, len);

 	S
+	iommu_flush_tlb_all(domain);
 	return unmapped;
 }
