// SPDX-License-Identifier: GPL-2.0-only
#include "rewrite/layout.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "rewrite/match.h"
#include "rewrite/place.h"
#include "rewrite/verify.h"

static bool ends_with_newline(const struct lines *lines, size_t i)
{
	return lines->tokens[i].kind == TOKEN_COMMENT &&
	       lines->word[i].at[1] == '/';
}

static bool is_separator(const struct lines *lines, size_t i)
{
	return word_is(lines, i, ",") || word_is(lines, i, ")") ||
	       word_is(lines, i, "]") || word_is(lines, i, ";");
}

/* What stands between two tokens of a list that were not neighbours before. */
static void choose_new(const struct layout *l, size_t i, struct choice *c)
{
	static const struct span none = { "", 0 }, space = { " ", 1 };
	const struct lines *now = l->now;

	c->from = NEW_BLANK;
	if (!has_newline(c->blank) || ends_with_newline(now, i - 1) ||
	    now->tokens[i - 1].directive != now->tokens[i].directive)
		return;
	if (word_is(now, i - 1, "(") || word_is(now, i - 1, "[") ||
	    is_separator(now, i))
		c->blank = none;
	else
		c->blank = space;
}

/* Something that stood between two tokens is gone. */
static void choose_closed_up(struct layout *l, size_t i, struct choice *c)
{
	const struct lines *was = l->was;
	size_t from = l->match[i - 1], to = l->match[i];

	if (starts_line(was, to)) {
		c->from = FROM_BEFORE;
		c->blank = was->blank[to];
	} else if (starts_line(was, from + 1) && !is_separator(was, to)) {
		c->from = NEW_LINE;
		c->blank = was->blank[from + 1];
	} else {
		choose_new(l, i, c);
	}
}

/* Else, behind a brace that the conversion put there. */
static bool follows_new_brace(const struct layout *l, size_t i)
{
	const struct lines *now = l->now;

	return i && i < now->count && word_is(now, i, "else") &&
	       word_is(now, i - 1, "}") && l->match[i - 1] == NO_TOKEN &&
	       now->tokens[i - 1].directive == now->tokens[i].directive;
}

static void choose_blank(struct layout *l, size_t i)
{
	static const struct span space = { " ", 1 };
	const struct lines *now = l->now;
	struct choice *c = choice_of(l, i);
	size_t from, to;

	*c = (struct choice){ .from = FROM_RESULT, .blank = now->blank[i] };
	if (i == now->count)
		return;
	c->word = now->word[i];
	to = l->match[i];
	if (i == l->first && follows_new_brace(l, i)) {
		c->blank = space;
		return;
	}
	if (i == l->first && to == NO_TOKEN) {
		struct buf b = { 0 };
		struct span indent = indent_of(c->blank);

		buf_add(&b, c->blank.at, c->blank.len - indent.len);
		add_columns(&b, 0, columns(0, indent.at, indent.len));
		c->blank = keep(l, &b);
	}
	if (i == l->first || i == l->end || !now->inside[i])
		return;
	from = l->match[i - 1];
	if (to != NO_TOKEN && from != NO_TOKEN && to == from + 1) {
		/* In braces the rewrite knows best how deep a line stands. */
		if (in_list(now, i))
			c->blank = l->was->blank[to];
		if (same_span(c->blank, l->was->blank[to]))
			c->from = FROM_BEFORE;
	} else if (!in_list(now, i)) {
		return;
	} else if (to != NO_TOKEN && from != NO_TOKEN) {
		choose_closed_up(l, i, c);
	} else {
		choose_new(l, i, c);
	}
	/* What ends at a newline must keep it. */
	if (ends_with_newline(now, i - 1) && !has_newline(c->blank))
		*c = (struct choice){ .from = FROM_RESULT,
				      .blank = now->blank[i],
				      .word = now->word[i] };
}

