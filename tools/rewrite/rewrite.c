// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite/rewrite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rewrite/layout.h"
#include "base/parallel.h"
#include "check/converted.h"
#include "scan/scan.h"
#include "rewrite/spatch.h"
#include "rewrite/verify.h"

static bool has_converted(const struct source *src)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].outcome == OUTCOME_CONVERTED)
			return true;
	return false;
}

static void open_all(struct source *src, const char *why)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].outcome == OUTCOME_CONVERTED)
			site_decide(&src->sites[i], OUTCOME_OPEN, "%s", why);
	buf_free(&src->result);
}

/*
 * The semantic patches know names, not sites.  A name that is to stay at one
 * site of a file is masked there while spatch works: its first letter is
 * exchanged, so that lengths and layout stay.  The letter is one with which the
 * masked names do not occur in the file; '\0': there is none.
 */
static char mask_letter(const struct buf *text)
{
	static const char letters[] =
		"abcdefghjklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
	char masked[] = API_PREFIX;
	const char *c;

	for (c = letters; *c; c++) {
		masked[0] = *c;
		if (!memmem(text->data, text->len, masked, sizeof(masked) - 1))
			return *c;
	}
	return '\0';
}

static void unmask(struct buf *text, char letter)
{
	char masked[] = API_PREFIX;
	char *p = text->data;

	masked[0] = letter;
	while ((p = memmem(p, text->data + text->len - p, masked,
			   sizeof(masked) - 1)))
		*p = API_PREFIX[0];
}

/* Say of sites that spatch left alone where it lost its way. */
static void explain_open(const struct rewriter *rw, struct source *src,
			 const char *file, const char *dir)
{
	unsigned int lines[64], nearest;
	size_t count, i, k;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].outcome == OUTCOME_OPEN &&
		    src->sites[i].becomes)
			break;
	if (i == src->site_count)
		return;
	count = spatch_parse_errors(file, dir, rw->timeout, lines,
				    ARRAY_SIZE(lines));
	for (; count && i < src->site_count; i++) {
		struct site *site = &src->sites[i];

		if (site->outcome != OUTCOME_OPEN || !site->becomes)
			continue;
		nearest = lines[0];
		for (k = 1; k < count; k++)
			if (abs((int)(lines[k] - site->line)) <
			    abs((int)(nearest - site->line)))
				nearest = lines[k];
		site_decide(site, OUTCOME_OPEN,
			    "spatch left it unchanged: it cannot parse the code at line %u",
			    nearest);
	}
}

size_t rewrite_scripts(const struct source *src, enum style to,
		       const char *scripts[MAX_SCRIPTS])
{
	bool renames = false, batches = false, marks = false;
	size_t count = 0, i;

	for (i = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];

		if (site->outcome != OUTCOME_CONVERTED || site->removed ||
		    site->own_name)
			continue;
		batches |= site->batched;
		marks |= site->marked;
		renames |= !site->batched && !site->marked &&
			   strcmp(site->becomes, site->api->name);
	}
	for (i = 0; i < src->edit_count; i++)
		marks |= strstr(src->edits[i].marker, MARK_PREFIX) != NULL;
	if (renames)
		scripts[count++] = style_rename_script(to);
	if (batches)
		scripts[count++] = style_batch_form(to)->script;
	if (marks)
		scripts[count++] = "planned/names";
	return count;
}

/* Apply one semantic patch to src->result.  NULL, or why not, to be freed. */
static char *apply(const struct rewriter *rw, struct source *src,
		   const struct spatch_run *what)
{
	char *script = semantic_patch(what->script), *why = NULL;
	struct spatch_run run = *what;
	int err;

	if (!script)
		return xasprintf("semantic patch %s.cocci not found",
				 what->script);
	run.script = script;
	run.timeout = rw->timeout;
	err = write_file(run.from, src->result.data, src->result.len, 0600,
			 false);
	if (err)
		why = xasprintf("cannot write %s: %s", run.from, strerror(-err));
	else
		why = spatch_apply(&run);
	free(script);
	if (why)
		return why;
	/* Absent: nothing matched, the text is as it was. */
	err = buf_read_file(&src->result, run.to);
	if (err == -ENOENT)
		err = buf_read_file(&src->result, run.from);
	unlink(run.to);
	return err ? xasprintf("cannot read %s: %s", run.to, strerror(-err)) :
		     NULL;
}

/* Names of the file's own that give way come first: then the new ones are free. */
static char *rename_collisions(const struct rewriter *rw, struct source *src,
			       const char *from, const char *to,
			       const char *dir)
{
	const struct api_name *last = NULL;
	char *why = NULL;
	size_t i;

	for (i = 0; i < src->site_count && !why; i++) {
		const struct site *site = &src->sites[i];
		char *old, *new;

		if (!site->own_name || site->api == last)
			continue;
		last = site->api;
		old = xasprintf("from=%s", site->api->name);
		new = xasprintf("to=%s", site->own_name);
		why = apply(rw, src, &(struct spatch_run){
			.script = "collision/rename", .from = from, .to = to,
			.dir = dir, .defines = { old, new },
		});
		free(old);
		free(new);
	}
	return why;
}

