// SPDX-License-Identifier: GPL-2.0-only
/*
 * The last step of convert: what it must not hand out.  Verification against the
 * plan stops such results first, so the step is asked by itself.
 */
#include <string.h>

#include "greatest.h"

#include "check/converted.h"
#include "scan/scan.h"

#define HEAD								\
	"void f(struct iommu_domain *d, struct map *m, struct page *p)\n"	\
	"{\n"
#define BATCH								\
	"\tstruct iommu_iotlb_gather gather;\n\n"			\
	"\tiommu_iotlb_gather_init(&gather);\n"				\
	"\tfor (; m; m = m->next)\n"					\
	"\t\tiommu_unmap_fast(d, m->iova, m->len, &gather);\n"

static const char plain[] =
	HEAD "\tfor (; m; m = m->next)\n"
	"\t\tiommu_unmap(d, m->iova, m->len);\n}\n";

static char *asked(const char *before, const char *after)
{
	struct source src = { .path = xstrdup("/t.c") };
	char *why;

	src.shown = src.path + 1;
	buf_add(&src.text, before, strlen(before));
	buf_add(&src.result, after, strlen(after));
	if (scan_text(&src))
		return xstrdup("cannot be scanned");
	why = check_converted(&src, STYLE_GATHER);
	source_free(&src);
	return why;
}

TEST a_batch_with_its_flush_passes(void)
{
	ASSERT_EQ(NULL, asked(plain, HEAD BATCH
			      "\tiommu_iotlb_sync(d, &gather);\n}\n"));
	PASS();
}

TEST a_dropped_flush_is_named_with_its_line(void)
{
	char *why = asked(plain, HEAD BATCH "}\n");

	ASSERT(why);
	ASSERT_STR_EQ("line 7 of the result: iommu_unmap_fast() of d is not flushed on the way to the end of the function at line 8 [missing-flush]",
		      why);
	free(why);
	PASS();
}

TEST a_flush_behind_a_release_is_named(void)
{
	char *why = asked(plain, HEAD BATCH "\tput_page(p);\n"
			  "\tiommu_iotlb_sync(d, &gather);\n}\n");

	ASSERT(why && strstr(why, "[release-before-flush]"));
	free(why);
	PASS();
}

TEST what_the_file_had_before_is_its_own_affair(void)
{
	static const char wrong[] = HEAD BATCH "}\n";

	ASSERT_EQ(NULL, asked(wrong, wrong));
	PASS();
}

TEST a_note_keeps_nothing_back(void)
{
	ASSERT_EQ(NULL, asked(plain, HEAD
			      "\tstruct iommu_iotlb_gather gather;\n\n"
			      "\tiommu_iotlb_gather_init(&gather);\n"
			      "\tfor (; m; m = m->next) {\n"
			      "\t\tiommu_unmap_fast(d, m->iova, m->len, &gather);\n"
			      "\t\tiommu_iotlb_sync(d, &gather);\n\t}\n}\n"));
	PASS();
}

SUITE(converted)
{
	RUN_TEST(a_batch_with_its_flush_passes);
	RUN_TEST(a_dropped_flush_is_named_with_its_line);
	RUN_TEST(a_flush_behind_a_release_is_named);
	RUN_TEST(what_the_file_had_before_is_its_own_affair);
	RUN_TEST(a_note_keeps_nothing_back);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(converted);
	GREATEST_MAIN_END();
}