/* Where a line may be broken, in this order. */
enum boundary { NEW_ARGUMENT, ARGUMENT, OPERATOR };

static bool is_operator(const struct lines *lines, size_t i)
{
	static const char *const words[] = { "&&", "||", "|", "+", "?", ":" };
	size_t k;

	for (k = 0; k < ARRAY_SIZE(words); k++)
		if (word_is(lines, i, words[k]))
			return true;
	return false;
}

static bool is_boundary(const struct layout *l, size_t i, enum boundary kind)
{
	const struct lines *now = l->now;
	const struct choice *c = choice_of(l, i);

	/* A joined line gets one space back, so nothing else is broken. */
	if (!in_list(now, i) || c->blank.len != 1 || c->blank.at[0] != ' ' ||
	    now->tokens[i].kind == TOKEN_COMMENT ||
	    now->tokens[i].directive != now->tokens[i - 1].directive)
		return false;
	if (kind == OPERATOR)
		return is_operator(now, i - 1);
	return word_is(now, i - 1, ",") &&
	       (kind == ARGUMENT || l->match[i] == NO_TOKEN);
}

/* How many brackets are open before token @i. */
static unsigned int depth_of(const struct lines *lines, size_t i)
{
	unsigned int depth = 0;

	for (i = lines->bracket[i]; i != NO_TOKEN; i = lines->bracket[i])
		depth++;
	return depth;
}

static bool break_line(struct layout *l, size_t i, unsigned int limit,
		       enum boundary kind, unsigned int least);

/* Break before token @k of the line that token @i begins, if all fits then. */
static bool break_before(struct layout *l, size_t i, size_t k,
			 unsigned int limit, enum boundary kind)
{
	struct choice saved = *choice_of(l, k);
	struct buf b = { 0 };

	buf_printf(&b, "%s%s", l->now->tokens[k].directive ? " \\" : "", l->eol);
	choice_of(l, k)->from = NEW_LINE;
	choice_of(l, k)->blank = keep(l, &b);
	place(l);
	if (line_width(l->now, i) <= limit &&
	    (line_width(l->now, k) <= limit || break_line(l, k, limit, kind, 0)))
		return true;
	*choice_of(l, k) = saved;
	place(l);
	return false;
}

/* The column behind token @i in the text before. */
static unsigned int stood_at(const struct layout *l, size_t i)
{
	return l->match[i] == NO_TOKEN ? 0 : end_column(l->was, l->match[i]);
}

/*
 * Break the line that token @i begins until all of it fits: between outer
 * arguments rather than inside of one, and at first where at least @least
 * columns stood before the break when the line was whole.
 */
static bool break_line(struct layout *l, size_t i, unsigned int limit,
		       enum boundary kind, unsigned int least)
{
	const struct lines *now = l->now;
	size_t end = line_end(now, i), k;
	unsigned int depth = 0, next;

	do {
		next = UINT_MAX;
		for (k = end - 1; k > i; k--) {
			unsigned int here = depth_of(now, k);

			if (here > depth && here < next)
				next = here;
			if (here == depth && is_boundary(l, k, kind) &&
			    end_column(now, k - 1) <= limit &&
			    stood_at(l, k - 1) >= least &&
			    break_before(l, i, k, limit, kind))
				return true;
		}
		depth = next;
	} while (next != UINT_MAX);
	return false;
}

/* How wide the lines were that make up the line which token @i begins. */
static unsigned int width_before(const struct layout *l, size_t i)
{
	unsigned int width, most = 0;
	size_t end = line_end(l->now, i);

	for (; i < end; i++) {
		if (l->match[i] == NO_TOKEN)
			continue;
		width = line_width(l->was, l->match[i]);
		if (width > most)
			most = width;
	}
	return most;
}

/*
 * The conversion back has to tell this break from one that was there before.
 * Hence behind more than LAYOUT_GOAL columns if possible: those who write lines
 * that long would not have needed it.
 */
