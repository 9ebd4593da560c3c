// SPDX-License-Identifier: GPL-2.0-only
#include "plan/shim.h"

#include <stdlib.h>
#include <string.h>

#include "scan/shim.h"

/* A name, for checkpatch.pl takes a number with _ in it for an expression. */
static char *level_word(enum level level)
{
	char *word = xasprintf("v%s", level_name(level)), *dot = strchr(word, '.');

	*dot = '_';
	return word;
}

/* ---- does the file need it? ---- */

static bool is_use(const struct site *site)
{
	return site->api && !site->own_name && !site->defines_macro &&
	       (site->kind == SITE_CALL || site->kind == SITE_ADDRESS ||
		site->kind == SITE_MACRO);
}

/* A name that stays as it is: does it mean what the kernel's means? */
static bool is_of_shim(const struct site *site, const struct goal *goal)
{
	const struct batch_form *form = style_batch_form(goal->to);
	enum operation op = operation_sleeping(site->api->op);

	if (site->api->brought_by & 1u << goal->to)
		return true;
	if (site->api->op == OP_ALLOC)
		/* A queue of its own belongs to the domain. */
		return form && !form->gather;
	if (site->api->op > OP_UNMAP)
		return false;
	/* iommu_unmap() that leaves its flush to another. */
	if (site->api->form == FORM_PLAIN &&
	    strcmp(style_sync_name(goal->to, site->api->op), site->api->name))
		return true;
	/* The kernel may be of another level. */
	return goal->level != LEVEL_SOURCE && (op == OP_MAP || op == OP_MAP_SG);
}

struct need {
	bool converted, kept, open, defines;
	bool with_gfp, without_gfp;	/* maps of two levels, in arms of an #if */
	enum level level;	/* of its calls; LEVEL_SOURCE: the shim's own choice */
};

static struct need need_of(const struct source *src, const struct goal *goal)
{
	struct need need = { .level = goal->level };
	size_t i;

	for (i = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];

		need.defines |= site->kind == SITE_DEFINITION;
		if (!is_use(site))
			continue;
		need.converted |= site->outcome == OUTCOME_CONVERTED;
		need.open |= site->outcome == OUTCOME_OPEN;
		need.kept |= site->outcome == OUTCOME_KEPT &&
			     is_of_shim(site, goal);
		if (site->kind != SITE_CALL || site->api->op >= OP_UNMAP)
			continue;
		need.with_gfp |= site->arguments == 6;
		need.without_gfp |= site->arguments == 5;
	}
	if (need.level == LEVEL_SOURCE && goal->to != STYLE_NOSYNC &&
	    need.with_gfp)
		need.level = LEVEL_6_3;
	return need;
}

/* ---- where it goes ---- */

/* The byte behind the line on which token @i ends, comments and all. */
static uint32_t line_behind(const struct source *src, size_t i)
{
	const struct token *t = &src->tokens.data[i];
	const char *text = src->text.data, *newline;
	uint32_t end = t->offset + t->len;

	for (;;) {
		newline = memchr(text + end, '\n', src->text.len - end);
		if (!newline)
			return src->text.len;
		/* The line goes on in a comment. */
		while (++i < src->tokens.count &&
		       src->tokens.data[i].offset + src->tokens.data[i].len <=
		       newline - text)
			;
		if (i == src->tokens.count ||
		    src->tokens.data[i].offset > newline - text)
			return newline + 1 - text;
		end = src->tokens.data[i].offset + src->tokens.data[i].len;
	}
}

/* The last token of the preprocessor line that token @i, a #, begins. */
static size_t directive_end(const struct stream *s, size_t i)
{
	size_t last = i;

	for (; i != NO_TOKEN; i = after(s, i))
		last = i;
	return last;
}

/* #ifndef X, #define X: what follows is no more conditional than the file. */
static size_t include_guard(const struct stream *s)
{
	size_t i, name, end;

	for (i = 0; i < s->count && s->tokens[i].kind == TOKEN_COMMENT; i++)
		;
	if (i == s->count || !is(s, i, "#") || !is(s, after(s, i), "ifndef"))
		return NO_TOKEN;
	name = after(s, after(s, i));
	if (name == NO_TOKEN)
		return NO_TOKEN;
	for (i = directive_end(s, i) + 1;
	     i < s->count && s->tokens[i].kind == TOKEN_COMMENT; i++)
		;
	if (i == s->count || !is(s, i, "#") || !is(s, after(s, i), "define"))
		return NO_TOKEN;
	end = after(s, after(s, i));
	return end != NO_TOKEN && same_tokens(s, name, name, end, end) ?
	       directive_end(s, i) : NO_TOKEN;
}

/* Behind the comments that a file begins with, but for one of what follows. */
static uint32_t head_end(const struct source *src)
{
	const struct token *t = src->tokens.data;
	const char *text = src->text.data;
	size_t i, end = 0;

	for (i = 0; i < src->tokens.count && t[i].kind == TOKEN_COMMENT; i++) {
		uint32_t behind = line_behind(src, i);

		if (i && behind < src->text.len && text[behind] != '\n' &&
		    text[behind] != '\r' && t[i].line > t[i - 1].line &&
		    i + 1 < src->tokens.count &&
		    t[i + 1].kind != TOKEN_COMMENT)
			break;
		end = behind;
	}
	return end;
}

