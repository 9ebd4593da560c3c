// SPDX-License-Identifier: GPL-2.0-only
/*
 * What check finds, and what it must not: a row is the body of a function, the
 * style it is in, and what has to be said of it ("" for nothing).  In the text
 * that is looked for, the line counts from the first of the body as 4.
 */
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define INIT "iommu_iotlb_gather_init(&g);\n"
#define UNMAP "iommu_unmap_fast(d, 0, 1, &g);\n"
#define SYNC "iommu_iotlb_sync(d, &g);\n"

static const struct row {
	const char *name, *style, *body, *finding;
} rows[] = {
	{ "flushed behind the loop", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "for (i = 0; i < n; i++)\n"
	  "iommu_unmap_fast(d, i, 1, &g);\n"
	  "iommu_iotlb_sync(d, &g);\n", "" },
	{ "a return jumps over the flush", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "iommu_unmap_fast(d, 0, 1, &g);\n"
	  "if (n)\nreturn;\n"
	  "iommu_iotlb_sync(d, &g);\n", "5:1: error: iommu_unmap_fast()" },
	{ "nothing was unmapped on that way", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "i = iommu_unmap_fast(d, 0, 1, &g);\n"
	  "if (!i)\nreturn;\n"
	  "iommu_iotlb_sync(d, &g);\n", "" },
	{ "two tests of one condition", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "if (n)\niommu_unmap_fast(d, 0, 1, &g);\n"
	  "if (n)\niommu_iotlb_sync(d, &g);\n", "" },
	{ "two tests, and a change between them", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "if (n)\niommu_unmap_fast(d, 0, 1, &g);\n"
	  "n = i;\nif (n)\niommu_iotlb_sync(d, &g);\n", "[missing-flush]" },
	{ "the flush queue takes over", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "iommu_unmap_fast(d, 0, 1, &g);\n"
	  "if (!g.queued)\niommu_iotlb_sync(d, &g);\n", "" },
	{ "a page is freed before the flush", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "iommu_unmap_fast(d, 0, 1, &g);\n"
	  "__free_page(p);\n"
	  "iommu_iotlb_sync(d, &g);\n", "6:1: error: __free_page()" },
	{ "a page is freed behind the flush", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "iommu_unmap_fast(d, 0, 1, &g);\n"
	  "iommu_iotlb_sync(d, &g);\n__free_page(p);\n", "" },
	{ "another domain is flushed", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "iommu_unmap_fast(d, 0, 1, &g);\n"
	  "iommu_iotlb_sync(e, &g);\n", "[wrong-domain]" },
	{ "the gather is not initialised", NULL,
	  "iommu_unmap_fast(d, 0, 1, &g);\n"
	  "iommu_iotlb_sync(d, &g);\n", "[gather-not-initialised]" },
	{ "a sync leaves the gather initialised", NULL,
	  "iommu_iotlb_gather_init(&g);\n"
	  "iommu_unmap_fast(d, 0, 1, &g);\niommu_iotlb_sync(d, &g);\n"
	  "iommu_unmap_fast(e, 0, 1, &g);\niommu_iotlb_sync(e, &g);\n", "" },
	{ "the IOVA is freed before the unmap", NULL,
	  "free_iova(iovad, iova_pfn(iovad, m->iova));\n"
	  "iommu_unmap(d, m->iova, m->size);\n", "[release-before-unmap]" },
	{ "the page of another mapping is freed before the unmap", NULL,
	  "__free_page(p);\niommu_unmap(d, m->iova, m->size);\n", "" },
	{ "the IOVA of this round, and a step to the next", NULL,
	  "for (; n; n--) {\niommu_unmap(d, i * 4096, 4096);\n"
	  "free_iova(iovad, i++);\n}\n", "" },
	{ "a step, and the IOVA of the next round", NULL,
	  "for (; n; n--) {\niommu_unmap(d, i * 4096, 4096);\n"
	  "free_iova(iovad, ++i);\n}\n", "[release-before-unmap]" },
	{ "a map in the condition of a loop, and what is forgotten", "async",
	  "while (n--)\nif (iommu_map_async(d, n * PAGE_SIZE, i, PAGE_SIZE, 0))\n"
	  "return;\niommu_tlb_sync(d);\n",
	  "5:5: error: iommu_map_async() of d is not flushed" },
	{ "a map in a condition, with a flush on either way", "async",
	  "while (n--)\nif (iommu_map_async(d, n * PAGE_SIZE, i, PAGE_SIZE, 0)) {\n"
	  "iommu_tlb_sync(d);\nreturn;\n}\niommu_tlb_sync(d);\n", "" },
	{ "a map that is taken back", "async",
	  "if (iommu_map_async(d, 0, i, PAGE_SIZE, 0))\nreturn;\n"
	  "if (n) {\niommu_unmap(d, 0, PAGE_SIZE);\nreturn;\n}\n"
	  "iommu_tlb_sync(d);\n", "" },
	{ "another map that is taken back", "async",
	  "if (iommu_map_async(d, 0, i, PAGE_SIZE, 0))\nreturn;\n"
	  "if (n) {\niommu_unmap(d, 4096, PAGE_SIZE);\nreturn;\n}\n"
	  "iommu_tlb_sync(d);\n", "[missing-flush]" },
	{ "a range is queued for the other unmap only", "explicit",
	  "n = iommu_unmap(d, 0, 1);\ni = iommu_unmap(d, 2, 1);\n"
	  "iommu_tlb_range_add(d, 2, i);\niommu_tlb_sync(d);\n",
	  "4:5: error: iommu_unmap() of d is not flushed on the way to the end of the function at line 8: its range was not queued" },
	{ "a range is queued for each unmap", "explicit",
	  "n = iommu_unmap(d, 0, 1);\ni = iommu_unmap(d, 2, 1);\n"
	  "iommu_tlb_range_add(d, 2, i);\niommu_tlb_range_add(d, 0, n);\n"
	  "iommu_tlb_sync(d);\n", "" },
	{ "one range is queued for two unmaps", "explicit",
	  "n = iommu_unmap(d, 0, 1);\nn += iommu_unmap(d, 1, 1);\n"
	  "iommu_tlb_range_add(d, 0, n);\niommu_tlb_sync(d);\n", "" },
	{ "a pointer releases before the flush", NULL,
	  INIT UNMAP "m->ops->release(m);\n" SYNC,
	  "6:9: error: release() may give back what the device still reaches" },
	{ "a pointer releases behind the flush, and before another unmap", NULL,
	  INIT UNMAP SYNC "m->ops->release(m);\niommu_unmap(d, m->iova, m->size);\n", "" },
	{ "a macro releases before the flush", NULL,
	  "#define DROP(page) put_page(page)\n" INIT UNMAP "DROP(p);\n" SYNC,
	  "7:1: error: DROP() drops a pin" },
	{ "a flush in each round of maps", "async",
	  "for (i = 0; i < n; i++) {\niommu_map_async(d, i * PAGE_SIZE, i, PAGE_SIZE, 0);\n"
	  "iommu_tlb_sync(d);\n}\n", "6:1: note: " },
	{ "a doorbell behind each flush of a map", "async",
	  "for (i = 0; i < n; i++) {\niommu_map_async(d, i * PAGE_SIZE, i, PAGE_SIZE, 0);\n"
	  "iommu_tlb_sync(d);\nwritel(i, m->reg);\n}\n", "" },
	{ "what was unmapped in a round is mapped in the next", "async",
	  "for (i = 0; i < n; i++) {\niommu_unmap_async(d, 0, PAGE_SIZE);\n"
	  "iommu_map_async(d, 0, i, PAGE_SIZE, 0);\niommu_tlb_sync(d);\n}\n", "" },
	{ "a plain unmap in style sync", "sync",
	  "iommu_unmap(d, 0, 1);\n", "[no-longer-flushes]" },
	{ "a plain unmap in style implicit", "implicit",
	  "iommu_unmap(d, 0, 1);\n", "" },
	{ "a failed map has nothing to flush", "nosync",
	  "i = iommu_map_nosync(d, 0, 0, 1, 0, 0);\nif (i)\nreturn;\n"
	  "iommu_sync_map(d, 0, 1);\n", "" },
	{ "a map that nobody synchronises", "nosync",
	  "i = iommu_map_nosync(d, 0, 0, 1, 0, 0);\nif (n)\nreturn;\n"
	  "iommu_sync_map(d, 0, 1);\n", "[missing-flush]" },
	{ "two styles in one unit", "async",
	  "iommu_unmap_sync(d, 0, 1);\niommu_unmap_async(d, 0, 1);\n"
	  "iommu_tlb_sync(d);\n", "[mixed-styles]" },
	{ "silenced with a reason", NULL,
	  "/* iommu-migrate: release-before-flush: p is not mapped */\n"
	  "iommu_iotlb_gather_init(&g);\n"
	  "/* iommu-migrate: release-before-flush: p is not mapped */\n"
	  "iommu_unmap_fast(d, 0, 1, &g);\n"
	  "__free_page(p);\niommu_iotlb_sync(d, &g);\n", "p is not mapped" },
	{ "silenced without a reason", NULL,
	  "/* iommu-migrate: wrong-domain: */\n"
	  "iommu_unmap(d, 0, 1);\n", "[bad-silence]" },
	{ "a goto jumps over the flush", NULL,
	  INIT UNMAP "if (n)\ngoto out;\n" SYNC "out:\ni = 0;\n",
	  "5:1: error: iommu_unmap_fast() of d is not flushed on the way to the end of the function" },
	{ "the flush is conditional", NULL,
	  INIT UNMAP "if (n)\n" SYNC,
	  "[missing-flush]\n    5:1: iommu_unmap_fast()\n    6:5: n is false\n" },
	{ "the flush asks whether the domain is an error", NULL,
	  INIT UNMAP "if (!IS_ERR_OR_NULL(d))\n" SYNC, "" },
	{ "a domain that is an error has nothing to flush", NULL,
	  INIT UNMAP "if (IS_ERR(d))\nreturn;\n" SYNC, "" },
	{ "the flush asks whether another domain is an error", NULL,
	  INIT UNMAP "if (!IS_ERR_OR_NULL(e))\n" SYNC, "[missing-flush]" },
	{ "the flush is for a domain that is an error", NULL,
	  INIT UNMAP "if (IS_ERR_OR_NULL(d))\n" SYNC, "[missing-flush]" },
	{ "the domain is another one when it is asked for errors", NULL,
	  INIT UNMAP "d = iommu_paging_domain_alloc(p);\nif (IS_ERR(d))\nreturn;\n"
	  SYNC, "[missing-flush]" },
	{ "the gather begins anew before the flush", NULL,
	  INIT UNMAP INIT UNMAP SYNC,
	  "6:1: error: the gather begins anew, and what iommu_unmap_fast() at line 5 unmapped is never flushed [missing-flush]\n    5:1: iommu_unmap_fast()\n    6:1: iommu_iotlb_gather_init()\n" },
	{ "the gather begins anew in each round", NULL,
	  "while (n--) {\n" INIT UNMAP "}\n" SYNC, "the gather begins anew" },
	{ "the gather begins anew behind the flush", NULL,
	  INIT UNMAP SYNC INIT UNMAP SYNC, "" },
	{ "the gather begins anew when nothing was unmapped", NULL,
	  INIT "i = iommu_unmap_fast(d, 0, 1, &g);\nif (!i)\n" INIT SYNC,
	  "" },
	{ "the gather is somebody else's", NULL,
	  "}\nvoid h(struct iommu_domain *d, struct iommu_iotlb_gather *g) {\n"
	  "iommu_unmap_fast(d, 0, 1, g);\n", "" },
	{ "a pin is dropped before the flush", NULL,
	  INIT UNMAP "unpin_user_page(p);\n" SYNC,
	  "[release-before-flush]\n    5:1: iommu_unmap_fast()\n    6:1: unpin_user_page()\n" },
	{ "a page is freed in the round of its unmap", NULL,
	  INIT "while (n--) {\n" UNMAP "put_page(p);\n}\n" SYNC,
	  "[release-before-flush]" },
	{ "a pin is dropped behind the flush", NULL,
	  INIT UNMAP SYNC "unpin_user_page(p);\n", "" },
	{ "the IOVA is freed behind a flush of everything", NULL,
	  INIT UNMAP "iommu_flush_iotlb_all(d);\n"
	  "free_iova(iovad, m->iova);\n", "" },
	{ "an IOVA of a member is freed before the unmap", NULL,
	  "free_iova(iovad, m->iova);\n"
	  "iommu_unmap(d, m->iova, m->size);\n",
	  "[release-before-unmap]\n    4:1: free_iova()\n    5:1: iommu_unmap()\n" },
	{ "the page behind the IOVA is freed before the unmap", NULL,
	  "put_page(pfn_to_page(iommu_iova_to_phys(d, m->iova) >> PAGE_SHIFT));\n"
	  "iommu_unmap(d, m->iova, 1);\n", "[release-before-unmap]" },
	{ "the IOVA is freed behind the unmap", NULL,
	  "iommu_unmap(d, m->iova, m->size);\n"
	  "free_iova(iovad, m->iova);\n", "" },
	{ "another mapping is unmapped behind the release", NULL,
	  "free_iova(iovad, m->iova);\nm = m->next;\n"
	  "iommu_unmap(d, m->iova, m->size);\n", "" },
	{ "one gather for two domains", NULL,
	  INIT UNMAP "iommu_unmap_fast(e, 0, 1, &g);\n" SYNC,
	  "6:1: error: the gather still holds what iommu_unmap_fast() at line 5 unmapped from another domain [wrong-domain]\n    5:1: iommu_unmap_fast()\n    6:1: iommu_unmap_fast()\n" },
	{ "the queue of another domain is flushed", "async",
	  "iommu_unmap_async(d, 0, 1);\niommu_tlb_sync(e);\n",
	  "[wrong-domain]" },
	{ "each domain has its own gather", NULL,
	  "struct iommu_iotlb_gather h;\niommu_iotlb_gather_init(&h);\n" INIT
	  UNMAP "iommu_unmap_fast(e, 0, 1, &h);\n" SYNC
	  "iommu_iotlb_sync(e, &h);\n", "" },
	{ "both domains' queues are flushed", "async",
	  "iommu_unmap_async(d, 0, 1);\niommu_unmap_async(e, 0, 1);\n"
	  "iommu_tlb_sync(e);\niommu_tlb_sync(d);\n", "" },
	{ "the gather is initialised on one way only", NULL,
	  "if (n)\n" INIT UNMAP SYNC,
	  "6:1: error: iommu_unmap_fast() gets a gather that was not initialised on this way [gather-not-initialised]" },
	{ "another gather is initialised", NULL,
	  "struct iommu_iotlb_gather h;\n" INIT
	  "iommu_unmap_fast(d, 0, 1, &h);\niommu_iotlb_sync(d, &h);\n",
	  "[gather-not-initialised]" },
	{ "somebody else initialises the gather", NULL,
	  "prepare(&g);\n" UNMAP SYNC, "" },
	{ "the gather is initialised on the only way that uses it", NULL,
	  "if (n)\n" INIT "if (n) {\n" UNMAP SYNC "}\n", "" },
	{ "three arguments and four", NULL,
	  INIT UNMAP SYNC "iommu_unmap_fast(d, 0, 1);\niommu_flush_iotlb_all(d);\n",
	  "[mixed-styles]" },
	{ "a call of style async in style gather", "gather",
	  "iommu_unmap_async(d, 0, 1);\niommu_flush_iotlb_all(d);\n",
	  "4:1: warning: iommu_unmap_async() is no call of style gather [mixed-styles]\n" },
	{ "a queue of style fast in style gather", "gather",
	  INIT UNMAP "iommu_tlb_sync(d);\n" SYNC, "[mixed-styles]" },
	{ "what style async queues is queued by hand", "async",
	  "iommu_unmap_async(d, 0, 1);\niommu_tlb_range_add(d, 0, 1);\n"
	  "iommu_tlb_sync(d);\n", "[mixed-styles]" },
	{ "one interface for each kernel", NULL,
	  "#if NEW\n" INIT UNMAP SYNC "#else\n"
	  "iommu_tlb_range_add(d, 0, iommu_unmap_fast(d, 0, 1));\n"
	  "iommu_tlb_sync(d);\n#endif\n", "" },
	{ "the kernel's own gather in style sync", "sync",
	  "iommu_unmap_sync(d, 0, 1);\n" INIT UNMAP SYNC, "" },
	{ "plain calls beside a gather", NULL,
	  "iommu_unmap(d, 0, 1);\n" INIT UNMAP SYNC, "" },
	{ "a plain map in style sync", "sync",
	  "iommu_map(d, 0, 0, 1, 0);\n", "[no-longer-flushes]" },
	{ "one plain unmap beside synchronous ones", "sync",
	  "iommu_unmap_sync(d, 0, 1);\niommu_unmap(d, 2, 1);\n",
	  "5:1: error: iommu_unmap() does not flush in style sync, and nothing behind it does [no-longer-flushes]\n    5:1: iommu_unmap()\n    6:1: the end of the function\n" },
	{ "a plain unmap in style explicit that is queued and flushed",
	  "explicit",
	  "iommu_tlb_range_add(d, 0, iommu_unmap(d, 0, 1));\n"
	  "iommu_tlb_sync(d);\n", "" },
	{ "a plain unmap in style async", "async", "iommu_unmap(d, 0, 1);\n",
	  "" },
	{ "queued as asked for", "explicit",
	  "iommu_unmap(d, m->iova, m->len);\n"
	  "iommu_tlb_range_add(d, m->iova, m->len);\niommu_tlb_sync(d);\n",
	  "[size-ignored]\n    4:1: iommu_unmap(), its result thrown away\n    5:1: the size that was asked for\n" },
	{ "a loop goes on by what was asked for", NULL,
	  "while (n) {\nint k = SZ_4K;\niommu_unmap(d, i, SZ_4K);\n"
	  "i += k;\nn -= k;\n}\n", "[size-ignored]" },
	{ "a sum of what was asked for", NULL,
	  "}\nlong h(struct iommu_domain *d, struct m *m) {\nlong sum = 0;\n"
	  "for (; m; m = m->next) {\niommu_unmap(d, m->iova, m->len);\n"
	  "sum += m->len;\n}\nreturn sum;\n", "[size-ignored]" },
	{ "what was asked for is returned", NULL,
	  "}\nsize_t h(struct iommu_domain *d, size_t size) {\n"
	  "iommu_unmap(d, 0, size);\nreturn size;\n", "[size-ignored]" },
	{ "queued as unmapped", "explicit",
	  "n = iommu_unmap(d, m->iova, m->len);\n"
	  "iommu_tlb_range_add(d, m->iova, n);\niommu_tlb_sync(d);\n", "" },
	{ "a loop goes on by another size than was asked for", NULL,
	  "while (n) {\nint k = step(m);\niommu_unmap(d, i, SZ_4K);\n"
	  "i += k;\nn -= k;\n}\n", "" },
	{ "a plain unmap whose result nobody needs", NULL,
	  "while (n--)\niommu_unmap(d, i, n);\n", "" },
	{ "an error is returned, not the size", NULL,
	  "}\nint h(struct iommu_domain *d, size_t size) {\n"
	  "iommu_unmap(d, 0, size);\nreturn 0;\n", "" },
	{ "the length of another thing is summed up", NULL,
	  "}\nlong h(struct iommu_domain *d, struct m *m) {\nlong sum = 0;\n"
	  "for (; m; m = m->next) {\niommu_unmap(d, m->iova, m->len);\n"
	  "sum += m->used;\n}\nreturn sum;\n", "" },
	{ "a flush in each round", NULL,
	  INIT "while (n--) {\n" UNMAP SYNC "}\n",
	  "7:1: note: iommu_iotlb_sync() in each round of the loop at line 5: one behind it, on every way out, does the same [flush-in-loop]\n    5:1: the loop\n    7:1: iommu_iotlb_sync()\n" },
	{ "everything is flushed in each round", "async",
	  "for (; m; m = m->next) {\niommu_unmap_async(d, m->iova, 1);\n"
	  "iommu_flush_tlb_all(d);\n}\n", "[flush-in-loop]" },
	{ "the inner loop need not flush, the outer one must", NULL,
	  INIT "while (n--) {\nfor (i = 0; i < 8; i++) {\n" UNMAP SYNC
	  "}\nput_page(p);\n}\n", "[flush-in-loop]" },
	{ "a page is freed in each round, behind its flush", NULL,
	  INIT "while (n--) {\n" UNMAP SYNC "put_page(p);\n}\n", "" },
	{ "another domain in each round", NULL,
	  INIT "for (; m; m = m->next) {\n"
	  "iommu_unmap_fast(m->domain, 0, 1, &g);\n"
	  "iommu_iotlb_sync(m->domain, &g);\n}\n", "" },
	{ "a flush now and then", NULL,
	  INIT "while (n--) {\n" UNMAP "if (n % 64 == 0)\n" SYNC "}\n" SYNC,
	  "" },
	{ "a flush on the way out of a loop", NULL,
	  INIT "while (n--) {\n" UNMAP "if (m->used) {\n" SYNC "return;\n}\n}\n"
	  SYNC, "" },
	{ "a loop that is none", NULL,
	  INIT "do {\n" UNMAP SYNC "} while (0);\n", "" },
	{ "silenced where nothing is found", NULL,
	  "/* iommu-migrate: missing-flush: it is not */\n"
	  "iommu_unmap(d, 0, 1);\n", "" },
	{ "silenced by no rule at all", NULL,
	  "/* iommu-migrate: */\niommu_unmap(d, 0, 1);\n", "[bad-silence]" },
	{ "silenced by a rule that is none", NULL,
	  INIT "/* iommu-migrate: no-such-rule: why not */\n" UNMAP SYNC,
	  "[bad-silence]" },
	{ "a comment that only names the tool", NULL,
	  "/* Converted by iommu-migrate. */\niommu_unmap(d, 0, 1);\n", "" },
};

