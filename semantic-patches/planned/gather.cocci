// SPDX-License-Identifier: GPL-2.0-only
///
/// Write a planned batch of unmaps in style "gather": ranges are collected in a
/// struct iommu_iotlb_gather and invalidated by one iommu_iotlb_sync().
///
//# Works on markers that iommu-migrate has set where its plan puts the batch;
//# batch/gather.cocci is the form for bare spatch.
// Confidence: High
// Options: --no-includes --include-headers
//

virtual patch

@depends on patch@
identifier gather;
@@
-batch_declare(gather);
+struct iommu_iotlb_gather gather;

@depends on patch@
symbol batch_begin, batch_finish, batch_unmap_fast;
symbol iommu_iotlb_gather_init, iommu_iotlb_sync, iommu_unmap_fast;
@@
(
-batch_begin
+iommu_iotlb_gather_init
|
-batch_unmap_fast
+iommu_unmap_fast
|
-batch_finish
+iommu_iotlb_sync
)
