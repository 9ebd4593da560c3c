// SPDX-License-Identifier: GPL-2.0-only
///
/// Give a function or variable of the tree another name, to make room for a call
/// of the IOMMU API:
///
///	spatch --sp-file rename.cocci -D patch -D from=OLD -D to=NEW FILE
///
//# Members of structures and macros are left alone.
// Confidence: High
// Options: --no-includes --include-headers
//

#spatch --max-width 100000

virtual patch

@depends on patch@
identifier virtual.from, virtual.to;
@@
-from
+to
 (...) { ... }

@depends on patch@
identifier virtual.from, virtual.to;
type T;
@@
 T
-from
+to
 (...);

@depends on patch@
identifier virtual.from, virtual.to;
type T;
@@
 T
-from
+to
 ;

@depends on patch@
identifier virtual.from, virtual.to;
type T;
expression e;
@@
 T
-from
+to
 = e;

@depends on patch@
identifier virtual.from, virtual.to;
@@
-from
+to