static void break_long_line(struct layout *l, size_t i)
{
	const unsigned int least = LAYOUT_GOAL + 1;

	if (!break_line(l, i, LAYOUT_LIMIT, ARGUMENT, least) &&
	    !break_line(l, i, LAYOUT_LIMIT, OPERATOR, least) &&
	    !break_line(l, i, LAYOUT_LIMIT, ARGUMENT, 0))
		break_line(l, i, LAYOUT_LIMIT, OPERATOR, 0);
}

static void break_long_lines(struct layout *l)
{
	size_t i;

	for (i = l->first; i < l->end; i = line_end(l->now, i)) {
		unsigned int before = width_before(l, i);

		if (line_width(l->now, i) > LAYOUT_GOAL && before <= LAYOUT_GOAL &&
		    break_line(l, i, LAYOUT_GOAL, NEW_ARGUMENT, 0))
			continue;
		if (line_width(l->now, i) > LAYOUT_LIMIT &&
		    before <= LAYOUT_LIMIT)
			break_long_line(l, i);
	}
}

static size_t group_first(const struct lines *lines, size_t i)
{
	while (i && !(starts_line(lines, i) && !lines->inside[i]))
		i--;
	return i;
}

static size_t group_end(const struct lines *lines, size_t i)
{
	do
		i++;
	while (i < lines->count &&
	       !(starts_line(lines, i) && !lines->inside[i]));
	return i;
}

static void begin_group(struct layout *l, size_t first, size_t end)
{
	size_t i;

	l->first = first;
	l->end = end;
	l->choice = xcalloc(end - first + 1, sizeof(*l->choice));
	for (i = first; i <= end; i++)
		choose_blank(l, i);
	place(l);
}

static void end_group(struct layout *l)
{
	free(l->choice);
	l->choice = NULL;
}

static void free_texts(struct layout *l)
{
	while (l->text_count)
		free(l->texts[--l->text_count]);
	free(l->texts);
}

/*
 * Would the conversion back, from the group as it is laid out now, give what
 * stood here before?
 */
static bool converts_back(const struct layout *l)
{
	struct lines again;
	struct layout back = {
		.was = l->now, .now = &again,
		.match = l->back, .back = l->match, .eol = l->eol,
	};
	size_t first, last, i;
	bool same = true;

	for (first = l->first; l->match[first] == NO_TOKEN; first++)
		if (first + 1 == l->end)
			return false;
	for (last = l->end - 1; l->match[last] == NO_TOKEN; last--)
		;
	first = group_first(l->was, l->match[first]);
	last = group_end(l->was, l->match[last]);
	lines_copy(&again, l->was);
	begin_group(&back, first, last);
	break_long_lines(&back);
	for (i = first + 1; same && i <= last; i++)
		same = same_span(again.blank[i], l->was->blank[i]) &&
		       (i == last || same_span(again.word[i], l->was->word[i]));
	end_group(&back);
	free_texts(&back);
	lines_close(&again);
	return same;
}

/* Could break_line() have put in the break before token @i? */
static bool may_join(const struct layout *l, size_t i)
{
	const struct lines *now = l->now, *was = l->was;
	const struct choice *c = choice_of(l, i);
	const char *newline = memchr(c->blank.at, '\n', c->blank.len);

	if (c->from != FROM_BEFORE || !in_list(now, i) ||
	    now->tokens[i].kind == TOKEN_COMMENT ||
	    now->tokens[i].directive != now->tokens[i - 1].directive ||
	    newline != memrchr(c->blank.at, '\n', c->blank.len) ||
	    !(word_is(now, i - 1, ",") || is_operator(now, i - 1)))
		return false;
	i = l->match[i];
	return end_column(was, i - 1) + 1 + line_width(was, i) -
	       was->column[i] > LAYOUT_LIMIT;
}

