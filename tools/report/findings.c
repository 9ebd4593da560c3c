// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings as a table: each with its path, and the lines it leads through.
 */
#include "report/rows.h"

#include <stdlib.h>
#include <string.h>

#include "report/excerpt.h"
#include "report/html.h"
#include "report/table.h"

/* More than these are folded away at first. */
#define UNFOLDED_MAX 30

enum { STATE_SILENCED = SEVERITY_NOTE + 1, STATE_COUNT };

static const char *const columns[] = {
	"severity", "place", "rule", "function", "finding", NULL
};
static const char *const filters[] = { "rule", NULL };

static int state_of(const struct finding *f)
{
	return f->silenced ? STATE_SILENCED : (int)f->rule->severity;
}

static void make_tiles(const struct findings *all, struct tile *tiles)
{
	static const char *const texts[] = {
		[SEVERITY_ERROR] = "a device may reach what it must not",
		[SEVERITY_WARNING] = "wrong, or soon to be",
		[SEVERITY_NOTE] = "right, but slower than need be",
		[STATE_SILENCED] = "a comment in the source says why",
	};
	size_t i;

	for (i = 0; i < STATE_COUNT; i++)
		tiles[i] = (struct tile){
			i == STATE_SILENCED ? "silenced" : severity_names[i],
			texts[i], 0
		};
	for (i = 0; i < all->count; i++)
		tiles[state_of(&all->at[i])].count++;
}

/* Make @change the text of the file, empty if it is not at hand. */
static void quote(const struct report *report, const char *file,
		  struct change *change)
{
	size_t i;

	change_close(change);
	for (i = 0; i < report->source_count; i++) {
		if (!strcmp(report->sources[i].shown, file)) {
			change_open(change, &report->sources[i].text, NULL);
			return;
		}
	}
}

static int compare_marks(const void *pa, const void *pb)
{
	const struct mark *a = pa, *b = pb;

	return (a->line > b->line) - (a->line < b->line);
}

/*
 * The lines of a path, each once, labelled with the numbers of its steps.  The
 * finding's own line is marked without a label if no step stands there.
 */
static struct mark *make_marks(const struct finding *f, size_t number,
			       size_t *count)
{
	struct mark *marks = xcalloc(f->step_count + 1, sizeof(*marks));
	size_t i, k;

	*count = 0;
	for (i = 0; i <= f->step_count; i++) {
		uint32_t line = i < f->step_count ? f->steps[i].line : f->line;
		struct buf label = { 0 };

		for (k = 0; k < *count && marks[k].line != line; k++)
			;
		if (k < *count && i == f->step_count)
			continue;
		if (k == *count)
			marks[(*count)++] = (struct mark){
				.line = line,
				.id = xasprintf("f%zu-%u", number, line),
			};
		if (i == f->step_count)
			continue;
		if (marks[k].label)
			buf_printf(&label, "%s ", marks[k].label);
		buf_printf(&label, "%zu", i + 1);
		free(marks[k].label);
		marks[k].label = label.data;
	}
	qsort(marks, *count, sizeof(*marks), compare_marks);
	return marks;
}

static void free_marks(struct mark *marks, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(marks[i].id);
		free(marks[i].label);
	}
	free(marks);
}

static void add_steps(struct buf *to, const struct finding *f, size_t number)
{
	size_t i;

	if (!f->step_count)
		return;
	buf_printf(to, "<ol class=\"steps\">\n");
	for (i = 0; i < f->step_count; i++) {
		buf_printf(to, "<li><a href=\"#f%zu-%u\">line %u</a> ", number,
			   f->steps[i].line, f->steps[i].line);
		html_word(to, f->steps[i].text);
		buf_printf(to, "</li>\n");
	}
	buf_printf(to, "</ol>\n");
}

static void add_code(struct buf *to, const struct finding *f, size_t number,
		     const struct change *change)
{
	size_t count;
	struct mark *marks = make_marks(f, number, &count);
	struct excerpt excerpt = {
		.change = change, .marks = marks, .mark_count = count,
	};

	excerpt_add(to, &excerpt);
	free_marks(marks, count);
}

static void add_text(struct buf *to, const struct finding *f)
{
	buf_printf(to, "<td class=\"reason\">");
	html_word(to, f->text);
	if (f->confidence != CONFIDENCE_HIGH)
		buf_printf(to, " <span class=\"aside\">(%s confidence)</span>",
			   confidence_names[f->confidence]);
	if (f->silenced) {
		buf_printf(to, " <span class=\"aside\">Silenced: ");
		html_word(to, f->silenced);
		buf_printf(to, "</span>");
	}
	buf_printf(to, "</td>");
}

static void add_finding(struct buf *to, const struct row *row,
			const struct finding *f, const struct change *change)
{
	row_begin(to, row);
	cell(to, "kind", f->rule->id);
	cell_name(to, "function", f->function);
	add_text(to, f);
	row_detail(to, row);
	buf_printf(to, "<p class=\"help\"><b>");
	html_word(to, f->rule->summary);
	buf_printf(to, ".</b> ");
	html_word(to, f->rule->help);
	buf_printf(to, "</p>\n");
	add_steps(to, f, row->number);
	if (change->old.text)
		add_code(to, f, row->number, change);
	row_end(to);
}

void rows_of_findings(struct buf *to, const struct report *report)
{
	const struct findings *all = report->findings;
	struct tile tiles[STATE_COUNT];
	struct table table = {
		.id = "findings", .title = "Findings",
		.none = "Nothing was found.",
		.tiles = tiles, .tile_count = STATE_COUNT,
		.columns = columns, .filters = filters, .rows = all->count,
		.unfolded = all->count <= UNFOLDED_MAX,
	};
	struct change change = { 0 };
	const char *open = NULL;
	size_t i;

	make_tiles(all, tiles);
	table_begin(to, &table);
	for (i = 0; i < all->count; i++) {
		const struct finding *f = &all->at[i];
		int state = state_of(f);
		struct row row = {
			&table, i + 1, tiles[state].state, f->file, f->line,
			"rule", f->rule->id
		};

		if (!open || strcmp(open, f->file))
			quote(report, open = f->file, &change);
		add_finding(to, &row, f, &change);
	}
	change_close(&change);
	table_end(to, &table);
}
