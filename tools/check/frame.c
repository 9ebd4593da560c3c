// SPDX-License-Identifier: GPL-2.0-only
#include "check/frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer expressions are of no use to anybody. */
#define MAX_NAME 240

struct writer {
	struct unit *u;
	const struct frame *frame;
	const struct state *state;	/* NULL: variables stay themselves */
	char text[MAX_NAME + 1];
	size_t len;
	bool failed;
};

static void put(struct writer *w, const char *text, size_t len)
{
	if (w->len + len > MAX_NAME) {
		w->failed = true;
		return;
	}
	memcpy(w->text + w->len, text, len);
	w->len += len;
	w->text[w->len] = '\0';
}

static bool ends_word(const struct writer *w)
{
	return w->len && is_word_byte(w->text[w->len - 1]);
}

/* Position of the parameter, or -1. */
static int parameter_at(const struct subject *subject, uint32_t word)
{
	uint32_t n;

	for (n = 0; n < subject->graph.param_count; n++)
		if (subject->graph.params[n] == word)
			return n;
	return -1;
}

bool is_own_word(struct unit *u, const struct subject *subject, size_t token)
{
	const struct function *f = subject->f;
	struct places p = places_between(&u->flow.words, token, f->name + 1,
					 f->close);
	size_t k;

	for (k = 0; k < p.count; k++)
		if (is_declared_at(&u->flow.stream, p.at[k]))
			return true;
	return false;
}

/* Is the text a name with members, which needs no parentheses? */
static bool is_simple(const char *text)
{
	for (; *text; text++)
		if (!is_word_byte(*text) && !strchr("@'.[]", *text) &&
		    !(text[0] == '-' && text[1] == '>') &&
		    !(text[0] == '>' && text[-1] == '-'))
			return false;
	return true;
}

/* Write what a variable stands for; @next is the token behind it. */
static void put_value(struct writer *w, const char *value, size_t next,
		      bool alone)
{
	const struct stream *s = &w->u->flow.stream;
	bool star = w->len && w->text[w->len - 1] == '*';

	if (value[0] == '&' && is_simple(value + 1)) {
		if (star) {
			w->text[--w->len] = '\0';
			put(w, value + 1, strlen(value + 1));
			return;
		}
		if (is(s, next, "->")) {
			put(w, value + 1, strlen(value + 1));
			return;
		}
	}
	if (alone || is_simple(value)) {
		put(w, value, strlen(value));
		return;
	}
	put(w, "(", 1);
	put(w, value, strlen(value));
	put(w, ")", 1);
}

static void put_variable(struct writer *w, size_t i, bool alone)
{
	const struct stream *s = &w->u->flow.stream;
	const struct token *t = &s->tokens[i];
	const struct subject *subject = w->frame->subject;
	int n = parameter_at(subject, w->u->flow.words.word[i]);
	char own[MAX_NAME + 1];
	uint32_t name, value;

	if (w->frame->up && n >= 0 && n < MAX_PARAMS && w->frame->args[n]) {
		put_value(w, w->u->names.text[w->frame->args[n]], after(s, i),
			  alone);
		return;
	}
	if (w->frame->up && (n >= 0 || is_own_word(w->u, subject, i)))
		snprintf(own, sizeof(own), "%.*s@%u", (int)t->len,
			 s->text + t->offset, w->frame->number);
	else
		snprintf(own, sizeof(own), "%.*s", (int)t->len,
			 s->text + t->offset);
	name = name_of(&w->u->names, own, strlen(own));
	value = w->state ? state_value(w->state, name) : name;
	put_value(w, w->u->names.text[value], after(s, i), alone);
}

/* (&x)-> and (*p). */
static void put_member_access(struct writer *w, size_t i)
{
	const struct stream *s = &w->u->flow.stream;
	const struct token *t = &s->tokens[i];

	/* x-> where x was the address of something: the & is gone by now. */
	if (is(s, i, "->")) {
		size_t prev = before(s, i);
		int n = prev == NO_TOKEN ||
			s->tokens[prev].kind != TOKEN_IDENTIFIER ||
			is_member_access(s, before(s, prev)) ? -1 :
			parameter_at(w->frame->subject,
				     w->u->flow.words.word[prev]);
		const char *value = NULL;

		if (w->frame->up && n >= 0 && n < MAX_PARAMS &&
		    w->frame->args[n])
			value = w->u->names.text[w->frame->args[n]];
		if (value && value[0] == '&' && is_simple(value + 1)) {
			put(w, ".", 1);
			return;
		}
	}
	put(w, s->text + t->offset, t->len);
}

