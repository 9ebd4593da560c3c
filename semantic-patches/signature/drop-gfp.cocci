// SPDX-License-Identifier: GPL-2.0-only
///
/// Take the gfp_t argument of Linux 6.3 from the mapping calls of the IOMMU
/// API: GFP_ATOMIC becomes the _atomic calls of Linux 5.5.  The inverse of
/// add-gfp.cocci.
///
//# Any other argument than GFP_KERNEL and GFP_ATOMIC has no counterpart: such
//# a call is left alone, and reported.
//#
//# Known limits:
//# - A blank between the argument and a comment behind it goes with it.
//# - The API itself is not looked at: definitions, and where headers are
//#   included the wrappers in include/linux/iommu.h.
//# - Calls through a pointer, and calls in "#if 0", are not seen.
// Confidence: High
// Keywords: iommu_map, iommu_map_sg, gfp_t
// Options: --no-includes --include-headers
//

// Without this spatch breaks a line that grows too long, between arguments.
#spatch --max-width 100000

virtual patch
virtual context
virtual org
virtual report

@depends on patch@
expression d, iova, paddr, size, prot;
symbol GFP_KERNEL, GFP_ATOMIC;
@@

(
  \(iommu_map\|iommu_map_sync\|iommu_map_async\|iommu_map_sg\|iommu_map_sg_sync\|iommu_map_sg_async\)
  (d, iova, paddr, size, prot
- , GFP_KERNEL
  )
|
- iommu_map
+ iommu_map_atomic
  (d, iova, paddr, size, prot
- , GFP_ATOMIC
  )
|
- iommu_map_sg
+ iommu_map_sg_atomic
  (d, iova, paddr, size, prot
- , GFP_ATOMIC
  )
|
- iommu_map_sync
+ iommu_map_atomic_sync
  (d, iova, paddr, size, prot
- , GFP_ATOMIC
  )
|
- iommu_map_sg_sync
+ iommu_map_sg_atomic_sync
  (d, iova, paddr, size, prot
- , GFP_ATOMIC
  )
|
- iommu_map_async
+ iommu_map_atomic_async
  (d, iova, paddr, size, prot
- , GFP_ATOMIC
  )
|
- iommu_map_sg_async
+ iommu_map_sg_atomic_async
  (d, iova, paddr, size, prot
- , GFP_ATOMIC
  )
)

@site depends on context || org || report@
identifier map =~ "^iommu_map(_sg)?(_sync|_async)?$";
expression d, iova, paddr, size, prot, gfp;
position p;
@@

* map@p(d, iova, paddr, size, prot, gfp)

@script:python depends on org@
map << site.map;
gfp << site.gfp;
p << site.p;
@@

coccilib.org.print_todo(p[0], "%s: has a gfp_t argument, %s" % (map, gfp))

@script:python depends on report@
map << site.map;
gfp << site.gfp;
p << site.p;
@@

coccilib.report.print_report(p[0],
			     "WARNING: %s: has a gfp_t argument, %s" % (map, gfp))
