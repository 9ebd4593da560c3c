// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "layout.h"
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

static bool is_masked(const struct source *src, const struct site *site)
{
	return site->outcome != OUTCOME_CONVERTED &&
	       src->tokens.data[site->token].kind == TOKEN_IDENTIFIER &&
	       site->kind != SITE_INACTIVE;
}

static void mask(const struct source *src, struct buf *text, char letter)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (is_masked(src, &src->sites[i]))
			text->data[src->sites[i].offset] = letter;
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

/* spatch ends every file with a newline, even if it did not before. */
static void restore_last_newline(const struct buf *was, struct buf *is)
{
	if (was->len && was->data[was->len - 1] != '\n' && is->len &&
	    is->data[is->len - 1] == '\n')
		is->data[--is->len] = '\0';
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

/* Run spatch on a private copy.  NULL, or why it did not work, to be freed. */
static char *run(const struct rewriter *rw, struct source *src,
		 const char *from, const char *to, const char *dir)
{
	char letter = mask_letter(&src->text);
	struct buf text = { 0 };
	char *why;
	int err;

	if (!letter)
		return xstrdup("no free name to mask the sites that stay");
	buf_add(&text, src->text.data, src->text.len);
	mask(src, &text, letter);
	err = write_file(from, text.data, text.len, 0600, false);
	buf_free(&text);
	if (err)
		return xasprintf("cannot write %s: %s", from, strerror(-err));
	why = spatch_apply(rw->script, from, to, dir, rw->timeout);
	if (why)
		return why;
	err = buf_read_file(&src->result, to);
	if (err == -ENOENT)
		buf_add(&src->result, src->text.data, src->text.len);
	else if (err)
		return xasprintf("cannot read %s: %s", to, strerror(-err));
	unmask(&src->result, letter);
	restore_last_newline(&src->text, &src->result);
	return NULL;
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

	if (mkdir(dir, 0700) < 0) {
		why = xasprintf("cannot make %s: %s", dir, strerror(errno));
	} else {
		why = run(rw, src, from, to, dir);
		if (!why)
			why = verify(src);
	}
	if (why) {
		open_all(src, why);
	} else {
		explain_open(rw, src, from, dir);
		layout(src);
	}
	remove_tree(dir);
	free(why);
	free(from);
	free(to);
	free(dir);
}
