// SPDX-License-Identifier: GPL-2.0-only
///
/// Find flushes of another domain than the one that was unmapped from.
///
//# The paths of one function are looked at, and nothing else.
//#
//# Known false positives:
//# - The domain goes by two names.
//#
//# Mode patch flushes a gather of the domain that was unmapped from; a queue it
//# leaves alone.
//#
//# Not seen: a name that stands for another domain by the time of the flush.
// Confidence: Moderate
// Keywords: iommu_iotlb_sync, iommu_tlb_range_add, iommu_tlb_sync
// Options: --no-includes --include-headers
//

virtual patch
virtual context
virtual org
virtual report

@gather exists@
expression d, e, g;
position p;
@@

  iommu_unmap_fast(d, ..., g)
  ... when != iommu_iotlb_gather_init(g)
(
  iommu_iotlb_sync(d, g)
|
  iommu_iotlb_sync(e@p, g)
)

@range@
expression d, e, iova;
position p;
@@

(
  iommu_tlb_range_add(d, iova, \(iommu_unmap\|iommu_unmap_fast\)(d, ...))
|
  iommu_tlb_range_add(e@p, iova, \(iommu_unmap\|iommu_unmap_fast\)(d, ...))
)

// A queue is flushed as a whole: only a domain that is not flushed at all.
@queue exists@
identifier fn;
expression d, e, iova, size;
position p;
@@

fn(...) {
  ... when any
(
  iommu_unmap_fast(d, iova, size)
|
  iommu_unmap_async(d, iova, size)
|
  iommu_tlb_range_add(d, iova, size)
|
  \(iommu_map_async\|iommu_map_atomic_async\)(d, ...)
|
  \(iommu_map_sg_async\|iommu_map_sg_atomic_async\|iommu_map_sgtable_async\)(d, ...)
)
  ... when != \(iommu_tlb_sync(d)\|iommu_flush_tlb_all(d)\)
      when != false d
(
  \(iommu_tlb_sync(d)\|iommu_flush_tlb_all(d)\)
|
  \(iommu_tlb_sync(e@p)\|iommu_flush_tlb_all(e@p)\)
)
  ... when != \(iommu_tlb_sync(d)\|iommu_flush_tlb_all(d)\)
      when != false d
}

@depends on context@
expression gather.e;
position gather.p;
@@

* e@p

@depends on context@
expression range.e;
position range.p;
@@

* e@p

@depends on context@
expression queue.e;
position queue.p;
@@

* e@p

@depends on patch@
expression gather.d, gather.e;
position gather.p;
@@

- e@p
+ d

@script:python depends on org@
p << gather.p;
@@

coccilib.org.print_todo(p[0], "this is not the domain that was unmapped from")

@script:python depends on report@
p << gather.p;
@@

coccilib.report.print_report(p[0], "ERROR: this is not the domain that was unmapped from")

@script:python depends on org@
p << range.p;
@@

coccilib.org.print_todo(p[0], "this is not the domain that was unmapped from")

@script:python depends on report@
p << range.p;
@@

coccilib.report.print_report(p[0], "ERROR: this is not the domain that was unmapped from")

@script:python depends on org@
p << queue.p;
@@

coccilib.org.print_todo(p[0], "this is not the domain that was unmapped from")

@script:python depends on report@
p << queue.p;
@@

coccilib.report.print_report(p[0], "ERROR: this is not the domain that was unmapped from")
