// SPDX-License-Identifier: GPL-2.0-only
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expected.h"
#include "greatest.h"
#include "harness.h"
#include "judge.h"

static struct set set;
static bool whole;

/* ---- what is known beforehand ---- */

static struct expected equivalent;
static struct expected missed[JUDGE_COUNT], right[JUDGE_COUNT];

static void read_expected(void)
{
	size_t i;

	expected_read(&equivalent, "equivalent");
	expected_read(&missed[CHECK], "missed");
	expected_read(&missed[SMPL], "missed-smpl");
	expected_read(&right[CHECK], "right");
	expected_read(&right[SMPL], "right-smpl");
	for (i = 0; i < set.count; i++)
		set.mutants[i].equivalent =
			is_expected(&equivalent, set.mutants[i].name);
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
		put(text("%s/right/%s.c", dir, set.bases[i].name),
		    set.bases[i].text);
	for (i = 0; i < set.count; i++) {
		struct mutant *m = &set.mutants[i];

		put(text("%s/wrong/%s.c", dir, m->name), m->text);
		fprintf(table, "%s\t%s%s%s%s\n", m->name, m->rule,
			m->equivalent ? "\tequivalent" : "",
			is_caught(&set, m, CHECK, NULL) ? "\tcheck" : "",
			is_caught(&set, m, SMPL, NULL) ? "\tsmpl" : "");
	}
	fclose(table);
}

/* ---- the table ---- */

struct count {
	size_t all, check, named, smpl;
};

static struct count count(const char *rule, const char *operator)
{
	struct count c = { 0 };
	size_t i;

	for (i = 0; i < set.count; i++) {
		const struct mutant *m = &set.mutants[i];

		if (m->equivalent || (rule && strcmp(m->rule, rule)) ||
		    (operator && strcmp(m->operator, operator)))
			continue;
		c.all++;
		c.check += is_caught(&set, m, CHECK, NULL);
		c.named += is_caught(&set, m, CHECK, m->rule);
		c.smpl += is_caught(&set, m, SMPL, NULL);
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

/* named: check reports it by the rule that is broken. */
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

/* ---- tests ---- */

static char *difference(const struct mutant *m)
{
	char *dir = scratch();

	put(text("%s/right.c", dir), base_of(&set, m)->text);
	put(text("%s/wrong.c", dir), m->text);
	return RUN(dir, "diff", "-u3", "right.c", "wrong.c").out.data;
}

/* All but the expected ones, and none of these. */
TEST catches(enum judge judge, const char *rule)
{
	char *all = "";
	size_t i;

	for (i = 0; i < set.count; i++) {
		const struct mutant *m = &set.mutants[i];
		bool caught = is_caught(&set, m, judge, NULL);

		if (strcmp(m->rule, rule) || m->equivalent ||
		    caught != is_expected(&missed[judge], m->name))
			continue;
		all = text("%s%s %s:\n%s\n", all, m->name,
			   caught ? "is caught and listed as missed" :
				    "is missed", difference(m));
	}
	if (*all)
		FAILm(all);
	PASS();
}

/* Of right texts, and of mutants that are right. */
TEST is_silent_on_right_texts(enum judge judge)
{
	char *all = "";
	size_t i, k;

	for (i = 0; i < set.base_count; i++) {
		struct base *b = &set.bases[i];

		if (!!b->said[judge].count !=
		    is_expected(&right[judge], b->name))
			all = text("%s%s: %zu reports\n", all, b->name,
				   b->said[judge].count);
		for (k = 0; k < b->said[judge].count; k++)
			all = *all ? text("%s  %lu: %s\n", all,
					  b->said[judge].at[k].line,
					  b->said[judge].at[k].rule) : all;
	}
	for (i = 0; i < set.count; i++)
		if (set.mutants[i].equivalent &&
		    is_caught(&set, &set.mutants[i], judge, NULL) !=
		    is_expected(&right[judge], set.mutants[i].name))
			all = text("%s%s: %s\n", all, set.mutants[i].name,
				   "equivalent, and reported or not");
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
		struct base *b = base_of(&set, m);

		if (b->style != style || !b->compiles ||
		    !strcmp(m->rule, "mixed-styles"))
			continue;
		put(text("%s/%s.c", dir, strchr(m->name, '/') + 1), m->text);
		any = true;
	}
	if (!any)
		return "";
	return RUN(dir, "sh", "-c", text("ls | xargs -n 100 -P 2 gcc "
		"-fsyntax-only -std=gnu11 -fno-builtin -w -DSTYLE_GATHER=%d "
		"-include %s -I %s 2>&1 | grep -m 20 error:",
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

TEST all_that_is_expected_exists(void)
{
	char *all = text("%s%s%s%s%s", unused_of(&equivalent),
			 unused_of(&missed[CHECK]), unused_of(&missed[SMPL]),
			 unused_of(&right[CHECK]), unused_of(&right[SMPL]));

	if (*all)
		FAILm(all);
	PASS();
}

static void run_tests(void)
{
	enum style style;
	size_t i;

	for (i = 0; i < set.count; i++) {
		const char *rule = set.mutants[i].rule;

		if (!is_first(i, false))
			continue;
		RUN_NAMED(text("check_catches_%s", rule), catches, CHECK, rule);
		RUN_NAMED(text("semantic_patches_catch_%s", rule), catches,
			  SMPL, rule);
	}
	RUN_NAMED("check_is_silent_on_right_texts", is_silent_on_right_texts,
		  CHECK);
	RUN_NAMED("semantic_patches_are_silent_on_right_texts",
		  is_silent_on_right_texts, SMPL);
	for (style = 0; style < STYLE_COUNT; style++)
		RUN_NAMED(text("mutants_compile_%s", style_table[style].name),
			  mutants_compile, style);
	if (whole)
		RUN_TEST(all_that_is_expected_exists);
}

SUITE(mutants)
{
	set.each = whole ? 0 : 2;
	add_corpus(&set);
	if (whole)
		add_tree(&set, LINUX);
	add_own(&set);
	read_expected();
	ask_check(&set);
	ask_semantic_patches(&set);
	if (getenv("MUTANTS_DIR"))
		write_out(getenv("MUTANTS_DIR"));
	print_table();
	run_tests();
}

GREATEST_MAIN_DEFS();

int run_suite(enum extent extent, int argc, char **argv)
{
	whole = extent == WHOLE;
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(mutants);
	GREATEST_MAIN_END();
}