static bool join_at(struct layout *l, size_t i)
{
	static const struct span space = { " ", 1 };
	struct choice saved = *choice_of(l, i);
	size_t next;

	choice_of(l, i)->from = JOINED;
	choice_of(l, i)->blank = space;
	place(l);
	if (line_width(l->now, i) <= LAYOUT_LIMIT) {
		if (converts_back(l))
			return true;
		next = line_end(l->now, i);
		if (next < l->end && may_join(l, next) && join_at(l, next))
			return true;
	}
	*choice_of(l, i) = saved;
	place(l);
	return false;
}

static void join_broken_lines(struct layout *l)
{
	size_t i;

	for (i = l->first + 1; i < l->end; i++)
		if (starts_line(l->now, i) && may_join(l, i) &&
		    end_column(l->now, i - 1) > LAYOUT_GOAL)
			join_at(l, i);
}

static bool is_changed(const struct layout *l, size_t first, size_t end)
{
	size_t i;

	for (i = first; i < end; i++)
		if (l->match[i] == NO_TOKEN ||
		    (i > first && l->match[i] != l->match[i - 1] + 1) ||
		    !same_spelling(l->was, l->match[i], l->now, i))
			return true;
	return false;
}

/* Lay out all changed groups; @changed notes which tokens are in one. */
static void lay_out(struct layout *l, bool *changed)
{
	size_t first, end;

	for (first = 0; first < l->now->count; first = end) {
		end = group_end(l->now, first);
		if (!is_changed(l, first, end) && !follows_new_brace(l, first))
			continue;
		memset(changed + first, true, end - first + 1);
		begin_group(l, first, end);
		join_broken_lines(l);
		break_long_lines(l);
		end_group(l);
	}
}

static size_t *invert(const size_t *match, size_t count, size_t was_count)
{
	size_t *back = xcalloc(was_count, sizeof(*back)), i;

	for (i = 0; i < was_count; i++)
		back[i] = NO_TOKEN;
	for (i = 0; i < count; i++)
		if (match[i] != NO_TOKEN)
			back[match[i]] = i;
	return back;
}

static const char *eol_of(const struct buf *text)
{
	const char *newline = memchr(text->data, '\n', text->len);

	return newline && newline > text->data && newline[-1] == '\r' ?
	       "\r\n" : "\n";
}

static void replace_result(struct source *src, const struct lines *now,
			   const bool *changed)
{
	struct buf text = { 0 };
	char *why;
	size_t i;

	for (i = 0; i < now->count; i++) {
		add_span(&text, now->blank[i]);
		add_span(&text, now->word[i]);
	}
	add_span(&text, now->blank[i]);
	if (text.len == src->result.len &&
	    !memcmp(text.data, src->result.data, text.len)) {
		buf_free(&text);
		return;
	}
	why = verify_layout(src, &text, changed);
	if (why) {
		warn("%s: not laid out: %s", src->shown, why);
		buf_free(&text);
	} else {
		buf_free(&src->result);
		src->result = text;
	}
	free(why);
}

void layout(struct source *src)
{
	struct lines was, now;
	struct layout l = { .was = &was, .now = &now };
	struct tokens *tokens = &src->result_tokens;
	size_t *match, *back;
	bool *changed;

	if (!src->result.len)
		return;
	lines_open(&was, src->text.data, src->text.len, &src->tokens);
	lines_open(&now, src->result.data, src->result.len, tokens);
	match = match_tokens(&was, &now);
	if (match) {
		back = invert(match, now.count, was.count);
		changed = xcalloc(now.count + 1, sizeof(*changed));
		l.match = match;
		l.back = back;
		l.eol = eol_of(&src->text);
		lay_out(&l, changed);
		replace_result(src, &now, changed);
		free_texts(&l);
		free(changed);
		free(back);
		free(match);
	} else {
		warn("%s: not laid out: too much has changed", src->shown);
	}
	lines_close(&was);
	lines_close(&now);
	/* They describe what no longer is. */
	tokens_free(tokens);
}
