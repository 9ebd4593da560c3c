// SPDX-License-Identifier: GPL-2.0-only
/// Pages are given back that the device may still reach: nothing is flushed.
@@
@@
 vhost_vdpa_iotlb_unmap(...)
 {
 	<...
-	iommu_iotlb_sync(...);
 	...>
 }
