// SPDX-License-Identifier: GPL-2.0-only
#include "report/table.h"

#include <string.h>

#include "report/html.h"

static void add_bar(struct buf *to, const struct table *table)
{
	size_t i, x = 0;

	if (!table->rows)
		return;
	buf_printf(to, "<svg class=\"bar\" viewBox=\"0 0 %zu 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
		   table->rows);
	for (i = 0; i < table->tile_count; i++) {
		const struct tile *tile = &table->tiles[i];

		buf_printf(to, "<rect class=\"%s\" x=\"%zu\" width=\"%zu\" height=\"1\"/>",
			   tile->state, x, tile->count);
		x += tile->count;
	}
	buf_printf(to, "</svg>\n");
}

static void add_tiles(struct buf *to, const struct table *table)
{
	size_t i;

	buf_printf(to, "<ul class=\"tiles\">\n");
	for (i = 0; i < table->tile_count; i++) {
		const struct tile *tile = &table->tiles[i];

		buf_printf(to, "<li><button type=\"button\" class=\"tile %s\" data-state=\"%s\" aria-pressed=\"false\"><b>%zu</b> <span>%s</span> <small>%s</small></button></li>\n",
			   tile->state, tile->state, tile->count, tile->state,
			   tile->text);
	}
	buf_printf(to, "</ul>\n");
}

static void add_select(struct buf *to, const char *filter)
{
	buf_printf(to, "<label><span>%s</span> <select data-filter=\"%s\"><option value=\"\">all</option></select></label>\n",
		   filter, filter);
}

/* The script fills it in, and shows it. */
static void add_tools(struct buf *to, const struct table *table)
{
	const char *const *filter;

	buf_printf(to, "<form class=\"tools\" role=\"search\" hidden>\n"
		   "<label class=\"wide\"><span>search</span> <input type=\"search\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"file, function, reason …\"></label>\n");
	for (filter = table->filters; *filter; filter++)
		add_select(to, *filter);
	add_select(to, "folder");
	buf_printf(to, "<button type=\"button\" class=\"unfold\" aria-pressed=\"%s\">Show all code</button>\n"
		   "<output></output>\n</form>\n",
		   table->unfolded ? "true" : "false");
}

void table_begin(struct buf *to, const struct table *table)
{
	const char *const *column;

	buf_printf(to, "<section class=\"list\" id=\"%s\"%s aria-labelledby=\"%s-title\">\n"
		   "<h2 id=\"%s-title\">%s</h2>\n",
		   table->id, table->unfolded ? " data-unfolded" : "", table->id,
		   table->id, table->title);
	add_bar(to, table);
	add_tiles(to, table);
	if (!table->rows) {
		buf_printf(to, "<p class=\"none\">%s</p>\n", table->none);
		return;
	}
	add_tools(to, table);
	buf_printf(to, "<table class=\"%s\">\n<thead><tr>", table->id);
	for (column = table->columns; *column; column++)
		buf_printf(to, "<th scope=\"col\"><button type=\"button\">%s</button></th>",
			   *column);
	buf_printf(to, "</tr></thead>\n");
}

void table_end(struct buf *to, const struct table *table)
{
	if (table->rows)
		buf_printf(to, "</table>\n<p class=\"none\" hidden>No row has all of that. <button type=\"button\" class=\"reset\">Show all rows</button></p>\n");
	buf_printf(to, "</section>\n");
}

void cell(struct buf *to, const char *class, const char *text)
{
	buf_printf(to, "<td class=\"%s\">", class);
	html_word(to, text);
	buf_printf(to, "</td>");
}

void cell_name(struct buf *to, const char *class, const char *name)
{
	buf_printf(to, "<td class=\"%s\">", class);
	html_breakable(to, name, '_');
	buf_printf(to, "</td>");
}

void row_begin(struct buf *to, const struct row *row)
{
	const char *slash = strrchr(row->file, '/');

	buf_printf(to, "<tbody%s data-state=\"%s\" data-%s=\"",
		   row->table->unfolded ? " class=\"unfolded\"" : "", row->state,
		   row->filter);
	html_word(to, row->value);
	buf_printf(to, "\" data-folder=\"");
	if (slash)
		html_add(to, row->file, slash - row->file);
	else
		buf_printf(to, ".");
	buf_printf(to, "\"><tr><td class=\"state\"><span class=\"badge %s\">%s</span></td>"
		   "<td class=\"place\"><button type=\"button\" aria-expanded=\"%s\" aria-controls=\"%s-%zu\"><bdi>",
		   row->state, row->state,
		   row->table->unfolded ? "true" : "false", row->table->id,
		   row->number);
	html_breakable(to, row->file, '/');
	buf_printf(to, "</bdi>:%u</button></td>", row->line);
}

void row_detail(struct buf *to, const struct row *row)
{
	size_t columns = 0;

	while (row->table->columns[columns])
		columns++;
	buf_printf(to, "</tr>\n<tr class=\"detail\" id=\"%s-%zu\"><td colspan=\"%zu\">",
		   row->table->id, row->number, columns);
}

void row_end(struct buf *to)
{
	buf_printf(to, "</td></tr></tbody>\n");
}