TEST finds(const struct row *row)
{
	char *file = text("%s/t.c", scratch());
	struct run r;

	put(file, text("void f(struct iommu_domain *d, struct iommu_domain *e, struct m *m,\n"
		       "int n, int i, struct page *p) {\n"
		       "struct iommu_iotlb_gather g;\n%s}\n", row->body));
	if (row->style)
		r = RUN(NULL, tool(), "check", "--progress", "never",
			"--style", row->style, file);
	else
		r = RUN(NULL, tool(), "check", "--progress", "never", file);
	if (!*row->finding) {
		if (r.status || r.out.size)
			FAILm(text("status %d: %s%s", r.status, r.out.data,
				   r.err.data));
	} else {
		if (!contains(r.out, row->finding))
			FAILm(text("not there: %s\nbut: %s", row->finding,
				   r.out.data));
		/* A note is advice, and what is silenced does not count. */
		ASSERT_EQ_FMT(strstr(row->finding, "not mapped") ||
			      strstr(row->finding, "[flush-in-loop]") ||
			      strstr(row->finding, ": note: ") ? 0 : 1,
			      r.status, "%d");
	}
	PASS();
}

/* More ways than anybody can walk: said so, and no finding by accident. */
/* Nobody can say where it ends: no finding, and no word of praise either. */
TEST a_function_without_end_is_not_checked(void)
{
	char *file = text("%s/t.c", scratch());
	struct run r;

	put(file, "void f(struct iommu_domain *d, struct page *p)\n{\n"
		  "\tput_page(p);\n\tiommu_unmap(d, 0, 4096);\n");
	r = RUN(NULL, tool(), "check", "--progress", "never", file);
	ASSERT_EQ_FMT(3, r.status, "%d");
	ASSERT(contains(r.err, "t.c:2: not checked: f(): its tokens do not make statements"));
	PASS();
}

