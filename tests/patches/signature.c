// SPDX-License-Identifier: GPL-2.0-only
/*
 * semantic-patches/signature by bare spatch: the same code at two levels, and
 * each becomes the other.
 */
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define DATA "tests/patches/signature"
#define ADD "semantic-patches/signature/add-gfp.cocci"
#define DROP "semantic-patches/signature/drop-gfp.cocci"

TEST becomes(const char *patch, const char *from, const char *to)
{
	char *copied = text("%s/file.c", scratch());
	struct run r;

	copy(text(DATA "/%s", from), copied);
	r = RUN(NULL, "spatch", "--sp-file", patch, "-D", "patch",
		"--very-quiet", "--in-place", copied);
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	r = RUN(NULL, "diff", "-u", text(DATA "/%s", to), copied);
	ASSERT_STR_EQ("", r.out.data);
	PASS();
}

/* How many lines or entries there are of that kind. */
TEST says(const char *patch, const char *file, const char *mode, size_t lines,
	  const char *first)
{
	const char *option = strcmp(mode, "context") ? "--no-show-diff" :
			     "--very-quiet";
	struct run r = RUN(DATA, "spatch", "--sp-file", in_source(patch),
			   "--very-quiet", option, "-D", mode, file);
	size_t got = 0;
	char *at;

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERTm(r.out.data, contains(r.out, first));
	for (at = strstr(r.out.data, first); at; at = strstr(at + 1, first))
		got++;
	ASSERT_EQ_FMTm(r.out.data, lines, got, "%zu");
	PASS();
}

SUITE(signature)
{
	RUN_NAMED("add_gfp", becomes, ADD, "level-5.4.c", "level-6.3.c");
	RUN_NAMED("drop_gfp", becomes, DROP, "level-6.3.c", "level-5.4.c");
	RUN_NAMED("add_gfp_twice", becomes, ADD, "level-6.3.c", "level-6.3.c");
	RUN_NAMED("drop_gfp_twice", becomes, DROP, "level-5.4.c",
		  "level-5.4.c");
	RUN_NAMED("add_gfp_context", says, ADD, "level-5.4.c", "context", 10,
		  "\n-\t");
	RUN_NAMED("add_gfp_org", says, ADD, "level-5.4.c", "org", 6,
		  ": a gfp_t argument is missing]]\n");
	RUN_NAMED("add_gfp_report", says, ADD, "level-5.4.c", "report", 6,
		  ": a gfp_t argument is missing\n");
	RUN_NAMED("drop_gfp_org", says, DROP, "level-6.3.c", "org", 7,
		  ": has a gfp_t argument, ");
	RUN_NAMED("drop_gfp_report", says, DROP, "level-6.3.c", "report", 7,
		  ": has a gfp_t argument, ");
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(signature);
	GREATEST_MAIN_END();
}
