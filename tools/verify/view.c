// SPDX-License-Identifier: GPL-2.0-only
#include "verify/view.h"

#include <stdlib.h>
#include <string.h>

#include "verify/harm.h"
#include "verify/strip.h"

/* ---- words as numbers ---- */

struct symbol {
	uint64_t hash;
	char *text;
	size_t len;
};

static uint64_t hash_of(const char *text, size_t len)
{
	uint64_t hash = 0xcbf29ce484222325;
	size_t i;

	for (i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3;
	return hash;
}

static uint32_t *slot_of(const struct symbols *s, uint64_t hash,
			 const char *text, size_t len)
{
	size_t i = hash & (s->slot_count - 1);

	while (s->slots[i]) {
		const struct symbol *is = &s->at[s->slots[i] - 1];

		if (is->hash == hash && is->len == len &&
		    !memcmp(is->text, text, len))
			break;
		i = (i + 1) & (s->slot_count - 1);
	}
	return &s->slots[i];
}

static void enlarge(struct symbols *s)
{
	size_t i;

	free(s->slots);
	s->slot_count = s->slot_count ? 2 * s->slot_count : 1024;
	s->slots = xcalloc(s->slot_count, sizeof(*s->slots));
	for (i = 0; i < s->count; i++)
		*slot_of(s, s->at[i].hash, s->at[i].text, s->at[i].len) = i + 1;
}

static uint32_t symbol_number(struct symbols *s, const struct buf *text)
{
	uint64_t hash = hash_of(text->data, text->len);
	uint32_t *slot;

	if (2 * s->count >= s->slot_count)
		enlarge(s);
	slot = slot_of(s, hash, text->data, text->len);
	if (!*slot) {
		grow(s->at, s->count, s->room);
		s->at[s->count++] = (struct symbol){
			hash, xstrndup(text->data, text->len), text->len,
		};
		*slot = s->count;
	}
	return *slot;
}

void symbols_free(struct symbols *s)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		free(s->at[i].text);
	free(s->at);
	free(s->slots);
	*s = (struct symbols){ 0 };
}

/* ---- tokens and their places ---- */

char *code_text(const struct stream *s, size_t first, size_t last)
{
	struct buf text = { 0 };
	size_t i;

	for (i = first; i <= last && i < s->count; i++) {
		const struct token *t = &s->tokens[i];

		if (t->kind == TOKEN_COMMENT)
			continue;
		if (text.len)
			buf_add(&text, " ", 1);
		buf_add(&text, s->text + t->offset, t->len);
	}
	return text.data ? text.data : xstrdup("");
}

bool is_used(const struct source *src, const struct site *site)
{
	return site->api && !site->defines_macro &&
	       (site->kind == SITE_CALL || site->kind == SITE_ADDRESS ||
		(site->kind == SITE_MACRO &&
		 src->tokens.data[site->token].define));
}

uint32_t piece_line(const struct view *view, size_t piece)
{
	const struct tokens *tokens = &view->src->tokens;

	if (piece < view->count)
		return tokens->data[view->pieces[piece].token].line;
	return tokens->count ? tokens->data[tokens->count - 1].line : 1;
}

uint32_t token_column(const struct view *view, size_t token)
{
	return token < view->src->tokens.count ?
	       column_of(view->src->text.data,
			 view->src->tokens.data[token].offset) : 1;
}

size_t function_of(struct view *view, size_t token)
{
	const struct function *f = function_at(&view->flow, token);

	return f ? f->name : NO_TOKEN;
}

/* ---- pieces ---- */

/* Is the ( at @i the beginning of a macro's parameters? */
static bool is_parameter_list(const struct stream *s, size_t i)
{
	const struct token *t = &s->tokens[i], *name;

	if (!t->define || !is(s, i, "(") || i < 2)
		return false;
	name = &s->tokens[i - 1];
	return name->offset + name->len == t->offset &&
	       is(s, before(s, i - 1), "define");
}

