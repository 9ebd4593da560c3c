// SPDX-License-Identifier: GPL-2.0-only
///
/// Find deferred unmaps and maps with a way out of the function that passes no
/// flush of the IOTLB: the device still reaches what has been unmapped, or does
/// not see what has been mapped.
///
//# The paths of one function are looked at, and nothing else.
//#
//# Known false positives:
//# - The domain goes by two names, and is flushed by the other one.
//# - Two conditions that always agree, one around the unmap, one around the
//#   flush; and for (;;), which is taken for a loop that ends.
//# - A map that failed: there is nothing to flush, and no need to.
//# - A function that leaves the flush to a caller in another file.
//#
//# Not seen:
//# - A gather or a domain that is handed to another function counts as flushed,
//#   and so does a function that is called before a flush in the same file.
//# - Style "explicit": a range counts from iommu_tlb_range_add() on.
//# - The flush may be absent where the domain is tested, with if (domain) or
//#   if (!IS_ERR_OR_NULL(domain)), or the gather is queued: nothing was unmapped
//#   then, or a flush queue takes over.
//#
//# Mode patch flushes a gather before each return that lacks it; a queue, and the
//# end of a function, it leaves alone.
// Confidence: Moderate
// Keywords: iommu_unmap_fast, iommu_unmap_async, iommu_tlb_range_add
// Options: --no-includes --include-headers
//

virtual patch
virtual context
virtual org
virtual report

// What is called before a flush may leave its own to that.
@called exists@
identifier h;
expression d;
@@

h(...);
... when any
\(iommu_tlb_sync(d)\|iommu_flush_tlb_all(d)\)

@helper@
identifier called.h;
position at;
@@

h@at(...) { ... }

// The gather is a variable of the function, or the caller flushes it.
@gather depends on !patch exists@
identifier fn;
local idexpression g;
expression d, iova, size;
identifier f !~ "^iommu_(unmap_fast|iotlb_gather_init)$";
position p;
@@

fn(...) {
  ... when any
* iommu_unmap_fast@p(d, iova, size, &g)
  ... when != f(..., &g, ...)
      when != iommu_flush_iotlb_all(d)
      when != false d
      when != false !IS_ERR_OR_NULL(d)
      when != false !g.queued
}

@queue depends on !patch exists@
identifier fn;
expression d, iova, size;
position p;
position q != helper.at;
@@

fn@q(...) {
  ... when any
(
* iommu_unmap_fast@p(d, iova, size)
|
* iommu_unmap_async@p(d, iova, size)
|
* iommu_tlb_range_add@p(d, iova, size)
|
* \(iommu_map_async@p\|iommu_map_atomic_async@p\)(d, ...)
|
* \(iommu_map_sg_async@p\|iommu_map_sg_atomic_async@p\|iommu_map_sgtable_async@p\)(d, ...)
)
  ... when != \(iommu_tlb_sync(d)\|iommu_flush_tlb_all(d)\)
      when != false d
      when != false !IS_ERR_OR_NULL(d)
}

@depends on patch exists@
local idexpression g;
expression d;
identifier f !~ "^iommu_(unmap_fast|iotlb_gather_init)$";
@@

  iommu_unmap_fast(d, ..., &g)
  ... when != f(..., &g, ...)
      when != iommu_flush_iotlb_all(d)
      when != false d
      when != false !IS_ERR_OR_NULL(d)
      when != false !g.queued
+ iommu_iotlb_sync(d, &g);
  return ...;

@script:python depends on org@
p << gather.p;
@@

coccilib.org.print_todo(p[0], "a way out from here passes no flush")

@script:python depends on org@
p << queue.p;
@@

coccilib.org.print_todo(p[0], "a way out from here passes no flush")

@script:python depends on report@
p << gather.p;
@@

coccilib.report.print_report(p[0],
			     "ERROR: a way out from here passes no flush")

@script:python depends on report@
p << queue.p;
@@

coccilib.report.print_report(p[0],
			     "ERROR: a way out from here passes no flush")
