// SPDX-License-Identifier: GPL-2.0-only
///
/// Rename the synchronous calls of the IOMMU API to the plain names: style
/// "sync" becomes style "implicit".  The inverse of implicit-to-sync.cocci.
///
//# Only the identifier is replaced: arguments, comments and layout stay.
//#
//# Right where the plain names are synchronous (style "implicit").  In a
//# driver of style "explicit" or "async" the plain names mean other calls
//# already, which this semantic patch does not look at.
//#
//# Known limits:
//# - include/linux/iommu.h: a wrapper that implements one of the calls by
//#   another is the API itself, not a user of it; where headers are included
//#   the call in it is renamed all the same.
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
symbol iommu_map_sync, iommu_map_atomic_sync, iommu_map_sg_sync;
symbol iommu_map_sg_atomic_sync, iommu_map_sgtable_sync, iommu_unmap_sync;
position p;
@@

(
  EXPORT(iommu_map_sync@p, ...);
|
  EXPORT(iommu_map_atomic_sync@p, ...);
|
  EXPORT(iommu_map_sg_sync@p, ...);
|
  EXPORT(iommu_map_sg_atomic_sync@p, ...);
|
  EXPORT(iommu_map_sgtable_sync@p, ...);
|
  EXPORT(iommu_unmap_sync@p, ...);
)

@depends on patch@
symbol iommu_map, iommu_map_atomic, iommu_map_sg;
symbol iommu_map_sg_atomic, iommu_map_sgtable, iommu_unmap;
position p != export.p;
@@

(
- iommu_map_sync@p
+ iommu_map
|
- iommu_map_atomic_sync@p
+ iommu_map_atomic
|
- iommu_map_sg_sync@p
+ iommu_map_sg
|
- iommu_map_sg_atomic_sync@p
+ iommu_map_sg_atomic
|
- iommu_map_sgtable_sync@p
+ iommu_map_sgtable
|
- iommu_unmap_sync@p
+ iommu_unmap
)

@site depends on context || org || report@
expression call;
position p != export.p;
@@

(
* iommu_map_sync@call@p
|
* iommu_map_atomic_sync@call@p
|
* iommu_map_sg_sync@call@p
|
* iommu_map_sg_atomic_sync@call@p
|
* iommu_map_sgtable_sync@call@p
|
* iommu_unmap_sync@call@p
)

@script:python depends on org@
call << site.call;
p << site.p;
@@

coccilib.org.print_todo(p[0], "%s: rename to %s" % (call, call[:-len("_sync")]))

@script:python depends on report@
call << site.call;
p << site.p;
@@

coccilib.report.print_report(p[0],
			     "WARNING: %s: rename to %s" % (call, call[:-len("_sync")]))
