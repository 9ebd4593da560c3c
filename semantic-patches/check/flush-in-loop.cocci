// SPDX-License-Identifier: GPL-2.0-only
///
/// Find flushes inside a loop that could stand behind it: as safe, and one
/// instead of one for each round.
///
//# A loop is named only if nothing in it can give back a page, an IOVA or a
//# lock, or leave it, and if its domain is a local variable or parameter, or a
//# member of one, that stays the same.
//#
//# Known false positives:
//# - A loop that goes round once.
//#
//# Not seen: bodies without braces, do loops, iterators that are not in the list
//# below, and loops that call anything but the functions listed.
//#
//# There is no patch: iommu-migrate convert tells the loops that can share a
//# flush, and does it.  In mode patch spatch has nothing to do.
// Confidence: Moderate
// Keywords: iommu_unmap_fast, iommu_iotlb_sync, iommu_tlb_sync
// Options: --no-includes --include-headers
//

virtual patch
virtual context
virtual org
virtual report

@loop depends on !patch exists@
iterator I =~ "^(list_for_each_entry(_safe)?(_reverse)?|for_each_sg)$";
position p, q, r;
local idexpression x;
identifier m, v;
expression d;
@@

(
for (...;...;...) {@p ... when any
  \(iommu_iotlb_sync@q\|iommu_flush_iotlb_all@q\|iommu_tlb_sync@q\|iommu_flush_tlb_all@q\)(\(d \& \(\(x \& v\)\|x->m\|x.m\)\), ...);
  ... when any
}@r
|
while (...) {@p ... when any
  \(iommu_iotlb_sync@q\|iommu_flush_iotlb_all@q\|iommu_tlb_sync@q\|iommu_flush_tlb_all@q\)(\(d \& \(\(x \& v\)\|x->m\|x.m\)\), ...);
  ... when any
}@r
|
I(...) {@p ... when any
  \(iommu_iotlb_sync@q\|iommu_flush_iotlb_all@q\|iommu_tlb_sync@q\|iommu_flush_tlb_all@q\)(\(d \& \(\(x \& v\)\|x->m\|x.m\)\), ...);
  ... when any
}@r
)

@bad depends on loop exists@
position loop.p, loop.r, n;
local idexpression loop.x;
identifier loop.v, l, k;
identifier f !~ "^(iommu_(unmap(_fast|_async)?|iova_to_phys|iotlb_sync|tlb_(sync|range_add)|flush_(iotlb|tlb)_all)|(dev|pr)_(err|warn|notice|info|dbg)(_once|_ratelimited)?|list_del(_init)?|kfree|sg_next|sg_dma_(len|address)|WARN_ON(_ONCE)?|(un)?likely|(min|max)(_t)?|cond_resched)$";
type T;
expression e, e1, e2;
assignment operator op;
@@

{@p@n ... when any
(
  return;
|
  return e;
|
  break;
|
  goto l;
|
  T v;
|
  T v = e;
|
  f(...)
|
  \((*e1)\|e1[...]\|e1->k\|e1.k\|(e ? e1 : e2)\)(...)
|
  x op e
|
  x++
|
  x--
|
  &x
)
  ... when any
}@r

@head depends on loop exists@
position loop.p, n;
local idexpression loop.x;
iterator I;
expression e;
assignment operator op;
@@

(
for (<+... \(x op e\|x++\|x--\|&x\) ...+>;...;...) {@p@n
  ... when any
}
|
for (...;<+... \(x op e\|x++\|x--\|&x\) ...+>;...) {@p@n
  ... when any
}
|
for (...;...;<+... \(x op e\|x++\|x--\|&x\) ...+>) {@p@n
  ... when any
}
|
while (<+... \(x op e\|x++\|x--\|&x\) ...+>) {@p@n
  ... when any
}
|
I(..., x, ...) {@p@n
  ... when any
}
)

@ok depends on loop exists@
position loop.p, loop.r, loop.q, o;
position good != {bad.n, head.n};
identifier fl;
@@

{@p@good ... when any
* fl@q@o(...);
  ... when any
}@r

@script:python depends on org@
p << ok.o;
@@

coccilib.org.print_todo(p[0], "one flush behind the loop will do")

@script:python depends on report@
p << ok.o;
@@

coccilib.report.print_report(p[0], "WARNING: one flush behind the loop will do")