static const struct site *first_use(const struct source *src)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (is_use(&src->sites[i]) && src->sites[i].kind != SITE_MACRO)
			return &src->sites[i];
	return NULL;
}

/*
 * Behind the last include that is there before the first use, at file scope; one
 * below an #if counts as its #endif does.
 */
static uint32_t find_place(const struct flow *flow)
{
	const struct stream *s = &flow->stream;
	const struct source *src = flow->src;
	const struct site *use = first_use(src);
	size_t guard = include_guard(s), base = guard != NO_TOKEN, i;
	uint32_t at = guard == NO_TOKEN ? head_end(src) :
					  line_behind(src, guard);
	bool below = false;
	struct walk walk;

	walk_begin(&walk, s);
	for (i = 0; i < s->count && !(use && i >= use->token); i++) {
		size_t depth = walk.depth;

		walk_step(&walk, i);
		if (walk.now.braces)
			continue;
		below |= is_include(s, i) && walk.depth > base;
		if ((is_include(s, i) && walk.depth == base) ||
		    (below && walk.depth == base && depth > base)) {
			at = line_behind(src, directive_end(s, i));
			below = false;
		}
	}
	walk_end(&walk);
	return at;
}

/* ---- the text ---- */

static void insert(struct source *src, uint32_t at, struct buf *text)
{
	source_edit(src, at, 0, xstrdup(text->data), xstrdup(text->data));
	buf_free(text);
}

static const char *line_end_of(const struct source *src)
{
	const char *newline = memchr(src->text.data, '\n', src->text.len);

	return newline && newline > src->text.data && newline[-1] == '\r' ?
	       "\r\n" : "\n";
}

/* Nothing, or an empty line. */
static bool blank_at(const struct source *src, uint32_t at)
{
	return at >= src->text.len || src->text.data[at] == '\n' ||
	       src->text.data[at] == '\r';
}

static void add_lines(struct flow *flow, enum style style, enum level level)
{
	struct source *src = flow->src;
	const char *end = line_end_of(src);
	uint32_t at = find_place(flow);
	struct buf text = { 0 };

	if (at && src->text.data[at - 1] != '\n')
		buf_printf(&text, "%s", end);
	if (at)
		buf_printf(&text, "%s", end);
	buf_printf(&text, "#define " SHIM_STYLE " %s%s",
		   style_table[style].name, end);
	if (level != LEVEL_SOURCE) {
		char *word = level_word(level);

		buf_printf(&text, "#define " SHIM_LEVEL " %s%s", word, end);
		free(word);
	}
	buf_printf(&text, "#include " SHIM_HEADER "%s", end);
	if (!blank_at(src, at))
		buf_printf(&text, "%s", end);
	insert(src, at, &text);
}

/* ---- lines that are there ---- */

static void change_value(struct flow *flow, size_t value, const char *to)
{
	const struct token *t = &flow->stream.tokens[value];

	if (t->len == strlen(to) &&
	    !memcmp(flow->stream.text + t->offset, to, t->len))
		return;
	source_edit(flow->src, t->offset, t->len, xstrdup(to), xstrdup(to));
}

static void change_level(struct flow *flow, const struct shim_lines *lines,
			 const struct goal *goal)
{
	char *level = level_word(goal->level);
	struct buf text = { 0 };

	if (lines->level.value != NO_TOKEN) {
		change_value(flow, lines->level.value, level);
	} else if (lines->style.value != NO_TOKEN) {
		buf_printf(&text, "#define " SHIM_LEVEL " %s%s", level,
			   line_end_of(flow->src));
		insert(flow->src, line_behind(flow->src, lines->style.value),
		       &text);
	}
	free(level);
}

static void change_lines(struct flow *flow, const struct shim_lines *lines,
			 const struct goal *goal)
{
	const char *to = style_table[goal->to].name;

	if (lines->style.count > 1 || lines->level.count > 1)
		warn("%s: defines " SHIM_STYLE " or " SHIM_LEVEL " more than once: make that style %s by hand",
		     flow->src->shown, to);
	else if (lines->style.value == NO_TOKEN)
		warn("%s: takes its style from the command line: make that -D" SHIM_STYLE "=%s",
		     flow->src->shown, to);
	else
		change_value(flow, lines->style.value, to);
	if (goal->level != LEVEL_SOURCE && lines->style.count <= 1 &&
	    lines->level.count <= 1)
		change_level(flow, lines, goal);
}

void plan_shim(struct flow *flow, const struct goal *goal)
{
	struct shim_lines lines = shim_lines(&flow->stream);
	struct need need = need_of(flow->src, goal);

	if (lines.includes || lines.style.count) {
		/* What is open everywhere is still of the old style. */
		if (need.converted || !need.open)
			change_lines(flow, &lines, goal);
	} else if (goal->shim && (need.converted || need.kept)) {
		if (need.defines)
			warn("%s: defines calls of the API itself: the shim is not included",
			     flow->src->shown);
		else if (goal->level == LEVEL_SOURCE && need.with_gfp &&
			 need.without_gfp)
			warn("%s: has maps with a gfp_t and maps without, the shim gives one of them: choose with --level 6.3 or --level 5.4; the shim is not included",
			     flow->src->shown);
		else
			add_lines(flow, goal->to, need.level);
	}
}
