// SPDX-License-Identifier: GPL-2.0-only
///
/// Unmap in a loop with one invalidation of the IOTLB behind it, in style
/// "async": iommu_unmap_async() queues its range itself.
///
//# A loop is taken only if nothing in it can give back a page, an IOVA or a
//# lock, or leave it other than to right behind it; if its domain is a local
//# variable or parameter, or a member of one, that stays the same; and if
//# that may be looked at behind the loop also when the loop did not run.
//# Whatever cannot be told stays as it is: iommu-migrate looks further.
//#
//# Known limits:
//# - Bodies without braces, do loops, unknown iterators, and loops around
//#   other loops or in a switch are not looked at.
//# - A return or a goto in a statement expression, ({ ... }), is not seen.
//# - An object-like macro is taken for a value, whatever it stands for.
//# - An entry of the list that the loop walks may be freed in it: the entry's
//#   own memory must not be what is unmapped.
// Confidence: Moderate
// Keywords: iommu_unmap, iommu_unmap_async, iommu_tlb_sync
// Options: --no-includes --include-headers
//

// Without this spatch breaks a line that grows too long, between arguments.
#spatch --max-width 100000

virtual patch
virtual context
virtual org
virtual report

// A loop that unmaps from a domain: a variable, or a member of one.  The name
// c is that of the entry, if the loop walks a list.
@loop exists@
iterator I =~ "^(list_for_each_entry(_safe)?(_reverse)?|for_each_sg)$";
position p, q, r;
local idexpression x;
identifier m, i, v, c;
expression d;
@@

(
for@q (...;...;...) {@p ... when any
  \(iommu_unmap \& c\)(\(d \& \(\(x \& v\)\|x->m\|x.m\) \& \(i\|i->m\|i.m\)\), ...)
  ... when any
}@r
|
while@q (...) {@p ... when any
  \(iommu_unmap \& c\)(\(d \& \(\(x \& v\)\|x->m\|x.m\) \& \(i\|i->m\|i.m\)\), ...)
  ... when any
}@r
|
I@q(c, ...) {@p ... when any
  iommu_unmap(\(d \& \(\(x \& v\)\|x->m\|x.m\) \& \(i\|i->m\|i.m\)\), ...)
  ... when any
}@r
)

// What must not stand in its body: ways out, calls that may give something
// back, and whatever may change the domain.
@bad exists@
attribute name __free;
position loop.p, loop.r, n;
local idexpression loop.x;
identifier loop.i, l, y, k;
identifier f !~ "^(iommu_unmap|iommu_iova_to_phys|(dev|pr)_(err|warn|notice|info|dbg)(_once|_ratelimited)?|list_del(_init)?|kfree|sg_next|sg_dma_(len|address)|WARN_ON(_ONCE)?|(un)?likely|(min|max)(_t)?|cond_resched)$";
iterator J !~ "^(list_for_each_entry(_safe)?(_reverse)?|for_each_sg)$";
statement S;
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
  goto l;
|
  l: S
|
  y;
|
  J(...) S
|
  J(..., x, ...) S
|
  T i;
|
  T i = e;
|
  T y __free(...) = e;
|
  f(...)
|
  \((*e1)\|e1[...]\|e1->k\|e1.k\|(e ? e1 : e2)\)(...)
|
  \(x\|*e1\|e1[...]\|e1->k\|e1.k\) op e
|
  \(x\|*e1\|e1[...]\|e1->k\|e1.k\)++
|
  \(x\|*e1\|e1[...]\|e1->k\|e1.k\)--
|
  ++\(x\|*e1\|e1[...]\|e1->k\|e1.k\)
|
  --\(x\|*e1\|e1[...]\|e1->k\|e1.k\)
|
  &x
)
  ... when any
}@r

// Unmaps from another domain as well, or frees what is not the list's entry.
@other exists@
position loop.p, loop.r, k;
identifier loop.c;
expression loop.d, e;
@@

{@p ... when any
  \(iommu_unmap(\(d\|e@k\), ...)\|kfree(\(c\|e@k\))\)
  ... when any
}@r

@mixed exists@
position loop.p, loop.r, other.k, n;
identifier f;
expression e;
@@

