// SPDX-License-Identifier: GPL-2.0-only
///
/// Give the mapping calls of the IOMMU API the gfp_t argument that they have
/// since Linux 6.3: GFP_ATOMIC in place of the _atomic calls, else GFP_KERNEL.
///
//# Only an argument is put behind the last one, so that comments and layout
//# stay.  A call that has the argument already is left alone.
//#
//# Known limits:
//# - iommu_map() and iommu_map_sg() could sleep before, too: a call of them
//#   under a spinlock gets GFP_KERNEL, and was wrong already.
//# - The API itself is not looked at: definitions, and where headers are
//#   included the wrappers in include/linux/iommu.h.
//# - Calls through a pointer, and calls in "#if 0", are not seen.
// Confidence: High
// Keywords: iommu_map, iommu_map_sg, iommu_map_atomic, gfp_t
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
+ , GFP_KERNEL
  )
|
- iommu_map_atomic
+ iommu_map
  (d, iova, paddr, size, prot
+ , GFP_ATOMIC
  )
|
- iommu_map_sg_atomic
+ iommu_map_sg
  (d, iova, paddr, size, prot
+ , GFP_ATOMIC
  )
|
- iommu_map_atomic_sync
+ iommu_map_sync
  (d, iova, paddr, size, prot
+ , GFP_ATOMIC
  )
|
- iommu_map_sg_atomic_sync
+ iommu_map_sg_sync
  (d, iova, paddr, size, prot
+ , GFP_ATOMIC
  )
|
- iommu_map_atomic_async
+ iommu_map_async
  (d, iova, paddr, size, prot
+ , GFP_ATOMIC
  )
|
- iommu_map_sg_atomic_async
+ iommu_map_sg_async
  (d, iova, paddr, size, prot
+ , GFP_ATOMIC
  )
)

@site depends on context || org || report@
identifier map =~ "^iommu_map(_sg)?(_atomic)?(_sync|_async)?$";
expression d, iova, paddr, size, prot;
position p;
@@

* map@p(d, iova, paddr, size, prot)

@script:python depends on org@
map << site.map;
p << site.p;
@@

coccilib.org.print_todo(p[0], "%s: a gfp_t argument is missing" % map)

@script:python depends on report@
map << site.map;
p << site.p;
@@

coccilib.report.print_report(p[0],
			     "WARNING: %s: a gfp_t argument is missing" % map)
