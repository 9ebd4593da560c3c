// SPDX-License-Identifier: GPL-2.0-only
///
/// Write a planned batch of unmaps in style "async": each call queues its range,
/// and one iommu_tlb_sync() invalidates the queue.
///
//# Works on markers that iommu-migrate has set where its plan puts the batch;
//# batch/async.cocci is the form for bare spatch.
// Confidence: High
// Options: --no-includes --include-headers
//

virtual patch

@depends on patch@
symbol batch_unmap, iommu_unmap_async;
@@
-batch_unmap
+iommu_unmap_async

@depends on patch@
symbol batch_finish, iommu_tlb_sync;
@@
-batch_finish
+iommu_tlb_sync
