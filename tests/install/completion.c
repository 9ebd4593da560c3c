// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: what bash offers is what the command takes, and all of it.
 *
 * What the command takes is read off its help and its complaints.
 */
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define SCRIPT "packaging/iommu-migrate.bash"

/* What is offered for the last of @words, one a line, sorted. */
static char *offered(const char *words)
{
	return RUN(".", "bash", "-c", text(
		". " SCRIPT "\n"
		"COMP_WORDS=(iommu-migrate %s)\n"
		"COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
		"_iommu_migrate '%s'\n"
		"for w in \"${COMPREPLY[@]}\"; do echo \"$w\"; done | sort",
		words, tool())).out.data;
}

/* What the command's words hold that match, one a line, sorted. */
static char *told(const char *arguments, const char *pattern)
{
	return RUN(".", "bash", "-c", text(
		"'%s' %s 2>&1 | grep -oE -e '%s' | LC_ALL=C sort -u", tool(),
		arguments, pattern)).out.data;
}

static char **commands(void)
{
	static char *name[32], *rest;
	size_t n = 0;
	char *all = told("--help", "^  [a-z]+  ");

	for (all = strtok_r(all, " \n", &rest); all;
	     all = strtok_r(NULL, " \n", &rest))
		name[n++] = all;
	return name;
}

TEST every_command(void)
{
	char **name = commands(), *all = "--help\n--version\n";

	ASSERT(*name);
	for (; *name; name++)
		all = text("%s%s\n", all, *name);
	ASSERT_STR_EQ(all, offered("''"));
	ASSERT_STR_EQ("convert\n", offered("co"));
	PASS();
}

/* The options in the command's help, wherever they stand in it. */
TEST every_option_of(const char *command)
{
	char *help = told(text("%s --help", command), "^  (-[a-z], )?--[a-z-]+");
	char *all = "--help\n", *option, *rest;

	for (option = strtok_r(help, " ,\n", &rest); option;
	     option = strtok_r(NULL, " ,\n", &rest))
		if (option[1] == '-')
			all = text("%s%s\n", all, option);
	all = RUN(".", "sh", "-c", text("echo '%s' | sed '$d' | sort", all)).out.data;
	ASSERT_STR_EQ(all, offered(text("%s -", command)));
	PASS();
}

/* After an option that wants a value no option is offered. */
TEST every_value_of(const char *command)
{
	char *all = offered(text("%s -", command)), *option, *rest;
	char *help = told(text("%s --help", command), "--[a-z-]+ [A-Z]+ ");

	for (option = strtok_r(help, " \n", &rest); option;
	     option = strtok_r(NULL, " \n", &rest))
		if (*option == '-')
			ASSERTm(option, strcmp(all, offered(text("%s %s -",
						command, option))));
	PASS();
}

/* Does the command take all that is offered, and does it know of no more? */
static enum greatest_test_res same_values(const char *command,
					  const char *option, char *known)
{
	char *words = offered(text("%s %s ''", command, option));
	char *word, *rest;

	ASSERT_STR_EQ(known, words);
	ASSERT_STR_EQ(known, offered(text("%s %s = ''", command, option)));
	ASSERT_STR_EQ(known, offered(text("%s %s =", command, option)));
	for (word = strtok_r(words, "\n", &rest); word;
	     word = strtok_r(NULL, "\n", &rest))
		ASSERT_EQ_FMTm(word, 0, RUN(".", tool(), command, option, word,
					    "--help").status, "%d");
	PASS();
}

TEST every_style(void)
{
	char *styles = RUN(".", "sh", "-c", text(
		"'%s' styles | sed -n 's/ (.*//p' | sort", tool())).out.data;

	ASSERT_EQ_FMT((size_t)7, count_lines((struct bytes){ styles,
						strlen(styles) }), "%zu");
	CHECK_CALL(same_values("convert", "--to", styles));
	CHECK_CALL(same_values("scan", "--from", styles));
	CHECK_CALL(same_values("check", "--style", styles));
	PASS();
}

TEST every_level(void)
{
	CHECK_CALL(same_values("convert", "--level",
			       told("convert --level none", "[0-9]+\\.[0-9]+")));
	PASS();
}

static char *known_words(const char *option)
{
	/* "--format none: text, csv, json and sarif are known" */
	char *words = RUN(".", "sh", "-c", text(
		"'%s' check %s none 2>&1 | sed 's/.*none: //; s/ are known//' | "
		"sed 's/ and /, /' | tr -d ' ' | tr , '\\n' | sort", tool(),
		option)).out.data;

	return words;
}

TEST every_format(void)
{
	CHECK_CALL(same_values("check", "--format", known_words("--format")));
	PASS();
}

TEST every_progress(void)
{
	CHECK_CALL(same_values("check", "--progress", known_words("--progress")));
	PASS();
}

/* Nothing offered, and bash goes on with the names of files. */
TEST paths_are_left_to_bash(void)
{
	ASSERT_STR_EQ("", offered("convert --to sync dr"));
	ASSERT_STR_EQ("", offered("convert --report ''"));
	ASSERT_STR_EQ("complete -o default -F _iommu_migrate iommu-migrate\n",
		RUN(".", "bash", "-c", ". " SCRIPT "; complete -p iommu-migrate")
		.out.data);
	PASS();
}

TEST folders_and_programs(void)
{
	ASSERT(strstr(offered("convert --each gi"), "git\n"));
	ASSERT_STR_EQ("tests/tool\ntests/tree\n",
		      offered("convert --series tests/t"));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	char **name;

	GREATEST_MAIN_BEGIN();
	setenv("LC_ALL", "C", 1);
	RUN_TEST(every_command);
	for (name = commands(); *name; name++)
		RUN_NAMED(*name, every_option_of, *name);
	for (name = commands(); *name; name++)
		RUN_NAMED(text("%s_value", *name), every_value_of, *name);
	RUN_TEST(every_style);
	RUN_TEST(every_level);
	RUN_TEST(every_format);
	RUN_TEST(every_progress);
	RUN_TEST(paths_are_left_to_bash);
	RUN_TEST(folders_and_programs);
	GREATEST_MAIN_END();
}
