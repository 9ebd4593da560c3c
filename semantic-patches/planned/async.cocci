// SPDX-License-Identifier: GPL-2.0-only
///
/// Write a planned batch in style "async": each call queues its range itself,
/// and one iommu_tlb_sync() invalidates the queue.
///
//# Works on markers that iommu-migrate has set where its plan puts the batch;
//# batch/async.cocci is the form for bare spatch.
// Confidence: High
// Options: --no-includes --include-headers
//

virtual patch

@depends on patch@
symbol batch_map_async, iommu_map_async;
symbol batch_map_atomic_async, iommu_map_atomic_async;
symbol batch_map_sg_async, iommu_map_sg_async;
symbol batch_map_sg_atomic_async, iommu_map_sg_atomic_async;
symbol batch_map_sgtable_async, iommu_map_sgtable_async;
symbol batch_unmap_async, iommu_unmap_async;
symbol batch_finish, iommu_tlb_sync;
@@
(
-batch_map_async
+iommu_map_async
|
-batch_map_atomic_async
+iommu_map_atomic_async
|
-batch_map_sg_async
+iommu_map_sg_async
|
-batch_map_sg_atomic_async
+iommu_map_sg_atomic_async
|
-batch_map_sgtable_async
+iommu_map_sgtable_async
|
-batch_unmap_async
+iommu_unmap_async
|
-batch_finish
+iommu_tlb_sync
)
