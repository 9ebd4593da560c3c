// SPDX-License-Identifier: GPL-2.0-only
#include "report/excerpt.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "report/html.h"
#include "report/tokens.h"

#define CONTEXT 2
#define LINE_MAX_BYTES 400

struct range {
	uint32_t from, to;
};

static void index_lines(struct line_index *index, const char *text, size_t len)
{
	size_t i, room = 0;

	index->text = text;
	for (i = 0; i < len; i++) {
		if (i && text[i - 1] != '\n')
			continue;
		grow(index->at, index->count, room);
		index->at[index->count++] = i;
	}
	grow(index->at, index->count, room);
	index->at[index->count] = len;
}

static int add_hunk(const git_diff_delta *delta, const git_diff_hunk *from,
		    void *arg)
{
	struct change *change = arg;

	(void)delta;
	grow(change->hunks, change->count, change->room);
	/* Of no lines git names the line before them. */
	change->hunks[change->count++] = (struct hunk){
		from->old_start - (from->old_lines > 0), from->old_lines,
		from->new_start - (from->new_lines > 0), from->new_lines,
	};
	return 0;
}

void change_open(struct change *change, const struct buf *old,
		 const struct buf *new)
{
	git_diff_options options;
	int err;

	*change = (struct change){ 0 };
	index_lines(&change->old, old->data, old->len);
	if (!new || !new->len)
		return;
	index_lines(&change->new, new->data, new->len);
	git_libgit2_init();
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT;
	options.context_lines = 0;
	err = git_diff_buffers(old->data, old->len, NULL, new->data, new->len,
			       NULL, &options, NULL, NULL, add_hunk, NULL,
			       change);
	if (err)
		die("cannot compare: %s", git_error_last() ?
		    git_error_last()->message : "libgit2");
	git_libgit2_shutdown();
}

void change_close(struct change *change)
{
	free(change->old.at);
	free(change->new.at);
	free(change->hunks);
	*change = (struct change){ 0 };
}

/* Without its newline, and cut where nobody reads on. */
static uint32_t line_length(const struct line_index *index, uint32_t line,
			    bool *cut)
{
	const char *text = index->text + index->at[line];
	uint32_t len = index->at[line + 1] - index->at[line];

	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	*cut = len > LINE_MAX_BYTES;
	if (*cut)
		for (len = LINE_MAX_BYTES; len && (text[len] & 0xc0) == 0x80; )
			len--;
	return len;
}

/* @marked has a flag for each byte of the line, or is NULL. */
static void add_line(struct buf *to, const struct line_index *index,
		     uint32_t line, const char *element,
		     const struct mark *mark, const bool *marked)
{
	const char *text = index->text + index->at[line];
	uint32_t i, run;
	bool cut;
	uint32_t len = line_length(index, line, &cut);

	buf_printf(to, "<%s data-n=\"%u\"", element, line + 1);
	if (mark && mark->id)
		buf_printf(to, " class=\"hit\" id=\"%s\"", mark->id);
	if (mark && mark->label)
		buf_printf(to, " data-s=\"%s\"", mark->label);
	buf_printf(to, ">");
	for (i = 0; i < len; i = run) {
		bool on = marked && marked[i];

		for (run = i; run < len && on == (marked && marked[run]); )
			run++;
		if (on)
			buf_printf(to, "<mark>");
		html_add(to, text + i, run - i);
		if (on)
			buf_printf(to, "</mark>");
	}
	buf_printf(to, "%s\n</%s>", cut ? "…" : "", element);
}

static void add_block(struct buf *to, const struct line_index *index,
		      uint32_t line, uint32_t count, const char *element,
		      const bool *marked)
{
	uint32_t i, start = index->at[line];

	for (i = line; i < line + count; i++)
		add_line(to, index, i, element, NULL,
			 marked ? marked + (index->at[i] - start) : NULL);
}

