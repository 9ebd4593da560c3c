// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ledger as a table: each site with its code before and after.
 */
#include "report/rows.h"

#include <stdlib.h>
#include <string.h>

#include "report/excerpt.h"
#include "report/html.h"
#include "report/table.h"

enum { STATE_UNDECIDED = OUTCOME_COUNT, STATE_COUNT };

static const struct {
	const char *name, *text;
} states[] = {
	[OUTCOME_CONVERTED] = { "converted", "the name, the call or its flush changes" },
	[OUTCOME_KEPT] = { "kept", "right as it is, for the reason given" },
	[OUTCOME_UNRELATED] = { "unrelated", "the same word, another thing" },
	[OUTCOME_OPEN] = { "open", "a person has to look" },
	[STATE_UNDECIDED] = { "found", "no style to convert to was given" },
};

/* Tiles stand in this order: what needs a person comes first. */
static const int order[] = {
	OUTCOME_OPEN, OUTCOME_CONVERTED, OUTCOME_KEPT, OUTCOME_UNRELATED,
	STATE_UNDECIDED,
};

static const char *const columns[] = {
	"outcome", "place", "name", "function", "kind", "reason", NULL
};
static const char *const filters[] = { "kind", NULL };

static int state_of(const struct site *site)
{
	return site->reason ? (int)site->outcome : STATE_UNDECIDED;
}

/* Only states that a run of this kind can have, if they have no site. */
static size_t make_tiles(const struct ledger *ledger, struct tile *tiles)
{
	size_t counts[STATE_COUNT] = { 0 }, all = 0, i, k, made = 0;

	for (i = 0; i < ledger->count; i++) {
		for (k = 0; k < ledger->sources[i].site_count; k++, all++)
			counts[state_of(&ledger->sources[i].sites[k])]++;
	}
	for (i = 0; i < ARRAY_SIZE(order); i++) {
		int state = order[i];

		if (!counts[state] && (state == STATE_UNDECIDED ||
				       (counts[STATE_UNDECIDED] &&
					state != OUTCOME_UNRELATED)))
			continue;
		tiles[made++] = (struct tile){
			states[state].name, states[state].text, counts[state]
		};
	}
	return made;
}

/* What the file is to become, where nobody has written that yet: a scan. */
static void plan_result(const struct source *src, struct buf *result)
{
	size_t i;

	for (i = 0; i < src->site_count; i++) {
		if (src->sites[i].outcome == OUTCOME_CONVERTED) {
			source_apply(src, TEXT_FINAL, 0, result, NULL);
			return;
		}
	}
}

static uint32_t distance(const struct hunk *hunk, uint32_t line)
{
	if (line < hunk->old_line)
		return hunk->old_line - line;
	if (line >= hunk->old_line + hunk->old_count)
		return line - (hunk->old_line + hunk->old_count);
	return 0;
}

/*
 * A batch changes lines far from its site: a declaration above, a flush below.
 * Each hunk is shown with the converted site that is nearest.
 */
static size_t *find_owners(const struct source *src, const struct change *change)
{
	size_t *owner = xcalloc(change->count, sizeof(*owner)), i, k;

	for (i = 0; i < change->count; i++) {
		uint32_t best = UINT32_MAX;

		owner[i] = SIZE_MAX;
		for (k = 0; k < src->site_count; k++) {
			const struct site *site = &src->sites[k];
			uint32_t d = distance(&change->hunks[i], site->line - 1);

			if (site->outcome == OUTCOME_CONVERTED && d < best) {
				best = d;
				owner[i] = k;
			}
		}
	}
	return owner;
}

static void add_name(struct buf *to, const struct source *src,
		     const struct site *site)
{
	size_t len;
	const char *name = site_name(src, site, &len);

	buf_printf(to, "<td class=\"name\"><code>");
	html_add(to, name, len);
	buf_printf(to, "</code>");
	if (site->outcome == OUTCOME_CONVERTED && site->becomes &&
	    (strlen(site->becomes) != len || memcmp(site->becomes, name, len))) {
		buf_printf(to, " <span class=\"becomes\">→ <code>");
		html_word(to, site->becomes);
		buf_printf(to, "</code></span>");
	}
	buf_printf(to, "</td>");
}

static void add_site(struct buf *to, const struct row *row,
		     const struct source *src, const struct site *site,
		     const struct excerpt *excerpt)
{
	row_begin(to, row);
	add_name(to, src, site);
	cell_name(to, "function", site->function);
	cell(to, "kind", row->value);
	cell(to, "reason", site->reason);
	row_detail(to, row);
	excerpt_add(to, excerpt);
	row_end(to);
}

static void add_source(struct buf *to, const struct table *table,
		       const struct source *src, size_t *number)
{
	struct change change;
	struct buf planned = { 0 };
	size_t *owner, i;

	if (!src->site_count)
		return;
	if (!src->result.len)
		plan_result(src, &planned);
	change_open(&change, &src->text,
		    src->result.len ? &src->result : &planned);
	owner = find_owners(src, &change);
	for (i = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];
		struct mark mark = {
			.line = site->line, .len = site->len,
			.column = column_of(src->text.data, site->offset),
		};
		struct excerpt excerpt = {
			.change = &change, .marks = &mark, .mark_count = 1,
			.owner = owner, .self = i,
		};
		struct row row = {
			table, ++*number, states[state_of(site)].name,
			src->shown, site->line,
			"kind", site_kind_names[site->kind]
		};

		add_site(to, &row, src, site, &excerpt);
	}
	free(owner);
	change_close(&change);
	buf_free(&planned);
}

void rows_of_sites(struct buf *to, const struct ledger *ledger)
{
	struct tile tiles[STATE_COUNT];
	struct table table = {
		.id = "sites", .title = "Sites of the API",
		.none = "No name of the API stands in these files.",
		.tiles = tiles, .columns = columns, .filters = filters,
	};
	size_t i, number = 0;

	table.tile_count = make_tiles(ledger, tiles);
	for (i = 0; i < table.tile_count; i++)
		table.rows += tiles[i].count;
	table_begin(to, &table);
	for (i = 0; i < ledger->count; i++)
		add_source(to, &table, &ledger->sources[i], &number);
	table_end(to, &table);
	if (ledger->unread)
		buf_printf(to, "<p class=\"unread\">%zu files could not be read: what stands in them is not known.</p>\n",
			   ledger->unread);
}
