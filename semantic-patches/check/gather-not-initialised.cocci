// SPDX-License-Identifier: GPL-2.0-only
///
/// Find gathers that collect ranges before they are initialised, or that are
/// begun again before what they hold was flushed.
///
//# The paths of one function are looked at, and nothing else.
//#
//# Known false positives:
//# - Two conditions that always agree, one around the init, one around the
//#   unmap.
//#
//# Mode patch initialises the gather in front of the first statement.
// Confidence: Moderate
// Keywords: struct iommu_iotlb_gather, iommu_iotlb_gather_init
// Options: --no-includes --include-headers
//

virtual patch
virtual context
virtual org
virtual report

@unset disable decl_init exists@
identifier fn, g;
identifier f !~ "^iommu_(unmap_fast|iotlb_sync)$";
position p, q;
@@

fn@q(...) {
  ... when any
  struct iommu_iotlb_gather g;
  ... when != f(..., &g, ...)
  iommu_unmap_fast@p(..., &g)
  ... when any
}

@depends on context@
position unset.p;
@@

* iommu_unmap_fast@p(...)

@again depends on !patch exists@
expression d, g;
identifier f !~ "^iommu_(unmap_fast|iotlb_gather_init)$";
position p;
@@

* iommu_unmap_fast(d, ..., g)
  ... when != f(..., g, ...)
      when != iommu_flush_iotlb_all(d)
      when != false d
* iommu_iotlb_gather_init@p(g)

@first depends on patch@
identifier unset.fn;
position unset.q, s;
statement S, S1;
@@

fn@q(...) {
  ... when != S1
  S@s
  ... when any
}

@depends on patch@
identifier unset.g;
position first.s;
statement S;
@@

+ iommu_iotlb_gather_init(&g);
S@s

@script:python depends on org@
p << unset.p;
@@

coccilib.org.print_todo(p[0], "the gather is not initialised")

@script:python depends on report@
p << unset.p;
@@

coccilib.report.print_report(p[0], "ERROR: the gather is not initialised")

@script:python depends on org@
p << again.p;
@@

coccilib.org.print_todo(p[0], "the gather is begun again before its flush")

@script:python depends on report@
p << again.p;
@@

coccilib.report.print_report(p[0], "ERROR: the gather is begun again before its flush")