static void add_hunk_lines(struct buf *to, const struct change *c,
			   const struct hunk *h)
{
	uint32_t old_at = c->old.at[h->old_line], new_at = c->new.at[h->new_line];
	struct piece old = {
		c->old.text + old_at,
		c->old.at[h->old_line + h->old_count] - old_at
	}, new = {
		c->new.text + new_at,
		c->new.at[h->new_line + h->new_count] - new_at
	};
	bool *gone = NULL, *come = NULL;

	/* Lines of which nothing was there before are no patchwork. */
	if (h->old_count && h->new_count)
		tokens_compare(&old, &new, &gone, &come);
	add_block(to, &c->old, h->old_line, h->old_count, "del", gone);
	add_block(to, &c->new, h->new_line, h->new_count, "ins", come);
	free(gone);
	free(come);
}

static void add_old_line(struct buf *to, const struct excerpt *e, uint32_t line,
			 const struct mark *mark)
{
	uint32_t len = e->change->old.at[line + 1] - e->change->old.at[line], i;
	bool *marked = NULL;

	if (mark && mark->len && mark->column) {
		marked = xcalloc(len, sizeof(*marked));
		for (i = mark->column - 1;
		     i < len && i < mark->column - 1 + mark->len; i++)
			marked[i] = true;
	}
	add_line(to, &e->change->old, line, "span", mark, marked);
	free(marked);
}

static void add_range(struct buf *to, const struct excerpt *e, struct range r)
{
	const struct hunk *h = e->change->hunks, *last = h + e->change->count;
	const struct mark *mark = e->marks, *end = mark + e->mark_count;
	uint32_t line = r.from;

	for (;;) {
		while (h < last && h->old_line < line)
			h++;
		if (h < last && h->old_line == line) {
			add_hunk_lines(to, e->change, h);
			line += h->old_count;
			h++;
			continue;
		}
		if (line >= r.to)
			return;
		while (mark < end && mark->line < line + 1)
			mark++;
		add_old_line(to, e, line, mark < end && mark->line == line + 1 ?
			     mark : NULL);
		line++;
	}
}

static int compare_ranges(const void *pa, const void *pb)
{
	const struct range *a = pa, *b = pb;

	return (a->from > b->from) - (a->from < b->from);
}

static struct range around(const struct change *change, uint32_t from,
			   uint32_t to)
{
	struct range r = { from > CONTEXT ? from - CONTEXT : 0, to + CONTEXT };
	size_t i;

	if (r.to > change->old.count)
		r.to = change->old.count;
	/* A hunk is shown whole. */
	for (i = 0; i < change->count; i++) {
		const struct hunk *h = &change->hunks[i];
		uint32_t end = h->old_line + h->old_count;

		if (h->old_line < r.from && end > r.from)
			r.from = h->old_line;
		if (h->old_line < r.to && end > r.to)
			r.to = end;
	}
	return r;
}

void excerpt_add(struct buf *to, const struct excerpt *e)
{
	const struct change *change = e->change;
	struct range *ranges;
	size_t count = 0, i;
	uint32_t shown = 0;

	ranges = xcalloc(e->mark_count + change->count, sizeof(*ranges));
	for (i = 0; i < e->mark_count; i++)
		if (e->marks[i].line && e->marks[i].line <= change->old.count)
			ranges[count++] = around(change, e->marks[i].line - 1,
						 e->marks[i].line);
	for (i = 0; e->owner && i < change->count; i++)
		if (e->owner[i] == e->self)
			ranges[count++] = around(change,
				change->hunks[i].old_line,
				change->hunks[i].old_line +
				change->hunks[i].old_count);
	qsort(ranges, count, sizeof(*ranges), compare_ranges);
	buf_printf(to, "<pre tabindex=\"0\">");
	for (i = 0; i < count; i++) {
		struct range r = ranges[i];

		while (i + 1 < count && ranges[i + 1].from <= r.to) {
			i++;
			if (ranges[i].to > r.to)
				r.to = ranges[i].to;
		}
		if (r.from > shown)
			buf_printf(to, "<span class=\"gap\">\n</span>");
		add_range(to, e, r);
		shown = r.to;
	}
	buf_printf(to, "</pre>");
	free(ranges);
}
