// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: conversions between styles and levels, and names that collide.
 *
 * data/styles/NAME/: before.c, converted with the options in args, becomes
 * after.c, and the command says what says holds: its exit status, and what it
 * printed on stderr.  Where nothing changes there is no after.c.
 */
#include <stdio.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define DATA "tests/tool/data/styles"

TEST conversion(const char *name)
{
	char *dir = scratch(), *file = text("%s/case.c", dir);
	char *before = text(DATA "/%s/before.c", name);
	char *after = text(DATA "/%s/after.c", name);
	char *args = get(text(DATA "/%s/args", name)).data;
	struct run r;

	copy(before, file);
	r = RUN(dir, "sh", "-c",
		text("'%s' convert --in-place %.*s case.c", tool(),
		     (int)strcspn(args, "\n"), args));
	ASSERT_STR_EQ(get(text(DATA "/%s/says", name)).data,
		      text("status %d\n%s", r.status, r.err.data));
	ASSERT_STR_EQ(get(exists(after) ? after : before).data,
		      get(file).data);
	PASS();
}

/* What was converted is in the style: a second time there is nothing to do. */
TEST second_time_changes_nothing(const char *name)
{
	char *dir = scratch(), *file = text("%s/case.c", dir);
	char *after = text(DATA "/%s/after.c", name);
	char *args = get(text(DATA "/%s/args", name)).data;

	if (!exists(after))
		PASS();
	copy(after, file);
	RUN(dir, "sh", "-c",
	    text("'%s' convert --in-place %.*s case.c", tool(),
		 (int)strcspn(args, "\n"), args));
	ASSERT_STR_EQ(get(after).data, get(file).data);
	PASS();
}

/* What was done is no more than verify expects. */
TEST verify_accepts(const char *name)
{
	char *before = text(DATA "/%s/before.c", name);
	char *after = text(DATA "/%s/after.c", name);
	char *args = get(text(DATA "/%s/args", name)).data;
	struct run r;
	char to[16];

	if (!exists(after))
		PASS();
	ASSERT_EQ(1, sscanf(args, "--to %15s", to));
	r = RUN(NULL, tool(), "verify", "--to", to, before, after);
	ASSERT_STR_EQ("", r.out.data);
	ASSERT_EQ(0, r.status);
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	char **name;

	GREATEST_MAIN_BEGIN();
	for (name = list(DATA); *name; name++) {
		RUN_NAMED(*name, conversion, *name);
		RUN_NAMED(text("%s_again", *name), second_time_changes_nothing,
			  *name);
		RUN_NAMED(text("%s_verified", *name), verify_accepts, *name);
	}
	GREATEST_MAIN_END();
}
