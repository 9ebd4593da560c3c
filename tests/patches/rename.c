// SPDX-License-Identifier: GPL-2.0-only
/*
 * semantic-patches/rename by bare spatch, without the tool.
 *
 * A folder below data/ is a case.  before.c becomes after.c by
 * implicit-to-sync, and after.c before.c by sync-to-implicit, so that a round
 * trip either way is the identity; same.c stays as it is under both.
 */
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define DATA "tests/patches/data"
#define MODES "tests/patches/modes"

enum direction { TO_SYNC, TO_IMPLICIT };

static const char *const patch[] = {
	[TO_SYNC] = "semantic-patches/rename/implicit-to-sync.cocci",
	[TO_IMPLICIT] = "semantic-patches/rename/sync-to-implicit.cocci",
};

/* A copy of the file, rewritten. */
static char *rewritten(enum direction direction, const char *file)
{
	char *copied = text("%s/file.c", scratch());
	struct run r;

	copy(file, copied);
	r = RUN(NULL, "spatch", "--sp-file", patch[direction], "-D", "patch",
		"--very-quiet", "--in-place", copied);
	if (r.status)
		broken("spatch: exit status %d: %s", r.status, r.err.data);
	return copied;
}

TEST becomes(enum direction direction, const char *from, const char *to)
{
	char *got = rewritten(direction, from);

	if (!same_file(got, to)) {
		struct run r = RUN(NULL, "diff", "-u", to, got);

		FAILm(r.out.data);
	}
	PASS();
}

static void run_case(const char *name)
{
	char *before = text(DATA "/%s/before.c", name);
	char *after = text(DATA "/%s/after.c", name);
	char *unchanged = text(DATA "/%s/same.c", name);
	bool is_same = exists(unchanged);

	if (is_same)
		before = after = unchanged;
	else if (same_file(before, after))
		broken("%s: before.c and after.c are the same", name);
	RUN_NAMED(text("%s_to_sync", name), becomes,
		  TO_SYNC, before, after);
	RUN_NAMED(text("%s_to_implicit", name), becomes,
		  TO_IMPLICIT, after, before);
}

SUITE(cases)
{
	char **name = list(DATA);

	if (!*name)
		broken(DATA " is empty");
	for (; *name; name++)
		run_case(*name);
}

/* Lines that name a temporary file, and no two runs the same. */
static char *without_file_names(char *diff)
{
	char *at;

	if (strncmp(diff, "--- ", 4))
		return diff;
	at = strstr(diff, "\n+++ ");
	at = at ? strchr(at + 1, '\n') : NULL;
	return at ? at + 1 : diff;
}

TEST prints(enum direction direction, const char *style, const char *mode)
{
	/* coccicheck runs modes org and report like this. */
	const char *option = strcmp(mode, "context") ? "--no-show-diff" :
			     "--very-quiet";
	struct run r = RUN(MODES, "spatch", "--sp-file",
			   in_source(patch[direction]), "--very-quiet", option,
			   "-D", mode, text("%s.c", style));

	ASSERT_EQ_FMT(0, r.status, "%d");
	ASSERT_STR_EQ(get(text(MODES "/%s.%s", style, mode)).data,
		      without_file_names(r.out.data));
	PASS();
}

SUITE(modes)
{
	static const char *const mode[] = { "context", "org", "report" };
	size_t i;

	for (i = 0; i < sizeof(mode) / sizeof(mode[0]); i++) {
		RUN_NAMED(text("%s_to_sync", mode[i]), prints,
			  TO_SYNC, "implicit", mode[i]);
		RUN_NAMED(text("%s_to_implicit", mode[i]), prints,
			  TO_IMPLICIT, "sync", mode[i]);
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
