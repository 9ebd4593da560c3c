// SPDX-License-Identifier: GPL-2.0-only
///
/// Find unmaps whose result is thrown away, and the size that was asked for is
/// queued, counted or walked on by instead: less or more may have been unmapped.
///
//# The paths of one function are looked at, and nothing else.
//#
//# Known false positives:
//# - The caller knows that exactly this was mapped.
//#
//# There is no patch: what to do with an unmap that fell short is for a human to
//# say.  In mode patch spatch has nothing to do.
// Confidence: Moderate
// Keywords: iommu_unmap, iommu_tlb_range_add
// Options: --no-includes --include-headers
//

virtual patch
virtual context
virtual org
virtual report

// A constant is the usual step of a loop over what was mapped in such steps.
@queued depends on !patch@
expression d, iova, size;
position p;
@@

* \(iommu_unmap@p\|iommu_unmap_fast@p\)(d, iova, size);
* iommu_tlb_range_add(d, iova, size);

@used depends on !patch exists@
expression d, e, iova, size, sum;
local idexpression x;
identifier m;
position p;
@@

* \(iommu_unmap@p\|iommu_unmap_sync@p\|iommu_unmap_fast@p\|iommu_unmap_async@p\)(d, iova, \(size \& \(x\|e->m\|e.m\)\), ...);
  ... when != size = e
(
* sum += size;
|
* sum -= size;
|
* return size;
)

@script:python depends on org@
p << queued.p;
@@

coccilib.org.print_todo(p[0], "what was unmapped is not what is queued")

@script:python depends on report@
p << queued.p;
@@

coccilib.report.print_report(p[0], "WARNING: what was unmapped is not what is queued")

@script:python depends on org@
p << used.p;
@@

coccilib.org.print_todo(p[0], "the size that was unmapped is not looked at")

@script:python depends on report@
p << used.p;
@@

coccilib.report.print_report(p[0], "WARNING: the size that was unmapped is not looked at")
