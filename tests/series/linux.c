// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux 6.1, those files of it that use the API, as a git tree: the series
 * applies patch by patch, comes to what --in-place makes of the tree, and goes to
 * those whom the kernel's own script names.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "greatest.h"
#include "trees.h"

#define FACTS "tests/tree/iommu-api-sites-6.1.csv"
#define DATA "tests/series/data/"

struct target {
	const char *style;
	size_t patches;
	bool interface;		/* the first patch is to the header */
	bool scan_each;		/* look at the tree after each patch */
	bool maintainers;	/* ask the kernel's script for them */
	bool checkpatch;
};

static const struct target targets[] = {
	{ "sync", 18, true, true, true, true },
	{ "explicit", 18, true, false, false, true },
	{ "async", 6, true, false, false, true },
	{ "gather", 5, false, true, true, false },
};

/* Sites that are not there: other releases of 6.1 may lack a header. */
static size_t absent_sites(void)
{
	struct csv table = csv_parse(get(FACTS), FACTS);
	size_t i, count = 0;

	for (i = 0; i < table.rows; i++)
		count += !exists(text(LINUX "/%s", csv_get(&table, i, "file")));
	return count;
}

/* The files with a site, and what a kernel's top folder has to have. */
static char *linux_tree(void)
{
	struct csv table = csv_parse(get(FACTS), FACTS);
	char *tree = text("%s/tree", scratch());
	size_t i;

	for (i = 0; i < table.rows; i++) {
		const char *file = csv_get(&table, i, "file");

		if (exists(text(LINUX "/%s", file)) &&
		    !exists(text("%s/%s", tree, file)))
			copy(text(LINUX "/%s", file), text("%s/%s", tree, file));
	}
	copy(LINUX "/MAINTAINERS", text("%s/MAINTAINERS", tree));
	copy(LINUX "/.mailmap", text("%s/.mailmap", tree));
	GIT(tree, "init", "--quiet");
	commit(tree, "Linux 6.1");
	return tree;
}

/* Sites that a conversion would still have to convert. */
static size_t to_convert(const char *tree, const char *style)
{
	struct run r = RUN(tree, tool(), "scan", "--to", style, "--format",
			   "csv", "--progress", "never");
	struct csv table = csv_parse(r.out, "scan");
	size_t count = 0, i;

	for (i = 0; i < table.rows; i++)
		count += !strcmp(csv_get(&table, i, "outcome"), "converted");
	return count;
}

/* The independent verifier, on the files of the last patch. */
static struct run verify_last(const char *tree)
{
	return RUN(tree, "sh", "-c",
		   "exec \"$0\" verify HEAD~1 HEAD -- $(git diff --name-only HEAD~1)",
		   tool());
}

TEST every_patch_applies_and_all_make_the_conversion(const struct target *t)
{
	char *tree = linux_tree(), *before = snapshot(tree), *other, **patch;
	size_t left = to_convert(tree, t->style), now, count;
	struct run r;

	r = SERIES(tree, t->style);
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	/* Working tree, index and refs: not a byte has changed. */
	ASSERT_STR_EQ(before, snapshot(tree));

	patch = patches_of(tree);
	for (count = 0; patch[count]; count++) {
		GIT(tree, "am", "--quiet", patch[count]);
		if (!t->scan_each)
			continue;
		now = to_convert(tree, t->style);
		if (!count && t->interface)
			ASSERT_EQ_FMT(left, now, "%zu");
		else
			ASSERTm(patch[count], now < left);
		if (count || !t->interface) {
			r = verify_last(tree);
			ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
		}
		left = now;
	}
	ASSERT_EQ_FMT(t->patches, count, "%zu");
	ASSERT_EQ_FMT((size_t)0, to_convert(tree, t->style), "%zu");

	other = linux_tree();
	r = RUN(other, tool(), "convert", "--to", t->style, "--in-place",
		"--progress", "never");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	r = RUN(other, "diff", "-rq", "-x", ".git", other, tree);
	if (t->interface)
		ASSERT_STR_EQ(text("Files %s/include/linux/iommu.h and %s/include/linux/iommu.h differ\n",
				   other, tree), r.out.data);
	else
		ASSERT_STR_EQ("", r.out.data);
	/* And of the header nothing but what was added. */
	r = RUN(other, "diff", text("%s/include/linux/iommu.h", other),
		text("%s/include/linux/iommu.h", tree));
	ASSERT_FALSE(contains(r.out, "\n< "));
	PASS();
}

/* What a mail header says, one a line, sorted as it came. */
static char *recipients(const char *mail, const char *name)
{
	char *value = header_of(mail, name), *all = "", *one, *rest;

	for (one = value ? strtok_r(value, ",", &rest) : NULL; one;
	     one = strtok_r(NULL, ",", &rest))
		all = text("%s  %s: %s\n", all, name, one + strspn(one, " "));
	return all;
}

