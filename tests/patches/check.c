// SPDX-License-Identifier: GPL-2.0-only
/*
 * semantic-patches/check by bare spatch, without the tool.
 *
 * A folder below check/ is named like the patch.  About wrong.c each mode says
 * what the file of that name holds; in mode patch it becomes after.c, if there
 * is one.  About right.c there is nothing to say, in any mode.
 */
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define DATA "tests/patches/check"

static struct run spatch(const char *rule, const char *mode, const char *file)
{
	char *patch = in_source(text("semantic-patches/check/%s.cocci", rule));
	/* coccicheck runs modes org and report like this. */
	const char *option = !strcmp(mode, "org") || !strcmp(mode, "report") ?
			     "--no-show-diff" : "--very-quiet";

	return RUN(text(DATA "/%s", rule), "spatch", "--sp-file", patch,
		   "--very-quiet", option, "-D", mode, file);
}

/* Without the two lines that name files, of which one is temporary. */
static char *said(struct bytes out)
{
	char *all = text("%s", ""), *line;
	const char *next;

	for (next = out.data; *next; ) {
		size_t len = strcspn(next, "\n") + 1;

		line = text("%.*s", (int)len, next);
		if (strncmp(line, "--- ", 4) && strncmp(line, "+++ ", 4))
			all = text("%s%s", all, line);
		next += len;
	}
	return all;
}

TEST says_what_is_wrong(const char *rule, const char *mode)
{
	struct run r = spatch(rule, mode, "wrong.c");

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT_STR_EQ(get(text(DATA "/%s/%s", rule, mode)).data, said(r.out));
	PASS();
}

TEST is_silent_on_what_is_right(const char *rule, const char *mode)
{
	struct run r = spatch(rule, mode, "right.c");

	/* 255: a patch without mode patch has nothing to do. */
	if (strcmp(mode, "patch"))
		ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT_STR_EQ("", r.out.data);
	PASS();
}

TEST mends(const char *rule)
{
	char *want = text(DATA "/%s/after.c", rule);
	char *got = text("%s/wrong.c", scratch());
	struct run r;

	copy(text(DATA "/%s/wrong.c", rule), got);
	r = RUN(NULL, "spatch", "--sp-file",
		text("semantic-patches/check/%s.cocci", rule), "-D", "patch",
		"--very-quiet", "--in-place", got);
	if (!exists(want)) {
		ASSERT_EQ_FMT(255, r.status, "%d");
		ASSERTm(r.err.data, contains(r.err, "No rules apply"));
		PASS();
	}
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	if (!same_file(want, got))
		FAILm(RUN(NULL, "diff", "-u", want, got).out.data);
	PASS();
}

SUITE(rules)
{
	static const char *const modes[] = { "report", "org", "context" };
	char **rule;
	size_t i;

	for (rule = list(DATA); *rule; rule++) {
		for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
			RUN_NAMED(text("%s_%s_wrong", *rule, modes[i]),
				  says_what_is_wrong, *rule, modes[i]);
			RUN_NAMED(text("%s_%s_right", *rule, modes[i]),
				  is_silent_on_what_is_right, *rule, modes[i]);
		}
		RUN_NAMED(text("%s_patch_wrong", *rule), mends, *rule);
		RUN_NAMED(text("%s_patch_right", *rule),
			  is_silent_on_what_is_right, *rule, "patch");
	}
}

/* No patch without a case. */
TEST all_have_a_case(void)
{
	char **name;

	for (name = list("semantic-patches/check"); *name; name++)
		ASSERTm(*name, exists(text(DATA "/%.*s/wrong.c",
			(int)strcspn(*name, "."), *name)));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(rules);
	RUN_TEST(all_have_a_case);
	GREATEST_MAIN_END();
}
