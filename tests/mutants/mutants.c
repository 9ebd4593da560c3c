// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is every broken batch reported, and nothing that is not broken?
 *
 * Everything that `convert` makes, in the corpus of tests/batch and in a real
 * tree, is broken in every way that operators.c knows; own/ holds what was
 * broken by hand.  `check` has to see each of them.  The semantic patches in
 * semantic-patches/check see what one function shows; how much that is, the
 * table says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "csv.h"
#include "greatest.h"
#include "harness.h"
#include "set.h"

#define PATCHES "semantic-patches/check"

static struct set set;

/* Mutants that are not wrong after all. */
static const struct { const char *name, *why; } equivalent[] = {
	{ "loop--do-once--gather-begun-again--1",
	  "the loop goes round once, and nothing is in the gather yet" },
};

/* Right texts that the semantic patches know no better than to report. */
static const struct { const char *name, *why; } misjudged[] = {
	{ "own--missing-flush--loop-without-end",
	  "spatch takes for (;;) for a loop that ends" },
};

static bool is_misjudged(const struct base *b)
{
	size_t i;

	for (i = 0; i < sizeof(misjudged) / sizeof(misjudged[0]); i++)
		if (!strcmp(b->name, misjudged[i].name))
			return true;
	return false;
}

static bool is_equivalent(const struct mutant *m)
{
	size_t i;

	for (i = 0; i < sizeof(equivalent) / sizeof(equivalent[0]); i++)
		if (!strcmp(m->name, equivalent[i].name))
			return true;
	return false;
}

/* ---- what they say ---- */

/* The base or mutant whose file a path names. */
struct what {
	struct base *base;
	struct mutant *mutant;
};

static struct what what_is(const char *path)
{
	const char *name = strrchr(path, '/');
	struct what what = { NULL, NULL };
	unsigned long n;

	name = name ? name + 1 : path;
	n = strtoul(name + 1, NULL, 10);
	if (*name == 'b' && n < set.base_count)
		what.base = &set.bases[n];
	else if (*name == 'm' && n < set.count)
		what.mutant = &set.mutants[n];
	else
		broken("who is %s?", path);
	return what;
}

/* All texts of a style; for spatch what it has to see of them. */
static char *set_out(enum style style, bool excerpts)
{
	char *dir = scratch();
	size_t i;

	for (i = 0; i < set.base_count; i++) {
		struct base *b = &set.bases[i];

		if (b->style == style && (b->compiles || !excerpts))
			put(text("%s/b%zu.c", dir, i), b->text);
	}
	for (i = 0; i < set.count; i++) {
		struct mutant *m = &set.mutants[i];
		struct base *b = &set.bases[m->base];

		if (b->style == style)
			put(text("%s/m%zu.c", dir, i),
			    excerpts && !b->compiles ? m->function : m->text);
	}
	return dir;
}

/* For people: every text under its own name, and what is wrong with it. */
static void write_out(const char *dir)
{
	FILE *table;
	size_t i;

	make_folders(dir);
	table = fopen(text("%s/table", dir), "w");
	if (!table)
		broken("%s/table cannot be written", dir);

	for (i = 0; i < set.base_count; i++)
		put(text("%s/%s/right/%s.c", dir,
			 style_table[set.bases[i].style].name,
			 set.bases[i].name), set.bases[i].text);
	for (i = 0; i < set.count; i++) {
		struct mutant *m = &set.mutants[i];
		char *path = text("%s/wrong/%s.c",
			style_table[set.bases[m->base].style].name, m->name);

		put(text("%s/%s", dir, path), m->text);
		fprintf(table, "%s\t%s\n", m->rule, path);
	}
	fclose(table);
}

/* Is there a `check` to be asked? */
static bool can_check(void)
{
	return RUN(NULL, tool(), "check", "--help").status == 0;
}

static void check(enum style style)
{
	struct run r = RUN(set_out(style, false), tool(), "check", "--style",
			   style_table[style].name, "--format", "csv",
			   "--progress", "never", ".");
	struct csv table;
	size_t i;

	if (r.status != 0 && r.status != 1)
		broken("check: exit status %d: %s", r.status, r.err.data);
	table = csv_parse(r.out, "findings");
	for (i = 0; i < table.rows; i++) {
		struct what w = what_is(csv_get(&table, i, "file"));

		if (w.base)
			w.base->check++;
		else if (!strcmp(csv_get(&table, i, "rule"), w.mutant->rule))
			w.mutant->named++;
		if (w.mutant)
			w.mutant->check++;
	}
}

static struct started spatch(const char *dir, const char *name)
{
	return start(&(struct command){
		.argv = { "spatch", "--sp-file", text(PATCHES "/%s", name),
			  "-D", "report", "--very-quiet", "--no-show-diff",
			  "--no-includes", "--use-coccigrep", "--dir", dir },
	});
}

static void hear(struct started *started)
{
	struct run r = finish(started);
	char *line;

	if (r.status || contains(r.err, "EXN"))
		broken("spatch: exit status %d: %s", r.status, r.err.data);
	for (line = strtok(r.out.data, "\n"); line; line = strtok(NULL, "\n")) {
		struct what w = what_is(text("%.*s", (int)strcspn(line, ":"),
					     line));

		if (w.base)
			w.base->smpl++;
		else
			w.mutant->smpl++;
	}
}

static void semantic_patches(enum style style)
{
	char *dir = set_out(style, true), **name;

	for (name = list(PATCHES); *name; ) {
		struct started two[2];
		size_t i, n = 0;

		while (n < 2 && *name)
			two[n++] = spatch(dir, *name++);
		for (i = 0; i < n; i++)
			hear(&two[i]);
	}
}

