// SPDX-License-Identifier: GPL-2.0-only
///
/// Write calls as another kernel generation declares them, with the gfp_t
/// argument of Linux 6.3 in place of the _atomic variants or the other way
/// round, a domain allocated for a device instead of a bus, and deferred calls
/// as synchronous ones again.
///
//# Works on markers; signature/add-gfp.cocci is the form for bare spatch.
// Confidence: High
// Options: --no-includes --include-headers
//

virtual patch

@depends on patch@
symbol MARK_GFP_KERNEL, MARK_GFP_ATOMIC, GFP_KERNEL, GFP_ATOMIC;
symbol MARK_iommu_map, MARK_iommu_map_sync;
symbol MARK_iommu_map_sg, MARK_iommu_map_sg_sync;
symbol MARK_iommu_map_atomic, MARK_iommu_map_atomic_sync;
symbol MARK_iommu_map_sg_atomic, MARK_iommu_map_sg_atomic_sync;
symbol MARK_iommu_map_sgtable, MARK_iommu_map_sgtable_sync;
symbol MARK_iommu_unmap, MARK_iommu_unmap_sync;
symbol MARK_iommu_paging_domain_alloc, iommu_paging_domain_alloc;
symbol MARK_IS_ERR, IS_ERR;
symbol iommu_unmap, iommu_unmap_sync;
symbol iommu_map_sgtable, iommu_map_sgtable_sync;
symbol iommu_map, iommu_map_sync, iommu_map_sg, iommu_map_sg_sync;
symbol iommu_map_atomic, iommu_map_atomic_sync;
symbol iommu_map_sg_atomic, iommu_map_sg_atomic_sync;
@@
(
-MARK_iommu_paging_domain_alloc
+iommu_paging_domain_alloc
|
-MARK_IS_ERR
+IS_ERR
|
-MARK_iommu_unmap
+iommu_unmap
|
-MARK_iommu_unmap_sync
+iommu_unmap_sync
|
-MARK_iommu_map_sgtable
+iommu_map_sgtable
|
-MARK_iommu_map_sgtable_sync
+iommu_map_sgtable_sync
|
-MARK_GFP_KERNEL
+GFP_KERNEL
|
-MARK_GFP_ATOMIC
+GFP_ATOMIC
|
-MARK_iommu_map
+iommu_map
|
-MARK_iommu_map_sync
+iommu_map_sync
|
-MARK_iommu_map_sg
+iommu_map_sg
|
-MARK_iommu_map_sg_sync
+iommu_map_sg_sync
|
-MARK_iommu_map_atomic
+iommu_map_atomic
|
-MARK_iommu_map_atomic_sync
+iommu_map_atomic_sync
|
-MARK_iommu_map_sg_atomic
+iommu_map_sg_atomic
|
-MARK_iommu_map_sg_atomic_sync
+iommu_map_sg_atomic_sync
)
