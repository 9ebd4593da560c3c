// SPDX-License-Identifier: GPL-2.0-only
///
/// Rename the calls of the IOMMU API that invalidate the IOTLB themselves to
/// the names that say so: style "implicit" becomes style "sync".
///
//# Only the identifier is replaced: arguments, comments and layout stay.
//# A continuation line that was aligned with the opening parenthesis is no
//# longer so, since the name grows by five characters.
//#
//# Known limits:
//# - include/linux/iommu.h implements iommu_map_sgtable() by calling
//#   iommu_map_sg().  That wrapper is the API itself, not a user of it; where
//#   headers are included the call in it is renamed all the same.
//# - A function or a function-like macro of another subsystem that bears one
//#   of the names: its calls are renamed, its definition is not.
//# - Names that a macro builds with ## are not seen, nor are those in strings,
//#   comments and "#if 0".
//# - A macro that is defined inside a function is not looked into.
//# - A function that spatch cannot parse is left alone without a word.
// Confidence: High
// Keywords: iommu_map, iommu_map_sg, iommu_unmap
// Options: --no-includes --include-headers
//

// Without this spatch breaks a line that grows too long, between arguments.
#spatch --max-width 100000

virtual patch
virtual context
virtual org
virtual report

// The argument of EXPORT_SYMBOL*() goes with the definition, which stays.
@export@
declarer EXPORT =~ "^EXPORT_SYMBOL";
symbol iommu_map, iommu_map_atomic, iommu_map_sg;
symbol iommu_map_sg_atomic, iommu_map_sgtable, iommu_unmap;
position p;
@@

(
  EXPORT(iommu_map@p, ...);
|
  EXPORT(iommu_map_atomic@p, ...);
|
  EXPORT(iommu_map_sg@p, ...);
|
  EXPORT(iommu_map_sg_atomic@p, ...);
|
  EXPORT(iommu_map_sgtable@p, ...);
|
  EXPORT(iommu_unmap@p, ...);
)

@depends on patch@
symbol iommu_map_sync, iommu_map_atomic_sync, iommu_map_sg_sync;
symbol iommu_map_sg_atomic_sync, iommu_map_sgtable_sync, iommu_unmap_sync;
position p != export.p;
@@

(
- iommu_map@p
+ iommu_map_sync
|
- iommu_map_atomic@p
+ iommu_map_atomic_sync
|
- iommu_map_sg@p
+ iommu_map_sg_sync
|
- iommu_map_sg_atomic@p
+ iommu_map_sg_atomic_sync
|
- iommu_map_sgtable@p
+ iommu_map_sgtable_sync
|
- iommu_unmap@p
+ iommu_unmap_sync
)

@site depends on context || org || report@
expression call;
position p != export.p;
@@

(
* iommu_map@call@p
|
* iommu_map_atomic@call@p
|
* iommu_map_sg@call@p
|
* iommu_map_sg_atomic@call@p
|
* iommu_map_sgtable@call@p
|
* iommu_unmap@call@p
)

@script:python depends on org@
call << site.call;
p << site.p;
@@

coccilib.org.print_todo(p[0], "%s: rename to %s" % (call, call + "_sync"))

@script:python depends on report@
call << site.call;
p << site.p;
@@

coccilib.report.print_report(p[0],
			     "WARNING: %s: rename to %s" % (call, call + "_sync"))
