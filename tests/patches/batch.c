// SPDX-License-Identifier: GPL-2.0-only
/*
 * semantic-patches/batch by bare spatch, without the tool.
 *
 * A folder below batch/ is a case: before.c becomes STYLE.c, or where that is
 * missing stays as it is.  Style "explicit" starts from style "sync".
 */
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define DATA "tests/patches/batch"
#define TO_SYNC "semantic-patches/rename/implicit-to-sync.cocci"

static const char *const styles[] = { "gather", "async", "fast", "explicit" };
#define STYLES (sizeof(styles) / sizeof(styles[0]))

static void apply(const char *patch, const char *dir)
{
	/* The scratch folder may lie in a git tree that does not know it. */
	struct run r = RUN(NULL, "spatch", "--sp-file", patch, "-D", "patch",
			   "--use-coccigrep", "--very-quiet", "--in-place",
			   "--dir", dir);

	/* A file that spatch gives up on shows in a line like this only. */
	if (r.status || contains(r.err, "EXN"))
		broken("spatch: %s: exit status %d: %s", patch, r.status,
		       r.err.data);
}

/* All the cases in a folder, one file each. */
static char *copies(const char *style)
{
	char *dir = scratch(), **name;

	for (name = list(DATA); *name; name++)
		copy(text(DATA "/%s/before.c", *name),
		     text("%s/%s.c", dir, *name));
	if (!strcmp(style, "explicit"))
		apply(TO_SYNC, dir);
	return dir;
}

TEST becomes(const char *want, const char *got)
{
	if (!same_file(got, want)) {
		struct run r = RUN(NULL, "diff", "-u", want, got);

		FAILm(r.out.data);
	}
	PASS();
}

static void run_style(const char *style)
{
	char *before = copies(style), *after = copies(style), **name;
	size_t changed = 0, kept = 0;

	apply(text("semantic-patches/batch/%s.cocci", style), after);
	for (name = list(DATA); *name; name++) {
		char *want = text(DATA "/%s/%s.c", *name, style);

		if (exists(want)) {
			changed++;
		} else {
			want = text("%s/%s.c", before, *name);
			kept++;
		}
		RUN_NAMED(text("%s_%s", style, *name), becomes, want,
			  text("%s/%s.c", after, *name));
	}
	if (changed < 5 || kept < 12)
		broken("%s: %zu cases change, %zu stay", style, changed, kept);
}

SUITE(cases)
{
	size_t i;

	for (i = 0; i < STYLES; i++)
		run_style(styles[i]);
}

/* What is batched already is left alone. */
TEST twice_is_once(const char *style)
{
	char *patch = text("semantic-patches/batch/%s.cocci", style);
	char *dir = copies(style), *once;

	apply(patch, dir);
	once = snapshot(dir);
	apply(patch, dir);
	ASSERT_STR_EQ(once, snapshot(dir));
	PASS();
}

TEST prints(const char *style, const char *mode)
{
	char *patch = in_source(text("semantic-patches/batch/%s.cocci", style));
	char *dir = copies(style);
	/* coccicheck runs modes org and report like this. */
	const char *option = strcmp(mode, "context") ? "--no-show-diff" :
			     "--very-quiet";
	const char *name = strcmp(style, "explicit") ? "iommu_unmap" :
			   "iommu_unmap_sync";
	struct run r = RUN(dir, "spatch", "--sp-file", patch, "--very-quiet",
			   option, "-D", mode, "for-loop.c");
	size_t length = strlen(name);
	char *want;

	if (!strcmp(mode, "context"))
		want = text("-\t\tunmapped = %s(domain", name);
	else if (!strcmp(mode, "org"))
		want = text("* TODO [[view:for-loop.c::face=ovl-face1::linb=7::colb=13::cole=%zu]"
			    "[%s: one flush behind the loop will do]]\n",
			    13 + length, name);
	else
		want = text("for-loop.c:7:13-%zu: WARNING: %s: one flush behind the loop will do\n",
			    13 + length, name);
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	if (strcmp(mode, "context"))
		ASSERT_STR_EQ(want, r.out.data);
	else
		ASSERTm(r.out.data, contains(r.out, want));

	/* Nothing is said about a loop that has to stay as it is. */
	r = RUN(dir, "spatch", "--sp-file", patch, "--very-quiet", option,
		"-D", mode, "releases-page.c");
	ASSERT_EQ_FMT(0, r.status, "%d");
	ASSERT_STR_EQ("", r.out.data);
	PASS();
}

SUITE(modes)
{
	static const char *const mode[] = { "context", "org", "report" };
	size_t i, m;

	for (i = 0; i < STYLES; i++) {
		RUN_NAMED(text("%s_twice", styles[i]), twice_is_once,
			  styles[i]);
		for (m = 0; m < sizeof(mode) / sizeof(mode[0]); m++)
			RUN_NAMED(text("%s_%s", styles[i], mode[m]), prints,
				  styles[i], mode[m]);
	}
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(cases);
	RUN_SUITE(modes);
	GREATEST_MAIN_END();
}
