// SPDX-License-Identifier: GPL-2.0-only
/*
 * What check finds, and what it must not: a row is the body of a function, the
 * style it is in, and what has to be said of it ("" for nothing).  In the text
 * that is looked for, the line counts from the first of the body as 4.
 */
#include <string.h>

#include "greatest.h"
#include "harness.h"

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
		ASSERT_EQ_FMT(0, r.status, "%d");
		ASSERT_EQ_FMT((size_t)0, r.out.size, "%zu");
	} else {
		ASSERT(contains(r.out, row->finding));
		ASSERT_EQ_FMT(strstr(row->finding, "not mapped") ? 0 : 1,
			      r.status, "%d");
	}
	PASS();
}

SUITE(rules)
{
	size_t i;

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
