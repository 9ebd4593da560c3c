// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: the man pages are well formed, and say of the command and of the
 * shim what these say of themselves.  Every comparison goes both ways.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "greatest.h"
#include "harness.h"

#define MAN "docs/man"

/* A set of words, each once, as lines in order. */
struct words {
	char **at;
	size_t count;
};

static void add(struct words *words, const char *word, size_t len)
{
	size_t i;

	for (i = 0; i < words->count; i++)
		if (strlen(words->at[i]) == len &&
		    !strncmp(words->at[i], word, len))
			return;
	if (!(words->count & (words->count + 1))) {
		char **more = zeroed(2 * words->count + 2, sizeof(*more));

		if (words->count)
			memcpy(more, words->at, words->count * sizeof(*more));
		words->at = more;
	}
	words->at[words->count++] = text("%.*s", (int)len, word);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *lines(struct words words)
{
	char *all = "";
	size_t i;

	if (words.count)
		qsort(words.at, words.count, sizeof(*words.at), by_name);
	for (i = 0; i < words.count; i++)
		all = text("%s%s\n", all, words.at[i]);
	return all;
}

static size_t name_length(const char *name)
{
	size_t len = 0;

	while (isalnum(name[len]) || (name[len] && strchr("_-", name[len])))
		len++;
	return len;
}

/* The next line of a text, without its end; NULL behind the last one. */
static char *line_of(char **text_)
{
	char *line = strsep(text_, "\n");

	return *text_ || (line && *line) ? line : NULL;
}

static bool starts(const char *line, const char *with)
{
	return !strncmp(line, with, strlen(with));
}

/* Of "  -j, --jobs N   text": what stands before two blanks. */
static struct words options_of_help(const char *command)
{
	struct run r = RUN(NULL, tool(), command, "--help");
	char *rest = r.out.data, *line, *end, *word;
	struct words options = { 0 };

	while ((line = line_of(&rest))) {
		if (!starts(line, "  -"))
			continue;
		end = strstr(line + 2, "  ");
		if (end)
			*end = '\0';
		for (line += 2; (word = strsep(&line, " ")); )
			if (*word == '-')
				add(&options, word, name_length(word));
	}
	/* Every command has it, and says so in its overview. */
	add(&options, "-h", 2);
	add(&options, "--help", 6);
	return options;
}

/* The options that a page explains: ".It Fl j Ar n , Fl -jobs Ar n". */
static struct words options_of_page(const char *page)
{
	char *rest = get(page).data, *line, *word;
	struct words options = { 0 };

	while ((line = line_of(&rest))) {
		if (!starts(line, ".It Fl "))
			continue;
		while ((word = strsep(&line, " ")))
			if (!strcmp(word, "Fl")) {
				word = text("-%s", strsep(&line, " "));
				add(&options, word, name_length(word));
			}
	}
	return options;
}

/* The commands that the overview lists. */
static struct words commands_of_help(void)
{
	struct run r = RUN(NULL, tool(), "--help");
	char *rest = r.out.data, *line;
	struct words commands = { 0 };

	while ((line = line_of(&rest)))
		if (starts(line, "  ") && islower(line[2]) &&
		    !starts(line, "  iommu-migrate "))
			add(&commands, line + 2, name_length(line + 2));
	return commands;
}

/* The words behind a prefix that lines begin with. */
static struct words names_after(const char *page, const char *prefix)
{
	char *rest = get(page).data, *line;
	struct words names = { 0 };

	while ((line = line_of(&rest)))
		if (starts(line, prefix))
			add(&names, line + strlen(prefix),
			    name_length(line + strlen(prefix)));
	return names;
}

static struct words pages_of(const char *prefix, const char *suffix)
{
	struct words pages = { 0 };
	char **name;

	for (name = list(MAN); *name; name++) {
		size_t len = strlen(*name) - strlen(suffix);

		if (starts(*name, prefix) && strlen(*name) > strlen(suffix) &&
		    !strcmp(*name + len, suffix))
			add(&pages, *name + strlen(prefix),
			    len - strlen(prefix));
	}
	return pages;
}

TEST every_command_has_a_page(void)
{
	ASSERT_STR_EQ(lines(commands_of_help()),
		      lines(pages_of("iommu-migrate-", ".1")));
	ASSERT_STR_EQ(lines(commands_of_help()),
		      lines(names_after(MAN "/iommu-migrate.1", ".It Ic ")));
	PASS();
}

TEST help_and_page_have_the_same_options(const char *command)
{
	char *page = text(MAN "/iommu-migrate-%s.1", command);
	struct words of_page = options_of_page(page);

	/* Where there is no other option, the page need not speak of options. */
	add(&of_page, "-h", 2);
	add(&of_page, "--help", 6);
	ASSERT_STR_EQm(command, lines(options_of_help(command)),
		       lines(of_page));
	PASS();
}

/* "id": "missing-flush" in the table of rules of a SARIF file. */
TEST the_page_has_the_rules_of_check(void)
{
	char *dir = scratch(), *at;
	struct words rules = { 0 };
	struct run r;

	put(text("%s/none.c", dir), "int none;\n");
	r = RUN(dir, tool(), "check", "--format", "sarif", "none.c");
	for (at = r.out.data; (at = strstr(at, "\"id\": \"")); ) {
		at += strlen("\"id\": \"");
		add(&rules, at, name_length(at));
	}
	ASSERT_STR_EQ(lines(rules),
		      lines(names_after(MAN "/iommu-migrate-check.1",
					".It Li ")));
	PASS();
}

TEST the_pages_have_the_styles(void)
{
	struct run r = RUN(NULL, tool(), "styles");
	char *rest = r.out.data, *line;
	struct words styles = { 0 };

	while ((line = line_of(&rest)))
		if (*line != ' ')
			add(&styles, line, name_length(line));
	ASSERT_STR_EQ(lines(styles),
		      lines(names_after(MAN "/iommu-migrate-styles.1",
					".It Cm ")));
	PASS();
}

/* The names of calls in a header: after @prefix at the beginning of a line. */
static void add_calls(struct words *calls, const char *header,
		      const char *prefix)
{
	char *rest = get(header).data, *line;

	while ((line = line_of(&rest)))
		if (starts(line, prefix)) {
			line += strlen("#define ");
			add(calls, line, name_length(line));
		}
}

/* What is declared there: the name before an opening parenthesis. */
static void add_functions(struct words *calls, const char *header,
			  const char *prefix)
{
	const char *at = get(header).data, *end;

	for (; (at = strstr(at, prefix)); at = end) {
		end = at + name_length(at);
		if (*end == '(' && end[1] != ')')
			add(calls, at, end - at);
	}
}

TEST every_call_of_the_shim_has_a_page(void)
{
	struct run r = RUN(NULL, MAN "/links.sh");
	struct words calls = { 0 }, named = { 0 };
	char *rest = r.out.data, *line, *dot;

	add_calls(&calls, "include/iommu-shim/iommu.h", "#define iommu_");
	add_functions(&calls, "include/iommu-shim/flush-queue.h", "iommu_fq_");
	named = pages_of("", ".3");
	while ((line = line_of(&rest))) {
		line = strchr(line, ' ') + 1;
		dot = strrchr(line, '.');
		if (!strcmp(dot, ".3"))
			add(&named, line, dot - line);
	}
	ASSERT_STR_EQ(lines(calls), lines(named));
	ASSERT(calls.count > 30);
	PASS();
}

/* As they are installed, each under all its names. */
static char *installed(void)
{
	char *dir = scratch(), **name;
	struct run r;

	for (name = list(MAN); *name; name++)
		if (!strstr(*name, ".sh"))
			copy(text(MAN "/%s", *name), text("%s/%s", dir, *name));
	r = RUN(dir, "sh", "-c", text("'%s' | xargs -n 2 ln -s",
				      in_source(MAN "/links.sh")));
	if (r.status)
		broken("links.sh: %s", r.err.data);
	return dir;
}

/*
 * Nothing to complain of.  Manuals of other packages need not be installed where
 * the test is run.
 */
TEST mandoc_finds_nothing(void)
{
	char *dir = installed(), *rest, *line;
	struct run r = RUN(dir, "sh", "-c", "mandoc -T lint *.[0-9]");

	ASSERT_FALSE(r.status == 127);
	for (rest = r.out.data; (line = line_of(&rest)); )
		if (!strstr(line, "referenced manual not found: Xr spatch 1") &&
		    !strstr(line, "referenced manual not found: Xr git-am 1"))
			FAILm(line);
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	struct words commands;
	size_t i;

	GREATEST_MAIN_BEGIN();
	RUN_TEST(every_command_has_a_page);
	commands = commands_of_help();
	for (i = 0; i < commands.count; i++)
		RUN_NAMED(text("options_of_%s", commands.at[i]),
			  help_and_page_have_the_same_options, commands.at[i]);
	RUN_TEST(the_page_has_the_rules_of_check);
	RUN_TEST(the_pages_have_the_styles);
	RUN_TEST(every_call_of_the_shim_has_a_page);
	RUN_TEST(mandoc_finds_nothing);
	GREATEST_MAIN_END();
}
