// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parallel.h"
#include "spatch.h"
#include "verify.h"

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

/* Names of the semantic patches that the plan needs, in their order. */
static size_t scripts_for(const struct source *src, enum style to,
			  const char *scripts[2])
{
	bool renames = false, batches = false;
	size_t count = 0, i;

	for (i = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];

		if (site->outcome != OUTCOME_CONVERTED)
			continue;
		renames |= !site->batched;
		batches |= site->batched;
	}
	if (renames)
		scripts[count++] = style_rename_script(to);
	if (batches)
		scripts[count++] = style_batch_form(to)->script;
	return count;
}

/* Run spatch on a private copy.  NULL, or why it did not work, to be freed. */
static char *run(const struct rewriter *rw, struct source *src,
		 const char *from, const char *to, const char *dir)
{
	char letter = mask_letter(&src->text), *why = NULL;
	const char *scripts[2];
	size_t count, i;
	int err;

	if (!letter)
		return xstrdup("no free name to mask the sites that stay");
	count = scripts_for(src, rw->goal->to, scripts);
	src->result.len = 0;
	source_apply(src, TEXT_MARKED, letter, &src->result, NULL);
	for (i = 0; i < count && !why; i++) {
		char *script = semantic_patch(scripts[i]);

		err = write_file(from, src->result.data, src->result.len, 0600,
				 false);
		if (err)
			why = xasprintf("cannot write %s: %s", from,
					strerror(-err));
		else if (!script)
			why = xasprintf("semantic patch %s.cocci not found",
					scripts[i]);
		else
			why = spatch_apply(script, from, to, dir, rw->timeout);
		free(script);
		if (why)
			break;
		/* Absent: nothing matched, the text is as it was. */
		err = buf_read_file(&src->result, to);
		if (err == -ENOENT)
			err = buf_read_file(&src->result, from);
		if (err)
			why = xasprintf("cannot read %s: %s", to, strerror(-err));
		unlink(to);
	}
	if (why)
		return why;
	unmask(&src->result, letter);
	return verify(src);
}

void rewrite_source(const struct rewriter *rw, struct source *src, size_t index)
{
	const char *slash = strrchr(src->path, '/');
	char *dir = xasprintf("%s/%zu", rw->dir, index);
	/* The name decides how spatch parses: a header stays a header. */
	const char *suffix = is_c_name(slash) ? slash + strlen(slash) - 2 : ".c";
	char *from = xasprintf("%s/from%s", dir, suffix);
	char *to = xasprintf("%s/to%s", dir, suffix);
	char *why;

	if (mkdir(dir, 0700) < 0)
		why = xasprintf("cannot make %s: %s", dir, strerror(errno));
	else
		why = run(rw, src, from, to, dir);
	if (why && src->edit_count && !interrupted()) {
		/* A batch that cannot be written must not cost the renames. */
		plan_without_batches(src, rw->goal, why);
		free(why);
		why = plan_has_work(src) ? run(rw, src, from, to, dir) : NULL;
		if (!plan_has_work(src))
			buf_free(&src->result);
	}
	if (why)
		open_all(src, why);
	else
		explain_open(rw, src, from, dir);
	remove_tree(dir);
	free(why);
	free(from);
	free(to);
	free(dir);
}