TEST subjects_and_recipients(void)
{
	char *tree = linux_tree(), **patch, *all = "", *mail;
	struct run r = SERIES(tree, "sync");

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	for (patch = patches_of(tree); *patch; patch++) {
		mail = get(*patch).data;
		all = text("%s%s\n%s%s\n", all, header_of(mail, "Subject"),
			   recipients(mail, "To"), recipients(mail, "Cc"));
	}
	if (getenv("UPDATE"))
		put(DATA "sync-6.1.txt", all);
	ASSERT_STR_EQ(get(DATA "sync-6.1.txt").data, all);
	PASS();
}

static int by_text(const void *a, const void *b)
{
	return strcasecmp(*(char *const *)a, *(char *const *)b);
}

/* The addresses in a text, sorted, a line each. */
static char *addresses(const char *from)
{
	char *found[256], *all = "";
	size_t count = 0, i, len;

	while ((from = strpbrk(from, "<\n "))) {
		from += strspn(from, "<\n ");
		len = strcspn(from, ">, \n\t(");
		if (len && memchr(from, '@', len) && count < 256)
			found[count++] = text("%.*s", (int)len, from);
	}
	qsort(found, count, sizeof(*found), by_text);
	for (i = 0; i < count; i++)
		if (!i || strcasecmp(found[i], found[i - 1]))
			all = text("%s%s\n", all, found[i]);
	return all;
}

/*
 * Without its knowledge of signers.
 */
TEST the_kernel_s_own_script_names_the_same(const struct target *t)
{
	char *tree = linux_tree(), **patch, *mail;
	struct run r = SERIES(tree, t->style);

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	for (patch = patches_of(tree); *patch; patch++) {
		mail = get(*patch).data;
		r = RUN(in_source(LINUX), "perl", "scripts/get_maintainer.pl",
			"--nogit", "--nogit-fallback", "--norolestats",
			"--nofixes", *patch);
		ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
		ASSERT_STR_EQ(addresses(text("\n%s", r.out.data)),
			      addresses(text("\n%s\n%s\n",
					     header_of(mail, "To") ?: "",
					     header_of(mail, "Cc") ?: "")));
	}
	PASS();
}

/* One line is the kernel's own: it was so before the series. */
static const char known[] =
	"CHECK:SPACING: spaces preferred around that '-' (ctx:VxV)";

TEST checkpatch_has_nothing_to_say(const struct target *t)
{
	char *tree = linux_tree(), **patch, *line, *rest;
	struct run r = SERIES(tree, t->style);

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	for (patch = patches_of(tree); *patch; patch++) {
		r = RUN(in_source(LINUX), "perl", "scripts/checkpatch.pl",
			"--strict", "--terse", "--no-summary", "--show-types",
			*patch);
		for (line = strtok_r(r.out.data, "\n", &rest); line;
		     line = strtok_r(NULL, "\n", &rest))
			ASSERTm(line, strstr(line, known));
		ASSERT_EQ_FMTm(r.err.data, (size_t)0, r.err.size, "%zu");
	}
	PASS();
}

/* Each patch alone says what it does; the cover letter says it of all. */
TEST the_cover_letter_accounts_for_every_site(void)
{
	char *tree = linux_tree(), *cover;
	struct run r = SERIES(tree, "sync");

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	cover = get(text("%s/../series/0000-cover-letter.patch", tree)).data;
	ASSERT(strstr(cover, text("\n  64 +%zu +  0 +  0 = %zu  all\n",
				  104 - absent_sites(),
				  168 - absent_sites())));
	ASSERT(strstr(cover, "\n  iommu-migrate convert --progress never --to sync --series ../series\n"));
	ASSERT(strstr(cover, "\nbase-commit: "));
	ASSERT(strstr(cover, "\n 20 files changed, "));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	bool perl = !system("command -v perl >/dev/null");
	size_t i;

	GREATEST_MAIN_BEGIN();
	sign_as("Jörg Test", "test@example.org");
	RUN_TEST(subjects_and_recipients);
	RUN_TEST(the_cover_letter_accounts_for_every_site);
	for (i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
		const struct target *t = &targets[i];

		RUN_NAMED(text("every_patch_of_%s_applies_and_all_make_the_conversion",
			       t->style),
			  every_patch_applies_and_all_make_the_conversion, t);
		if (perl && t->maintainers)
			RUN_NAMED(text("get_maintainer_names_the_same_for_%s",
				       t->style),
				  the_kernel_s_own_script_names_the_same, t);
		if (perl && t->checkpatch)
			RUN_NAMED(text("checkpatch_has_nothing_to_say_of_%s", t->style),
				  checkpatch_has_nothing_to_say, t);
	}
	if (!perl)
		puts("SKIP: recipients and checkpatch: no perl: apt-get install perl");
	GREATEST_MAIN_END();
}