TEST too_many_paths_are_not_checked(void)
{
	char *file = text("%s/t.c", scratch()), *body = "";
	struct run r;
	int i;

	for (i = 0; i < 500; i++)
		body = text("%sif (m->a%d)\n" UNMAP, body, i);
	put(file, text("void f(struct iommu_domain *d, struct m *m) {\n"
		       "struct iommu_iotlb_gather g;\n" INIT "%s" SYNC "}\n",
		       body));
	r = RUN(NULL, tool(), "check", "--progress", "never", file);
	ASSERT_EQ_FMT(3, r.status, "%d");
	ASSERT(contains(r.err, "not checked: f() has too many paths"));
	ASSERT_EQ_FMT((size_t)0, r.out.size, "%zu");
	PASS();
}

/* Where all is right, too: what was read, so that nobody takes it for nothing. */
TEST the_last_line_counts_what_was_read(void)
{
	char *dir = scratch();
	struct run r;

	put(text("%s/a.c", dir), "void f(struct iommu_domain *d)\n{\n"
	    "\tiommu_unmap(d, 0, 1);\n\tiommu_unmap(d, 8, 1);\n}\n");
	put(text("%s/b.c", dir), "void g(struct iommu_domain *d)\n{\n"
	    "\tiommu_unmap(d, 0, 1);\n}\n");
	put(text("%s/c.c", dir), "/* of another API */\n");
	r = RUN(dir, tool(), "check");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT_STR_EQ("check: 3 sites in 2 files: 0 errors, 0 warnings, 0 notes, 0 silenced",
		      last_line(r.err));
	put(text("%s/b.c", dir), "void g(struct iommu_domain *d, void *p)\n{\n"
	    "\tiommu_unmap(d, 0, 1);\n\tgoto *p;\n}\n");
	r = RUN(dir, tool(), "check");
	ASSERT_EQ_FMTm(r.err.data, 3, r.status, "%d");
	ASSERT_STR_EQ("check: 3 sites in 2 files: 0 errors, 0 warnings, 0 notes, 0 silenced; 1 functions not checked",
		      last_line(r.err));
	PASS();
}

TEST a_report_quotes_the_findings(void)
{
	char *file = text("%s/t.c", scratch());
	char *page = text("%s/r.html", scratch());
	struct run r;

	put(file, "void f(struct iommu_domain *d) {\n"
	    "struct iommu_iotlb_gather g;\n" INIT UNMAP "}\n");
	r = RUN(NULL, tool(), "check", "--progress", "never", "--report", page,
		file);
	ASSERT_EQ_FMT(1, r.status, "%d");
	ASSERT(contains(get(page), "missing-flush"));
	ASSERT(contains(get(page), "is not flushed on the way to"));
	PASS();
}

SUITE(rules)
{
	size_t i;

	RUN_TEST(a_function_without_end_is_not_checked);
	RUN_TEST(too_many_paths_are_not_checked);
	RUN_TEST(the_last_line_counts_what_was_read);
	RUN_TEST(a_report_quotes_the_findings);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		RUN_NAMED(rows[i].name, finds, &rows[i]);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(rules);
	GREATEST_MAIN_END();
}
