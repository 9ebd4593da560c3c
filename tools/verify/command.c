// SPDX-License-Identifier: GPL-2.0-only
/*
 * iommu-migrate verify: both sides read, paired, compared; what was found.
 */
#include "commands.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "find/tree.h"
#include "scan/scan.h"
#include "report/report.h"
#include "verify/compare.h"
#include "verify/interface.h"

struct verify {
	const struct options *options;
	struct sides sides;
	struct pairs pairs;
	struct direction direction;
	struct comparison *all;		/* by pair */
	struct source *before, *after;	/* in the order in which they were scanned */
	size_t before_count, after_count;
};

/* ---- reading ---- */

static void note(struct comparison *c, enum verify_rule rule, char *text)
{
	say(c, rule, CONFIDENCE_HIGH, 0, text);
}

static bool is_c(const struct verify *v, const struct pair *pair)
{
	return v->sides.before.is_file ||
	       (is_c_name(pair->name) && !pair->before->link);
}

/* False when something was said and there is nothing to compare. */
static bool both_there(struct comparison *c, const struct pair *pair)
{
	const struct member *a = pair->before, *b = pair->after;

	if (!a || !b)
		note(c, RULE_FILE, xasprintf("the file is %s",
					     a ? "not in AFTER: it was forgotten or deleted" :
						 "not in BEFORE: it was added"));
	else if (a->unreadable || b->unreadable)
		note(c, RULE_OPEN, xasprintf("cannot read %s: %s",
					     a->unreadable ? "BEFORE" : "AFTER",
					     a->unreadable ? a->unreadable :
							     b->unreadable));
	else if (a->link != b->link || a->submodule != b->submodule)
		note(c, RULE_FILE, xstrdup("became another kind of file (link, submodule)"));
	else if (a->submodule && !same_member(a, b))
		note(c, RULE_FILE, xstrdup("the submodule is at another commit"));
	else if (!a->submodule)
		return true;
	return false;
}

static unsigned int first_difference(const struct buf *a, const struct buf *b)
{
	unsigned int line = 1;
	size_t i;

	for (i = 0; i < a->len && i < b->len && a->data[i] == b->data[i]; i++)
		line += a->data[i] == '\n';
	return line;
}

static void compare_bytes(struct comparison *c, const struct pair *pair,
			  const struct buf *a, const struct buf *b)
{
	unsigned int line = first_difference(a, b);

	if (pair->before->link)
		note(c, RULE_FILE, xstrdup("the link points elsewhere"));
	else if ((a->len && memchr(a->data, '\0', a->len)) ||
		 (b->len && memchr(b->data, '\0', b->len)))
		note(c, RULE_FILE, xstrdup("a binary file changed"));
	else
		note(c, RULE_FILE, xasprintf("no C source, and changed from line %u on",
					     line));
	if (c->findings.count)
		c->findings.at[c->findings.count - 1].line = line;
}

static bool read_member(struct verify *v, struct comparison *c,
			const struct member *m, struct buf *text)
{
	int err = member_read(&v->sides, m, text);

	if (err)
		note(c, RULE_OPEN, xasprintf("cannot read %s: %s",
					     m == c->pair->before ? "BEFORE" :
								    "AFTER",
					     strerror(-err)));
	return !err;
}

/* Hand a text over to be scanned; NULL when it is no C source. */
static struct source *scan(struct comparison *c, struct source *list,
			   size_t *count, struct buf *text)
{
	struct source *src = &list[__atomic_fetch_add(count, 1,
						      __ATOMIC_RELAXED)];

	src->path = xasprintf("/%s", c->pair->name);
	src->shown = c->pair->name;
	src->text = *text;
	*text = (struct buf){ 0 };
	if (!src->text.data)
		buf_add(&src->text, "", 0);
	if (!scan_text(src))
		return src;
	note(c, RULE_OPEN, xstrdup("no C source that can be split into tokens"));
	return NULL;
}

