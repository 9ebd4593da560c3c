// SPDX-License-Identifier: GPL-2.0-only
/*
 * verify on a kernel's iommu.h that is given the calls of a style: wrappers that
 * do what they promise pass and are listed, others do not.
 */
#include <stdlib.h>

#include "greatest.h"
#include "harness.h"

#define HEADER "include/linux/iommu.h"

#define BASE \
	"#ifndef LINUX_IOMMU_H\n#define LINUX_IOMMU_H\n" \
	"size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova, size_t size);\n" \
	"size_t iommu_unmap_fast(struct iommu_domain *domain, unsigned long iova, size_t size);\n" \
	"static inline void iommu_flush_iotlb_all(struct iommu_domain *domain)\n{\n\tdomain->ops->flush(domain);\n}\n"
#define END "#endif\n"

#define UNMAP(name, body) \
	"\n/**\n * " name " - of a style\n */\n" \
	"static inline size_t " name "(struct iommu_domain *domain,\n" \
	"\t\t\tunsigned long iova, size_t size)\n{\n" body "}\n"
#define FINISH(name, body) \
	"static inline void " name "(struct iommu_domain *domain)\n{\n" body "}\n"
#define PLAIN "\treturn iommu_unmap(domain, iova, size);\n"

static const struct row {
	const char *name;
	int status;
	const char *says;	/* in the output; NULL: nothing */
	const char *after;
} rows[] = {
	{ "synchronous_call", 0, NULL, BASE UNMAP("iommu_unmap_sync", PLAIN) END },
	{ "asynchronous_call_and_empty_flush", 0, NULL,
	  BASE UNMAP("iommu_unmap_async", PLAIN) FINISH("iommu_tlb_sync", "") END },
	{ "flush_by_another_name", 0, NULL,
	  BASE FINISH("iommu_flush_tlb_all", "\tiommu_flush_iotlb_all(domain);\n") END },
	{ "deferred_call_with_its_flush", 0, NULL,
	  BASE UNMAP("iommu_unmap_sync", "\tsize_t n = iommu_unmap_fast(domain, iova, size);\n\n"
		     "\tiommu_flush_iotlb_all(domain);\n\treturn n;\n") END },

	{ "returns_before_the_flush", 1, "returns before the IOTLB is flushed",
	  BASE UNMAP("iommu_unmap_sync", "\treturn iommu_unmap_fast(domain, iova, size);\n") END },
	{ "queues_nothing", 1, "queues nothing",
	  BASE UNMAP("iommu_unmap_async", "\treturn iommu_unmap_fast(domain, iova, size);\n") END },
	{ "flush_that_flushes_nothing", 1, "iommu_unmap_async() defers",
	  BASE UNMAP("iommu_unmap_async", "\tsize_t n = iommu_unmap_fast(domain, iova, size);\n\n"
		     "\tiommu_tlb_range_add(domain, iova, n);\n\treturn n;\n")
	  FINISH("iommu_tlb_sync", "") END },
	{ "calls_nothing", 1, "has to call the unmap it is named after",
	  BASE UNMAP("iommu_unmap_sync", "\treturn size;\n") END },
	{ "calls_a_map", 1, "has to call the unmap it is named after",
	  BASE UNMAP("iommu_unmap_sync", "\treturn iommu_map(domain, iova, size, 0, 0);\n") END },
	{ "calls_sometimes", 1, "on all ways",
	  BASE UNMAP("iommu_unmap_sync", "\tif (size)\n\t\treturn iommu_unmap(domain, iova, size);\n\treturn 0;\n") END },
	{ "arguments_swapped", 1, "argument 2",
	  BASE UNMAP("iommu_unmap_sync", "\treturn iommu_unmap(domain, size, iova);\n") END },
	{ "value_lost", 1, "does not return what iommu_unmap() does",
	  BASE UNMAP("iommu_unmap_sync", "\tiommu_unmap(domain, iova, size);\n\treturn size;\n") END },
	{ "calls_something_else", 1, "calls trace, which is not of the API",
	  BASE UNMAP("iommu_unmap_sync", "\ttrace(iova);\n" PLAIN) END },
	{ "not_inline", 1, "[site-new]",
	  BASE "size_t iommu_unmap_sync(struct iommu_domain *domain, unsigned long iova, size_t size)\n{\n" PLAIN "}\n" END },
	{ "not_of_the_api", 1, "[site-new]", BASE UNMAP("my_unmap", PLAIN) END },
	{ "something_else_added", 1, "[changed-outside]",
	  BASE UNMAP("iommu_unmap_sync", PLAIN) "extern int more;\n" END },
	{ "old_call_changed", 1, "[interface-changed]",
	  "#ifndef LINUX_IOMMU_H\n#define LINUX_IOMMU_H\n"
	  "size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova, size_t size);\n"
	  "size_t iommu_unmap_fast(struct iommu_domain *domain, unsigned long iova, size_t size);\n"
	  "static inline void iommu_flush_iotlb_all(struct iommu_domain *domain)\n{\n}\n" END },
};

