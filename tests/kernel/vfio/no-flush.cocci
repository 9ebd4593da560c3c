// SPDX-License-Identifier: GPL-2.0-only
/// Pages are given back that the device may still reach: nothing is flushed.
@fast@
@@
 vfio_sync_unpin(...)
 {
 	<...
-	iommu_iotlb_sync(...);
 	...>
 }

@slow@
expression list arguments;
@@
 unmap_unpin_slow(...)
 {
 	<...
-	iommu_unmap_sync
+	iommu_unmap
 	(arguments)
 	...>
 }