static void read_pair(struct verify *v, struct comparison *c)
{
	const struct pair *pair = c->pair;
	struct buf a = { 0 }, b = { 0 };

	if (pair->before->executable != pair->after->executable)
		note(c, RULE_MODE, xasprintf("is %s executable",
					     pair->after->executable ? "now" :
								       "no longer"));
	c->same = same_member(pair->before, pair->after);
	if (!c->same && read_member(v, c, pair->before, &a) &&
	    read_member(v, c, pair->after, &b)) {
		c->same = a.len == b.len &&
			  (!a.len || !memcmp(a.data, b.data, a.len));
		if (!c->same && !is_c(v, pair)) {
			compare_bytes(c, pair, &a, &b);
		} else if (!c->same) {
			c->before = scan(c, v->before, &v->before_count, &a);
			if (c->before)
				c->after = scan(c, v->after, &v->after_count,
						&b);
		}
	}
	buf_free(&a);
	buf_free(&b);
}

/* Sites of files that are the same may mean something else now. */
static void read_same(void *arg, size_t i)
{
	struct verify *v = arg;
	struct comparison *c = &v->all[i];
	struct buf text = { 0 };

	if (c->same && is_c(v, c->pair) &&
	    read_member(v, c, c->pair->before, &text) &&
	    holds_name(text.data, text.len))
		c->before = scan(c, v->before, &v->before_count, &text);
	buf_free(&text);
	progress_step();
}

static void read_one(void *arg, size_t i)
{
	struct verify *v = arg;
	struct comparison *c = &v->all[i];

	c->pair = &v->pairs.at[i];
	if (both_there(c, c->pair))
		read_pair(v, c);
	progress_step();
}

/* ---- comparing ---- */

static void align_one(void *arg, size_t i)
{
	struct comparison *c = &((struct verify *)arg)->all[i];

	if (c->before && c->after)
		compare_begin(c);
	progress_step();
}

static void judge_one(void *arg, size_t i)
{
	struct verify *v = arg;
	struct comparison *c = &v->all[i];

	if (!c->before)
		return;
	c->plain_deferred = v->direction.from == STYLE_UNKNOWN ?
			    seems_deferred(c->before) :
			    plain_is_deferred(v->direction.from);
	/* What is said of a file that is the same is said of its text. */
	if (c->same)
		c->after = c->before;
	if (c->ready || c->same)
		account(c, &v->direction);
	if (c->ready) {
		differences(c, &v->direction);
		safety(c, &v->direction);
		recheck(c, &v->direction);
	}
	progress_step();
}

/* The style that most of what was converted belongs to. */
static void recognise(struct verify *v)
{
	size_t votes[STYLE_COUNT] = { 0 }, best = 0, i;
	int s;

	v->direction.from = v->options->from;
	v->direction.to = v->options->to;
	if (v->direction.to != STYLE_UNKNOWN)
		return;
	for (i = 0; i < v->pairs.count; i++)
		if (v->all[i].ready)
			vote(&v->all[i], votes);
	for (s = 0; s < STYLE_COUNT; s++) {
		if (votes[s] <= best)
			continue;
		best = votes[s];
		v->direction.to = s;
	}
}

static void in_parallel(struct verify *v, const char *label,
			void (*work)(void *arg, size_t i))
{
	progress_begin(label, v->pairs.count);
	parallel(v->pairs.count, v->options->jobs, work, v);
	progress_end();
}

/* Do the plain calls of AFTER flush, whatever the style says of them? */
static void find_interface(struct verify *v)
{
	struct symbols symbols = { 0 };
	struct view view;
	size_t i;

	for (i = 0; i < v->pairs.count; i++) {
		struct comparison *c = &v->all[i];

		if (c->ready) {
			v->direction.plain_flushes |= plain_calls_flush(&c->new);
		} else if (c->same && c->before && is_api_header(c->before)) {
			view_begin(&view, c->before, &symbols);
			v->direction.plain_flushes |= plain_calls_flush(&view);
			view_end(&view);
		}
	}
	symbols_free(&symbols);
}

static void compare_all(struct verify *v)
{
	in_parallel(v, "read", read_one);
	scan_tree(v->before, v->before_count);
	scan_tree(v->after, v->after_count);
	in_parallel(v, "align", align_one);
	recognise(v);
	if (v->direction.to != STYLE_UNKNOWN)
		in_parallel(v, "scan", read_same);
	if (plain_is_deferred(v->direction.to))
		find_interface(v);
	in_parallel(v, "verify", judge_one);
}

