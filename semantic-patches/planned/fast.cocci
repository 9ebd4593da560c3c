// SPDX-License-Identifier: GPL-2.0-only
///
/// Write a planned batch of unmaps in style "fast": what was unmapped is queued,
/// and one iommu_tlb_sync() invalidates the queue.
///
//# Works on markers that iommu-migrate has set where its plan puts the batch;
//# batch/fast.cocci is the form for bare spatch.
// Confidence: High
// Options: --no-includes --include-headers
//

virtual patch

@depends on patch@
symbol batch_unmap_fast, iommu_unmap_fast;
@@
-batch_unmap_fast
+iommu_unmap_fast

@depends on patch@
symbol batch_queue, iommu_tlb_range_add;
@@
-batch_queue
+iommu_tlb_range_add

@depends on patch@
symbol batch_finish, iommu_tlb_sync;
@@
-batch_finish
+iommu_tlb_sync
