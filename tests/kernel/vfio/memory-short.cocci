// SPDX-License-Identifier: GPL-2.0-only
/// No memory to remember an unmapped region: what falls back unmaps one by one.
@@
identifier entry;
type t;
@@
 unmap_unpin_fast(...)
 {
 	...
-	t entry = kzalloc(...);
+	t entry = NULL;
 	...
 }
