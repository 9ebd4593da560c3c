// SPDX-License-Identifier: GPL-2.0-only
///
/// Find what is given back between a deferred unmap and its flush: a page, a pin
/// or an IOVA that the device can still reach.
///
//# The paths of one function are looked at, and nothing else.
//#
//# Known false positives:
//# - What is given back has nothing to do with what was unmapped.
//# - The domain goes by two names, and was flushed by the other one.
//# - Two conditions that always agree, one around the unmap, one around the
//#   release.
//#
//# Not seen:
//# - A release in a helper or behind a macro, and any that the list of names
//#   does not know.  kfree() is none: it frees what describes a mapping.
//# - A gather that is handed to another function counts as flushed.
//# - A release behind an unmap that flushes itself is taken to belong to that.
//# - Style "explicit": a range counts from iommu_tlb_range_add() on.
//#
//# There is no patch: where the flush has to stand, and what else depends on
//# the order, is for a human to say.  In mode patch spatch has nothing to do.
// Confidence: Moderate
// Keywords: iommu_unmap_fast, iommu_unmap_async, iommu_tlb_range_add, put_page
// Options: --no-includes --include-headers
//

virtual patch
virtual context
virtual org
virtual report

@gather depends on !patch exists@
local idexpression g;
expression d;
identifier f !~ "^iommu_(unmap_fast|iotlb_gather_init)$";
identifier release =~ "^((__)?free_pages?|put_pages?|folio_put|release_pages|unpin_user_pages?(_dirty_lock)?|(__)?free_iova(_fast)?|dma_free_(coherent|attrs|noncoherent|noncontiguous|pages|wc)|dma_unmap_(single|page|sg|sgtable|resource)(_attrs)?|dma_pool_free|drm_mm_remove_node|gen_pool_free|vfree|kref_put|fput)$";
position p;
@@

* iommu_unmap_fast(d, ..., &g)
  ... when != f(..., &g, ...)
      when != iommu_flush_iotlb_all(d)
      when != false d
      when != false !g.queued
      when != \(iommu_unmap(d, ...)\|iommu_unmap_sync(d, ...)\)
* release@p(...)

@queue depends on !patch exists@
expression d, iova, size;
identifier release =~ "^((__)?free_pages?|put_pages?|folio_put|release_pages|unpin_user_pages?(_dirty_lock)?|(__)?free_iova(_fast)?|dma_free_(coherent|attrs|noncoherent|noncontiguous|pages|wc)|dma_unmap_(single|page|sg|sgtable|resource)(_attrs)?|dma_pool_free|drm_mm_remove_node|gen_pool_free|k?vfree|kref_put|fput)$";
position p;
@@

* \(iommu_unmap_fast(d, iova, size)\|iommu_unmap_async(d, iova, size)\|iommu_tlb_range_add(d, iova, size)\)
  ... when != \(iommu_tlb_sync(d)\|iommu_flush_tlb_all(d)\)
      when != false d
      when != \(iommu_unmap(d, ...)\|iommu_unmap_sync(d, ...)\)
* release@p(...)

@script:python depends on org@
p << gather.p;
@@

coccilib.org.print_todo(p[0], "given back before the flush")

@script:python depends on report@
p << gather.p;
@@

coccilib.report.print_report(p[0], "ERROR: given back before the flush")

@script:python depends on org@
p << queue.p;
@@

coccilib.org.print_todo(p[0], "given back before the flush")

@script:python depends on report@
p << queue.p;
@@

coccilib.report.print_report(p[0], "ERROR: given back before the flush")
