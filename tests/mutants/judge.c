// SPDX-License-Identifier: GPL-2.0-only
#include "judge.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "csv.h"
#include "harness.h"

#define PATCHES "semantic-patches/check"

/* Seconds for all texts of a style, and for one of them to be blamed. */
#define ALL_WITHIN "120"
#define ONE_WITHIN "10"

/* What a text is called while it is judged, so that it can be found again. */
static char *path_of(const char *dir, char kind, size_t n)
{
	return text("%s/%c%zu.c", dir, kind, n);
}

/* Line @n, without the blanks around it. */
static char *line_of_text(const char *in, unsigned long n)
{
	size_t len;

	while (--n && (in = strchr(in, '\n')))
		in++;
	if (!in)
		return "";
	in += strspn(in, " \t");
	len = strcspn(in, "\n");
	while (len && isspace((unsigned char)in[len - 1]))
		len--;
	return text("%.*s", (int)len, in);
}

/* Somebody said something of the text in a file. */
static void note(struct set *set, enum judge judge, const char *path,
		 const char *line, const char *rule)
{
	const char *name = strrchr(path, '/');
	struct reports *reports = NULL;
	const char *said_of = NULL;
	unsigned long n;

	name = name ? name + 1 : path;
	n = strtoul(name + 1, NULL, 10);
	if (*name == 'b' && n < set->base_count) {
		reports = &set->bases[n].said[judge];
		said_of = set->bases[n].text;
	} else if (*name == 'm' && n < set->count) {
		struct mutant *m = &set->mutants[n];

		reports = &m->said[judge];
		said_of = judge == SMPL ? m->shown : m->text;
	} else {
		broken("who is %s?", path);
	}
	grow(reports->at, reports->count, reports->room);
	reports->at[reports->count++] = (struct report){
		.rule = text("%s", rule), .line = strtoul(line, NULL, 10),
		.text = line_of_text(said_of, strtoul(line, NULL, 10)),
	};
}

/* ---- check ---- */

static char *check_out(struct set *set, enum style style)
{
	char *dir = scratch();
	size_t i;

	for (i = 0; i < set->base_count; i++)
		if (set->bases[i].style == style)
			put(path_of(dir, 'b', i), set->bases[i].text);
	for (i = 0; i < set->count; i++)
		if (base_of(set, &set->mutants[i])->style == style)
			put(path_of(dir, 'm', i), set->mutants[i].text);
	return dir;
}

/* Each by itself: those that take too long. */
static char *slow_ones(struct set *set, const char *dir, enum style style)
{
	struct run r = RUN(dir, "sh", "-c", text("ls | xargs -n 1 -P 2 sh -c '"
		"timeout -s KILL " ONE_WITHIN " %s check --style %s "
		"--progress never $0 >/dev/null 2>&1; [ $? -ne 137 ] || "
		"echo $0'", tool(), style_table[style].name));
	char *line, *all = "";

	for (line = strtok(r.out.data, "\n"); line; line = strtok(NULL, "\n")) {
		size_t n = strtoul(line + 1, NULL, 10);

		all = text("%s\n%s", all, *line == 'b' ? set->bases[n].name :
						 set->mutants[n].name);
	}
	return *all ? all : " all of them together";
}

static void check_style(struct set *set, enum style style)
{
	char *dir = check_out(set, style);
	struct csv table;
	struct run r;
	size_t i;

	if (!*list(dir))
		return;
	r = RUN(dir, "timeout", "-s", "KILL", ALL_WITHIN, tool(),
			   "check", "--style", style_table[style].name,
			   "--format", "csv", "--progress", "never", ".");
	if (r.status == 137)
		broken("check --style %s takes more than " ALL_WITHIN " s:%s",
		       style_table[style].name, slow_ones(set, dir, style));
	if (r.status != 0 && r.status != 1)
		broken("check: exit status %d: %s", r.status, r.err.data);
	table = csv_parse(r.out, "findings");
	for (i = 0; i < table.rows; i++)
		note(set, CHECK, csv_get(&table, i, "file"),
		     csv_get(&table, i, "line"), csv_get(&table, i, "rule"));
}

void ask_check(struct set *set)
{
	enum style style;

	for (style = 0; style < STYLE_COUNT; style++)
		check_style(set, style);
}

/* ---- semantic patches ---- */

static struct started spatch(const char *dir, const char *name)
{
	return start(&(struct command){
		.argv = { "spatch", "--sp-file", text(PATCHES "/%s", name),
			  "-D", "report", "--very-quiet", "--no-show-diff",
			  "--no-includes", "--use-coccigrep", "--dir", dir },
	});
}

/* "PATH:LINE:COLUMN-COLUMN: ERROR: ..."; the file is named for its rule. */
static void hear(struct set *set, struct started *started, const char *name)
{
	struct run r = finish(started);
	char *rule = text("%.*s", (int)strcspn(name, "."), name);
	char *line;

	if (r.status || contains(r.err, "EXN"))
		broken("spatch: exit status %d: %s", r.status, r.err.data);
	for (line = strtok(r.out.data, "\n"); line; line = strtok(NULL, "\n")) {
		size_t len = strcspn(line, ":");

		if (!line[len])
			broken("%s: what is \"%s\"?", name, line);
		note(set, SMPL, text("%.*s", (int)len, line), line + len + 1,
		     rule);
	}
}

void ask_semantic_patches(struct set *set)
{
	char *dir = scratch(), **name;
	size_t i;

	for (i = 0; i < set->base_count; i++)
		put(path_of(dir, 'b', i), set->bases[i].text);
	for (i = 0; i < set->count; i++)
		put(path_of(dir, 'm', i), set->mutants[i].shown);
	for (name = list(PATCHES); *name; ) {
		struct started two[2];
		char **first = name;
		size_t n = 0;

		while (n < 2 && *name)
			two[n++] = spatch(dir, *name++);
		for (i = 0; i < n; i++)
			hear(set, &two[i], first[i]);
	}
}

/* ---- verdict ---- */

static size_t how_often(const struct reports *reports,
			const struct report *report)
{
	size_t i, n = 0;

	for (i = 0; i < reports->count; i++)
		n += !strcmp(reports->at[i].rule, report->rule) &&
		     !strcmp(reports->at[i].text, report->text);
	return n;
}

bool is_caught(const struct set *set, const struct mutant *m, enum judge judge,
	       const char *rule)
{
	const struct reports *said = &m->said[judge];
	const struct reports *before = &base_of(set, m)->said[judge];
	size_t i;

	for (i = 0; i < said->count; i++)
		if ((!rule || !strcmp(said->at[i].rule, rule)) &&
		    how_often(said, &said->at[i]) >
		    how_often(before, &said->at[i]))
			return true;
	return false;
}