/* ---- the table ---- */

struct count {
	size_t all, check, named, smpl;
};

static bool is_caught(const struct mutant *m)
{
	return m->check > set.bases[m->base].check;
}

static struct count count(const char *rule, const char *operator)
{
	struct count c = { 0 };
	size_t i;

	for (i = 0; i < set.count; i++) {
		const struct mutant *m = &set.mutants[i];

		if (is_equivalent(m) || (rule && strcmp(m->rule, rule)) ||
		    (operator && strcmp(m->operator, operator)))
			continue;
		c.all++;
		c.check += is_caught(m);
		c.named += is_caught(m) && m->named;
		c.smpl += m->smpl > 0;
	}
	return c;
}

static void print_row(const char *rule, const char *operator)
{
	struct count c = count(rule, operator);

	printf("%-23s %-32s %6zu %6zu %6zu %6zu\n", rule ? rule : "",
	       operator ? operator : "all", c.all, c.check, c.named, c.smpl);
}

static bool is_first(size_t n, bool with_operator)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(set.mutants[i].rule, set.mutants[n].rule) &&
		    (!with_operator ||
		     !strcmp(set.mutants[i].operator, set.mutants[n].operator)))
			return false;
	return true;
}

static void print_table(void)
{
	size_t i, k;

	printf("%-23s %-32s %6s %6s %6s %6s\n", "rule", "operator", "all",
	       "check", "named", "smpl");
	for (i = 0; i < set.count; i++) {
		if (!is_first(i, false))
			continue;
		for (k = i; k < set.count; k++)
			if (!strcmp(set.mutants[k].rule, set.mutants[i].rule) &&
			    is_first(k, true))
				print_row(set.mutants[k].rule,
					  set.mutants[k].operator);
		print_row(set.mutants[i].rule, NULL);
	}
	print_row(NULL, NULL);
}

static char *difference(const struct mutant *m)
{
	char *dir = scratch();

	put(text("%s/right.c", dir), set.bases[m->base].text);
	put(text("%s/wrong.c", dir), m->text);
	return RUN(dir, "diff", "-u3", "right.c", "wrong.c").out.data;
}

/* ---- tests ---- */

TEST check_catches(const char *rule)
{
	size_t i, missed = 0;
	char *all = "";

	if (!can_check())
		SKIPm("the command has no check");
	for (i = 0; i < set.count; i++) {
		const struct mutant *m = &set.mutants[i];

		if (strcmp(m->rule, rule) || is_equivalent(m) || is_caught(m))
			continue;
		all = text("%s%s, style %s:\n%s\n", all, m->name,
			   style_table[set.bases[m->base].style].name,
			   difference(m));
		missed++;
	}
	if (missed)
		FAILm(text("%zu missed:\n%s", missed, all));
	PASS();
}

TEST check_is_silent_on_right_texts(void)
{
	char *all = "";
	size_t i;

	if (!can_check())
		SKIPm("the command has no check");
	for (i = 0; i < set.base_count; i++)
		if (set.bases[i].compiles && set.bases[i].check)
			all = text("%s%s, style %s\n", all, set.bases[i].name,
				   style_table[set.bases[i].style].name);
	if (*all)
		FAILm(all);
	PASS();
}

/* Those of mixed styles call what no one header declares. */
static char *errors_of(enum style style)
{
	char *dir = scratch();
	bool any = false;
	size_t i;

	for (i = 0; i < set.count; i++) {
		struct mutant *m = &set.mutants[i];
		struct base *b = &set.bases[m->base];

		if (b->style != style || !b->compiles ||
		    !strcmp(m->rule, "mixed-styles"))
			continue;
		put(text("%s/%s.c", dir, m->name), m->text);
		any = true;
	}
	if (!any)
		return "";
	return RUN(dir, "sh", "-c", text("ls | xargs -n 100 -P 2 gcc "
		"-fsyntax-only -std=gnu11 -fno-builtin -w -DSTYLE_GATHER=%d "
		"-include %s -I %s 2>&1 | grep error:",
		style == STYLE_GATHER, in_source("tests/mutants/stub.h"),
		in_source("tests/batch/include"))).out.data;
}

TEST mutants_compile(enum style style)
{
	char *errors = errors_of(style);

	if (*errors)
		FAILm(errors);
	PASS();
}

TEST semantic_patches_are_silent_on_right_texts(void)
{
	char *all = "";
	size_t i;

	for (i = 0; i < set.base_count; i++)
		if (set.bases[i].smpl && !is_misjudged(&set.bases[i]))
			all = text("%s%s, style %s\n", all, set.bases[i].name,
				   style_table[set.bases[i].style].name);
	if (*all)
		FAILm(all);
	PASS();
}

SUITE(mutants)
{
	enum style style;
	size_t i;

	add_corpus(&set);
	add_tree(&set, LINUX);
	add_own(&set);
	if (getenv("MUTANTS_DIR"))
		write_out(getenv("MUTANTS_DIR"));
	for (style = 0; style < STYLE_COUNT; style++) {
		if (can_check())
			check(style);
		semantic_patches(style);
	}
	print_table();
	for (i = 0; i < set.count; i++)
		if (is_first(i, false))
			RUN_NAMED(text("check_catches_%s", set.mutants[i].rule),
				  check_catches, set.mutants[i].rule);
	for (style = 0; style < STYLE_COUNT; style++)
		RUN_NAMED(text("mutants_compile_%s", style_table[style].name),
			  mutants_compile, style);
	RUN_TEST(check_is_silent_on_right_texts);
	RUN_TEST(semantic_patches_are_silent_on_right_texts);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(mutants);
	GREATEST_MAIN_END();
}