/* ---- what was found ---- */

struct sums {
	size_t sites, files, changed, open, fates[FATE_COUNT];
};

static struct sums sum_up(struct verify *v, struct findings *findings)
{
	struct sums sums = { 0 };
	size_t i, k;

	for (i = 0; i < v->pairs.count; i++) {
		struct comparison *c = &v->all[i];

		sums.open += c->open;
		sums.changed += !c->same;
		sums.files += c->before && c->before->site_count;
		sums.sites += c->before ? c->before->site_count : 0;
		for (k = 0; k < FATE_COUNT; k++)
			sums.fates[k] += c->fates[k];
		for (k = 0; k < c->findings.count; k++) {
			grow(findings->at, findings->count, findings->room);
			findings->at[findings->count++] = c->findings.at[k];
		}
		c->findings.count = 0;
	}
	findings_sort(findings);
	return sums;
}

static void summary(const struct verify *v, const struct sums *sums,
		    size_t findings)
{
	size_t i;

	fflush(stdout);
	fprintf(stderr, "verify: to %s: %zu sites in %zu files:",
		v->direction.to == STYLE_UNKNOWN ? "no other style" :
		style_table[v->direction.to].name, sums->sites, sums->files);
	for (i = 0; i < FATE_COUNT; i++)
		if (i < FATE_LEFT || sums->fates[i])
			fprintf(stderr, "%s %zu %s", i ? "," : "",
				sums->fates[i], fate_names[i]);
	fprintf(stderr, "; %zu of %zu files differ: %zu findings, %zu open\n",
		sums->changed, v->pairs.count, findings, sums->open);
}

static void print_interface(const struct verify *v)
{
	size_t i;

	for (i = 0; i < v->pairs.count; i++)
		if (v->all[i].interface_count)
			fprintf(stderr, "verify: %s: %zu calls added to the interface: %s\n",
				v->pairs.at[i].name,
				v->all[i].interface_count,
				v->all[i].interface.data);
}

/* A finding's lines are those of AFTER. */
static void write_report(const struct verify *v, const struct findings *findings)
{
	struct report report = {
		.command = "verify", .line = v->options->line,
		.folder = v->options->paths[1],
		.findings = findings, .rules = verify_rules,
		.sources = v->after, .source_count = v->after_count,
	};

	if (v->options->report)
		report_write(v->options->report, &report);
}

static void verify_end(struct verify *v)
{
	size_t i;

	for (i = 0; i < v->pairs.count; i++)
		compare_end(&v->all[i]);
	for (i = 0; i < v->before_count; i++)
		source_free(&v->before[i]);
	for (i = 0; i < v->after_count; i++)
		source_free(&v->after[i]);
	free(v->all);
	free(v->before);
	free(v->after);
	free(v->pairs.at);
	sides_close(&v->sides);
}

enum exit_status command_verify(const struct options *options)
{
	struct verify v = { .options = options };
	struct findings findings = { 0 };
	size_t found;
	struct sums sums;

	if (options->path_count < 2)
		die("verify: BEFORE and AFTER are wanted: two files, two folders, or two git revisions");
	sides_open(&v.sides, options->paths, options->path_count);
	pair_up(&v.sides, &v.pairs);
	if (!v.pairs.count)
		die("%s and %s: no files to compare", options->paths[0],
		    options->paths[1]);
	v.all = xcalloc(v.pairs.count, sizeof(*v.all));
	v.before = xcalloc(v.pairs.count, sizeof(*v.before));
	v.after = xcalloc(v.pairs.count, sizeof(*v.after));
	compare_all(&v);
	sums = sum_up(&v, &findings);
	found = findings.count > sums.open ? findings.count - sums.open : 0;
	findings_print(&findings, verify_rules, options->format, stdout);
	summary(&v, &sums, found);
	print_interface(&v);
	write_report(&v, &findings);
	findings_free(&findings);
	verify_end(&v);
	return found ? EXIT_FINDINGS : sums.open ? EXIT_OPEN : EXIT_DONE;
}
