// SPDX-License-Identifier: GPL-2.0-only
///
/// Write a planned batch in style "explicit": what was mapped or unmapped is
/// queued, and one iommu_tlb_sync() invalidates the queue.
///
//# Works on markers that iommu-migrate has set where its plan puts the batch;
//# batch/explicit.cocci is the form for bare spatch.
// Confidence: High
// Options: --no-includes --include-headers
//

virtual patch

@depends on patch@
symbol batch_map, iommu_map;
symbol batch_map_atomic, iommu_map_atomic;
symbol batch_map_sg, iommu_map_sg;
symbol batch_map_sg_atomic, iommu_map_sg_atomic;
symbol batch_map_sgtable, iommu_map_sgtable;
symbol batch_unmap, iommu_unmap;
symbol batch_queue, iommu_tlb_range_add;
symbol batch_finish, iommu_tlb_sync;
@@
(
-batch_map
+iommu_map
|
-batch_map_atomic
+iommu_map_atomic
|
-batch_map_sg
+iommu_map_sg
|
-batch_map_sg_atomic
+iommu_map_sg_atomic
|
-batch_map_sgtable
+iommu_map_sgtable
|
-batch_unmap
+iommu_unmap
|
-batch_queue
+iommu_tlb_range_add
|
-batch_finish
+iommu_tlb_sync
)
