// SPDX-License-Identifier: GPL-2.0-only
/* verify_layout(): what must not get past it, and what may. */
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "rewrite/verify.h"

static const char before[] =
	"int a;\n"
	"\n"
	"f(a, /* x\n"
	"      * y\n"
	"      */ b);\n"
	"#define A b \\\n"
	"	c\n"
	"#undef B\n"
	"#undef C\n"
	"char *s = \"two  words\";\n"
	"// a line\n"
	"int z;\n";

/* Is @after taken for a layout of the text above, if all or no blank may change? */
static bool passes(const char *after, bool may_change)
{
	struct source src = { .path = xstrdup("/test.c") };
	struct buf text = { 0 };
	bool *may;
	char *why;

	buf_add(&src.result, before, strlen(before));
	lex(src.result.data, src.result.len, &src.result_tokens);
	may = xcalloc(src.result_tokens.count + 1, sizeof(*may));
	memset(may, may_change, src.result_tokens.count + 1);
	buf_add(&text, after, strlen(after));
	why = verify_layout(&src, &text, may);
	buf_free(&text);
	source_free(&src);
	free(may);
	if (why)
		free(why);
	return !why;
}

/* The text above with the first @old in it replaced. */
static char *with(const char *old, const char *new)
{
	static char text[sizeof(before) + 80];
	const char *at = strstr(before, old);

	sprintf(text, "%.*s%s%s", (int)(at - before), before, new,
		at + strlen(old));
	return text;
}

TEST the_same_text_passes(void)
{
	ASSERT(passes(before, false));
	PASS();
}

TEST blanks_pass_where_they_may_change(void)
{
	ASSERT(passes(with("f(a, ", "f(a,\n  "), true));
	ASSERT(passes(with("int a;\n\n", "int a;\n"), true));
	ASSERT(passes(with("b \\\n\tc", "b c"), true));
	ASSERT(passes(with("\n      * y\n      */", "\n\t* y\n\t */"), true));
	PASS();
}

TEST blanks_fail_where_they_may_not(void)
{
	ASSERT_FALSE(passes(with("f(a, ", "f(a,\n  "), false));
	ASSERT_FALSE(passes(with("int z;\n", "int z;\n\n"), false));
	ASSERT_FALSE(passes(with("\n      * y", "\n\t* y"), false));
	PASS();
}

TEST tokens_may_never_change(void)
{
	ASSERT_FALSE(passes(with("f(a", "g(a"), true));
	ASSERT_FALSE(passes(with("f(a", "f((a"), true));
	ASSERT_FALSE(passes(with("int a", "inta"), true));
	ASSERT_FALSE(passes(with("two  words", "two words"), true));
	ASSERT_FALSE(passes(with("* y", "* z"), true));
	ASSERT_FALSE(passes(with("* y\n", "* y "), true));
	PASS();
}

TEST preprocessor_lines_keep_their_ends(void)
{
	ASSERT_FALSE(passes(with("b \\\n\tc", "b\n\tc"), true));
	ASSERT_FALSE(passes(with("\n#define", " #define"), true));
	ASSERT_FALSE(passes(with("B\n#undef", "B #undef"), true));
	ASSERT_FALSE(passes(with("C\nchar", "C char"), true));
	ASSERT_FALSE(passes(with("line\nint", "line int"), true));
	PASS();
}

SUITE(verify_layout_tests)
{
	RUN_TEST(the_same_text_passes);
	RUN_TEST(blanks_pass_where_they_may_change);
	RUN_TEST(blanks_fail_where_they_may_not);
	RUN_TEST(tokens_may_never_change);
	RUN_TEST(preprocessor_lines_keep_their_ends);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(verify_layout_tests);
	GREATEST_MAIN_END();
}