static bool is_cast(const struct stream *s, size_t open)
{
	size_t close = closing(s, open), i;
	bool star = false;

	if (close == NO_TOKEN)
		return false;
	for (i = after(s, open); i != close; i = after(s, i)) {
		if (is(s, i, "*")) {
			star = true;
		} else if (star || (s->tokens[i].kind != TOKEN_IDENTIFIER &&
				    s->tokens[i].kind != TOKEN_KEYWORD)) {
			return false;
		}
	}
	return star || is(s, after(s, open), "unsigned") ||
	       is(s, after(s, open), "struct");
}

static void strip(const struct stream *s, size_t *first, size_t *last)
{
	while (*first < *last && is(s, *first, "(")) {
		if (closing(s, *first) == *last) {
			*first = after(s, *first);
			*last = before(s, *last);
		} else if (is_cast(s, *first)) {
			*first = after(s, closing(s, *first));
		} else {
			break;
		}
	}
}

static uint32_t write_name(struct writer *w, size_t first, size_t last)
{
	const struct stream *s = &w->u->flow.stream;
	size_t i;

	if (first == NO_TOKEN || last == NO_TOKEN || first > last)
		return NO_NAME;
	strip(s, &first, &last);
	for (i = first; i != NO_TOKEN && i <= last && !w->failed;
	     i = after(s, i)) {
		const struct token *t = &s->tokens[i];
		bool word = t->kind == TOKEN_IDENTIFIER ||
			    t->kind == TOKEN_KEYWORD ||
			    t->kind == TOKEN_LITERAL;

		if (word && ends_word(w))
			put(w, " ", 1);
		if (t->kind == TOKEN_IDENTIFIER &&
		    w->u->flow.words.word[i] != NO_WORD &&
		    !is_member_access(s, before(s, i)) &&
		    !is(s, after(s, i), "("))
			put_variable(w, i, first == last);
		else if (is_member_access(s, i))
			put_member_access(w, i);
		else
			put(w, s->text + t->offset, t->len);
	}
	return w->failed || !w->len ? NO_NAME :
	       name_of(&w->u->names, w->text, w->len);
}

uint32_t name_in(struct unit *u, const struct frame *frame,
		 const struct state *state, size_t first, size_t last)
{
	struct writer w = { .u = u, .frame = frame, .state = state };

	return write_name(&w, first, last);
}

uint32_t plain_name_in(struct unit *u, const struct frame *frame, size_t first,
		       size_t last)
{
	return name_in(u, frame, NULL, first, last);
}

uint32_t object_in(struct unit *u, const struct frame *frame,
		   const struct state *state, size_t first, size_t last)
{
	uint32_t name = name_in(u, frame, state, first, last);
	const char *text;
	char pointed[MAX_NAME + 2];

	if (name == NO_NAME)
		return NO_NAME;
	text = u->names.text[name];
	if (text[0] == '&' && is_simple(text + 1))
		return name_of(&u->names, text + 1, strlen(text + 1));
	snprintf(pointed, sizeof(pointed), "*%s", text);
	return name_of(&u->names, pointed, strlen(pointed));
}

bool is_local_object(struct unit *u, const struct frame *frame, uint32_t name)
{
	const char *text = u->names.text[name];
	const struct stream *s = &u->flow.stream;
	size_t len = strcspn(text, "@'"), i;

	for (i = 0; i < len; i++)
		if (!is_word_byte(text[i]))
			return false;
	if (text[len] == '@')
		return true;
	while (frame->up)
		frame = frame->up;
	/* A word of the outermost function: declared in its body? */
	for (i = frame->subject->f->open; i <= frame->subject->f->close; i++)
		if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
		    s->tokens[i].len == len &&
		    !strncmp(s->text + s->tokens[i].offset, text, len) &&
		    is_declared_at(s, i))
			return true;
	return false;
}