/* Comments may be indented anew. */
static void add_comment(struct buf *to, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (text[i] == '\r' && i + 1 < len && text[i + 1] == '\n')
			continue;
		buf_add(to, &text[i], 1);
		if (text[i] != '\n')
			continue;
		while (i + 1 < len && (text[i + 1] == ' ' || text[i + 1] == '\t'))
			i++;
	}
}

static void add_piece(struct view *view, struct symbols *symbols, size_t token,
		      struct buf *key)
{
	grow(view->pieces, view->count, view->room);
	view->pieces[view->count++] = (struct piece){
		symbol_number(symbols, key), token,
	};
}

static void make_pieces(struct view *view, struct symbols *symbols)
{
	const struct stream *s = &view->flow.stream;
	struct buf key = { 0 };
	size_t i;

	for (i = 0; i < s->count; i++) {
		const struct token *t = &s->tokens[i];
		const char *spelt = view->spelling[i];
		/* Where a preprocessor line begins and ends matters. */
		char place = is_parameter_list(s, i) ? 'p' :
			     t->directive ? (t->first ? 'f' : 'd') : 'c';

		view->piece_of[i] = NO_PIECE;
		key.len = 0;
		buf_add(&key, &place, 1);
		if (t->kind == TOKEN_COMMENT)
			add_comment(&key, s->text + t->offset, t->len);
		else
			buf_add(&key, spelt ? spelt : s->text + t->offset,
				spelt ? strlen(spelt) : t->len);
		if (!view->dropped[i]) {
			view->piece_of[i] = view->count;
			add_piece(view, symbols, i, &key);
		}
		if (view->behind[i]) {
			key.len = 0;
			buf_add(&key, "c", 1);
			buf_add(&key, &view->behind[i], 1);
			add_piece(view, symbols, i, &key);
		}
	}
	buf_free(&key);
}

static int by_place(const void *a, const void *b)
{
	const struct addition *x = a, *y = b;

	return x->first != y->first ? (x->first < y->first ? -1 : 1) :
	       (int)x->kind - (int)y->kind;
}

/* Now that the pieces stand: where the additions are among them. */
static void place_additions(struct view *view)
{
	size_t i, n = 0;

	for (i = 0; i < view->addition_count; i++) {
		struct addition *a = &view->additions[i];
		size_t token = a->first;

		if (a->kind == ADD_NONE) {
			free(a->text);
			free(a->trouble);
			continue;
		}
		while (token < view->src->tokens.count &&
		       view->piece_of[token] == NO_PIECE)
			token++;
		a->at = token < view->src->tokens.count ?
			view->piece_of[token] : view->count;
		view->additions[n++] = *a;
	}
	view->addition_count = n;
	if (n)
		qsort(view->additions, n, sizeof(*view->additions), by_place);
}

void view_begin(struct view *view, struct source *src, struct symbols *symbols)
{
	size_t count = src->tokens.count + 1;

	*view = (struct view){ .src = src };
	flow_begin(&view->flow, src);
	view->dropped = xcalloc(count, sizeof(*view->dropped));
	view->spelling = xcalloc(count, sizeof(*view->spelling));
	view->behind = xcalloc(count, sizeof(*view->behind));
	view->piece_of = xcalloc(count, sizeof(*view->piece_of));
	strip(view);
	make_pieces(view, symbols);
	place_additions(view);
}

void view_end(struct view *view)
{
	size_t i;

	for (i = 0; i < view->addition_count; i++) {
		free(view->additions[i].text);
		free(view->additions[i].trouble);
	}
	free(view->additions);
	free(view->pieces);
	free(view->piece_of);
	free(view->dropped);
	free(view->spelling);
	free(view->behind);
	harm_free(view->harm[0]);
	harm_free(view->harm[1]);
	flow_end(&view->flow);
	*view = (struct view){ 0 };
}