/* Run spatch on a private copy.  NULL, or why it did not work, to be freed. */
static char *run(const struct rewriter *rw, struct source *src,
		 const char *from, const char *to, const char *dir)
{
	char letter = mask_letter(&src->text), *why = NULL;
	const char *scripts[MAX_SCRIPTS];
	size_t count, i;

	if (!letter)
		return xstrdup("no free name to mask the sites that stay");
	count = rewrite_scripts(src, rw->goal->to, scripts);
	src->result.len = 0;
	source_apply(src, TEXT_MARKED, letter, &src->result, NULL);
	why = rename_collisions(rw, src, from, to, dir);
	for (i = 0; i < count && !why; i++)
		why = apply(rw, src, &(struct spatch_run){
			.script = scripts[i], .from = from, .to = to,
			.dir = dir,
		});
	if (why)
		return why;
	unmask(&src->result, letter);
	return verify(src);
}

/* Carry out the plan that the sites and edits of @src are. */
static void rewrite(const struct rewriter *rw, struct source *src,
		    const char *dir)
{
	const char *slash = strrchr(src->path, '/');
	/* The name decides how spatch parses: a header stays a header. */
	const char *suffix = is_c_name(slash) ? slash + strlen(slash) - 2 : ".c";
	char *from = xasprintf("%s/from%s", dir, suffix);
	char *to = xasprintf("%s/to%s", dir, suffix);
	bool convert = has_converted(src);
	char *why = run(rw, src, from, to, dir);

	if (why && src->edit_count && !interrupted()) {
		/* A batch that cannot be written must not cost the renames. */
		plan_without_batches(src, rw->goal, why);
		free(why);
		why = plan_has_work(src) ? run(rw, src, from, to, dir) : NULL;
		if (!plan_has_work(src))
			buf_free(&src->result);
	}
	if (why) {
		open_all(src, why);
	} else {
		explain_open(rw, src, from, dir);
		/* What goes with converted calls is nothing without them. */
		if (convert && !has_converted(src))
			buf_free(&src->result);
		else
			layout(src);
	}
	free(why);
	free(from);
	free(to);
}

/* One step on a text that is only in memory. */
static int step(const struct rewriter *rw, struct source *src,
		const struct source *like, const struct buf *text,
		const char *dir)
{
	size_t i;

	src->path = xstrdup(like->path);
	src->shown = src->path + (like->shown - like->path);
	buf_add(&src->text, text->data, text->len);
	if (scan_text(src))
		return -1;
	/* What other files tell about a name holds here as well. */
	for (i = 0; i < src->site_count && like->site_count == src->site_count; i++)
		if (like->sites[i].kind == SITE_UNRELATED &&
		    src->sites[i].kind != SITE_UNRELATED) {
			src->sites[i].kind = SITE_UNRELATED;
			site_decide(&src->sites[i], OUTCOME_UNRELATED, "%s",
				    like->sites[i].reason);
		}
	plan_source(src, rw->goal);
	if (plan_has_work(src))
		rewrite(rw, src, dir);
	return 0;
}

/* What became of a site, seen over both steps. */
static void unite(struct site *site, const struct site *first,
		  const struct site *second)
{
	const struct site *last = second ? second : first;

	site->removed = first->removed;
	site->becomes = last->becomes;
	if (last->outcome == OUTCOME_KEPT && first->outcome != OUTCOME_KEPT)
		last = first;
	site_decide(site, last->outcome, "%s", last->reason);
}

/* Through style implicit, where every deferred call is synchronous again. */
static void rewrite_in_two_steps(const struct rewriter *rw, struct source *src,
				 const char *dir)
{
	const struct goal implicit = {
		.from = rw->goal->from, .to = STYLE_IMPLICIT,
	};
	const struct goal rest = {
		.from = STYLE_UNKNOWN, .to = rw->goal->to,
		.level = rw->goal->level, .no_batch = rw->goal->no_batch,
		.shim = rw->goal->shim,
	};
	struct rewriter one = *rw, two = *rw;
	struct source first = { 0 }, second = { 0 };
	size_t i, k = 0;

	one.goal = &implicit;
	two.goal = &rest;
	if (step(&one, &first, src, &src->text, dir) ||
	    step(&two, &second, &first,
		 first.result.len ? &first.result : &first.text, dir)) {
		open_all(src, "the text between the two steps cannot be scanned");
	} else {
		for (i = 0; i < src->site_count; i++) {
			bool gone = first.sites[i].removed;

			unite(&src->sites[i], &first.sites[i],
			      gone || k >= second.site_count ?
			      NULL : &second.sites[k]);
			k += !gone;
		}
		if (second.result.len || first.result.len) {
			struct buf *last = second.result.len ? &second.result :
							       &first.result;

			src->result.len = 0;
			buf_add(&src->result, last->data, last->len);
		}
	}
	source_free(&first);
	source_free(&second);
}

/* What is put off must come to its flush: asked for without the plan. */
static void check_batches(struct source *src, enum style to, bool two_steps)
{
	bool batches = two_steps;
	char *why;
	size_t i;

	for (i = 0; i < src->site_count; i++)
		batches |= src->sites[i].batched;
	why = batches ? check_converted(src, to) : NULL;
	if (why)
		open_all(src, why);
	free(why);
}

void rewrite_source(const struct rewriter *rw, struct source *src, size_t index)
{
	char *dir = xasprintf("%s/%zu", rw->dir, index), *why;
	bool two_steps = plan_needs_two_steps(src, rw->goal);

	if (mkdir(dir, 0700) < 0) {
		why = xasprintf("cannot make %s: %s", dir, strerror(errno));
		open_all(src, why);
		free(why);
	} else if (two_steps) {
		rewrite_in_two_steps(rw, src, dir);
	} else {
		rewrite(rw, src, dir);
	}
	check_batches(src, rw->goal->to, two_steps);
	remove_tree(dir);
	free(dir);
}