/* A tree with this header and one driver. */
static char *tree(const char *header, const char *driver)
{
	char *dir = scratch();

	put(text("%s/" HEADER, dir), header);
	put(text("%s/drivers/a.c", dir), driver);
	return dir;
}

static const char driver[] =
	"void f(struct iommu_domain *d)\n{\n\tiommu_unmap(d, 0, 1);\n}\n\n"
	"void g(struct iommu_domain *d)\n{\n\tiommu_unmap(d, 2, 3);\n}\n";

TEST says(const struct row *row)
{
	struct run r = RUN(NULL, tool(), "verify", tree(BASE END, driver),
			   tree(row->after, driver));

	if (row->says ? !contains(r.out, row->says) : r.out.size > 0)
		FAILm(text("wanted \"%s\":\n%s%s", row->says ? row->says : "",
			   r.out.data, r.err.data));
	ASSERT_EQ_FMT(row->status, r.status, "%d");
	if (!row->status)
		ASSERT(contains(r.err, HEADER ": "));
	PASS();
}

TEST is_listed_by_name(void)
{
	struct run r = RUN(NULL, tool(), "verify", tree(BASE END, driver),
			   tree(BASE UNMAP("iommu_unmap_async", PLAIN)
				FINISH("iommu_tlb_sync", "") END, driver));

	ASSERT_EQ(0, r.status);
	ASSERT(contains(r.err, HEADER ": 2 calls added to the interface: iommu_unmap_async(), iommu_tlb_sync()"));
	PASS();
}

/* One driver after the other: those to come still flush, and are counted. */
TEST rest_of_a_series_is_left(const char *before)
{
	static const char half[] =
		"void f(struct iommu_domain *d)\n{\n\tiommu_unmap_sync(d, 0, 1);\n}\n\n"
		"void g(struct iommu_domain *d)\n{\n\tiommu_unmap(d, 2, 3);\n}\n";
	struct run r = RUN(NULL, tool(), "verify", "--to", "sync",
			   tree(before, driver),
			   tree(BASE UNMAP("iommu_unmap_sync", PLAIN) END, half));

	if (r.out.size)
		FAILm(r.out.data);
	ASSERT_EQ(0, r.status);
	ASSERT(contains(r.err, "1 left to flush as before"));
	PASS();
}

/* Where nothing says that the plain calls flush, they do not. */
TEST rest_is_no_rest_without_wrappers(void)
{
	struct run r = RUN(NULL, tool(), "verify", "--to", "sync",
			   tree(BASE END, driver), tree(BASE END, driver));

	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, "[not-converted]"));
	PASS();
}

SUITE(interface)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		RUN_NAMED(text("interface_%s", rows[i].name), says, &rows[i]);
	RUN_TEST(is_listed_by_name);
	RUN_NAMED("rest_is_left_by_the_first_patches", rest_of_a_series_is_left,
		  BASE END);
	RUN_NAMED("rest_is_left_by_later_patches", rest_of_a_series_is_left,
		  BASE UNMAP("iommu_unmap_sync", PLAIN) END);
	RUN_TEST(rest_is_no_rest_without_wrappers);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(interface);
	GREATEST_MAIN_END();
}