{@p@n ... when any
  f(e@k, ...)
  ... when any
}@r

// The loop's head may call nothing at all, and not change the domain.
@head exists@
position loop.p, loop.q, n;
local idexpression loop.x;
iterator I;
expression e;
assignment operator op;
@@

(
for@q (<+... \(e(...)\|&x\|x op e\|x++\|x--\|++x\|--x\) ...+>;...;...) {@p@n
  ... when any
}
|
for@q (...;<+... \(e(...)\|&x\|x op e\|x++\|x--\|++x\|--x\) ...+>;...) {@p@n
  ... when any
}
|
for@q (...;...;<+... \(e(...)\|&x\|x op e\|x++\|x--\|++x\|--x\) ...+>) {@p@n
  ... when any
}
|
while@q (<+... \(e(...)\|&x\|x op e\|x++\|x--\|++x\|--x\) ...+>) {@p@n
  ... when any
}
|
I@q(..., \(x\|<+... \(e(...)\|&x\|x op e\|x++\|x--\|++x\|--x\) ...+>\), ...) {@p@n
  ... when any
}
)

// Behind a loop that did not run, a member may be looked at only if that has
// been done before.
@unread exists@
identifier fn, k;
identifier g =~ "^iommu_(map|unmap)";
iterator I =~ "^list_for_each_entry(_safe)?$";
position loop.p, n;
local idexpression loop.x;
identifier loop.m;
expression e;
statement S;
@@

fn(...) {
  ... when != e = g(\(x->m\|x.m\), ...);
      when != g(\(x->m\|x.m\), ...);
      when != I(..., &x->k, ...) S
  {@p@n
  ... when any
  iommu_unmap(\(x->m\|x.m\), ...)
  ... when any
  }
  ... when any
}

@moved exists@
position loop.p, n;
local idexpression loop.x;
identifier loop.m;
expression e;
@@

  x = e
  ... when any
  {@p@n
  ... when any
  iommu_unmap(\(x->m\|x.m\), ...)
  ... when any
  }

// And a variable only if it has been given a value.
@unset exists@
position loop.p, n;
identifier loop.v;
type T;
expression e;
@@

  T v;
  ... when != v = e
  {@p@n
  ... when any
  }

// The innermost loop counts.
@outer exists@
position loop.p, loop.r, n;
iterator I;
statement S;
@@

{@p@n ... when any
(
  for (...;...;...) S
|
  while (...) S
|
  I(...) S
)
  ... when any
}@r

// A case label of a switch around the loop leads into it.
@cases exists@
position loop.p, n;
expression e, e1;
@@

switch (e) {
case e1:
  ... when any
  {@p@n
  ... when any
  }
  ... when any
}

@depends on patch@
iterator I;
position loop.q, loop.p;
position ok != {bad.n, mixed.n, head.n, unread.n, moved.n, unset.n, outer.n, cases.n};
expression loop.d, iova, size;
symbol iommu_unmap_async, iommu_tlb_sync;
@@

(
for@q (...;...;...) {@p@ok
  <...
- iommu_unmap
+ iommu_unmap_async
  (d, iova, size)
  ...>
}
+ if (d)
+	iommu_tlb_sync(d);
|
while@q (...) {@p@ok
  <...
- iommu_unmap
+ iommu_unmap_async
  (d, iova, size)
  ...>
}
+ if (d)
+	iommu_tlb_sync(d);
|
I@q(...) {@p@ok
  <...
- iommu_unmap
+ iommu_unmap_async
  (d, iova, size)
  ...>
}
+ if (d)
+	iommu_tlb_sync(d);
)

@site depends on context || org || report exists@
position loop.p, loop.r, u;
position ok != {bad.n, mixed.n, head.n, unread.n, moved.n, unset.n, outer.n, cases.n};
expression loop.d;
@@

{@p@ok ... when any
* iommu_unmap@u(d, ...)
  ... when any
}@r

@script:python depends on org@
u << site.u;
@@

coccilib.org.print_todo(u[0], "iommu_unmap: one flush behind the loop will do")

@script:python depends on report@
u << site.u;
@@

coccilib.report.print_report(u[0],
			     "WARNING: iommu_unmap: one flush behind the loop will do")
