// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: what convert does when its last step, check, finds an error in a
 * result: its sites are open, the file stays as it was, and the status is 3.
 *
 * No source is known that gets so far, so the command has a last step that
 * refuses everything: see refusing.c.
 */
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define LOOP(call, end)							\
	"void f(struct iommu_domain *d, struct map *m)\n"		\
	"{\n"								\
	"\tfor (; m; m = m->next)\n"					\
	"\t\t" call "(d, m->iova, m->len);\n" end			\
	"}\n"

static const char batch[] = LOOP("iommu_unmap", "");
static const char other_style[] = LOOP("iommu_unmap_async",
				       "\tiommu_tlb_sync(d);\n");
static const char single[] =
	"void g(struct iommu_domain *d)\n"
	"{\n"
	"\tiommu_unmap(d, 0, SZ_4K);\n"
	"}\n";

static char *dir;

static struct run convert(const char *style)
{
	return RUN(dir, in_build("check/refusing"), "convert", "--to",
		   style, "--in-place", ".");
}

static void set_out(const char *what)
{
	dir = scratch();
	put(text("%s/a.c", dir), what);
	put(text("%s/b.c", dir), single);
}

TEST a_batch_is_open_and_its_file_as_it_was(void)
{
	struct run r;

	set_out(batch);
	r = convert("explicit");
	ASSERT_EQ_FMTm(r.err.data, 3, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "a.c:4: open: iommu_unmap: refused by the test"));
	ASSERTm(r.err.data, contains(r.err, "ledger: 2 sites in 2 files: 1 converted, 0 kept, 0 unrelated, 1 open"));
	ASSERT_STR_EQ(batch, get(text("%s/a.c", dir)).data);
	/* It costs that file only; what puts nothing off is not asked about. */
	ASSERT(contains(get(text("%s/b.c", dir)), "iommu_unmap_sync(d"));
	PASS();
}

TEST so_are_both_steps_from_another_style(void)
{
	struct run r;

	set_out(other_style);
	r = convert("gather");
	ASSERT_EQ_FMTm(r.err.data, 3, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "a.c:4: open: iommu_unmap_async: refused by the test"));
	ASSERTm(r.err.data, contains(r.err, "a.c:5: open: iommu_tlb_sync: refused by the test"));
	ASSERT_STR_EQ(other_style, get(text("%s/a.c", dir)).data);
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_TEST(a_batch_is_open_and_its_file_as_it_was);
	RUN_TEST(so_are_both_steps_from_another_style);
	GREATEST_MAIN_END();
}
