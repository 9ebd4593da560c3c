// SPDX-License-Identifier: GPL-2.0-only
/*
 * What changes the value of a name: assignments, lists, iterators, and functions
 * that nobody sees into.
 */
#include <string.h>

#include "check/events.h"
#include "check/walk.h"

/* Addresses go to a function that is not seen: it may do as it likes. */
void walk_unseen(struct walk_paths *w, const struct frame *frame,
		      const struct node *node, struct state *state)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	size_t a, b;
	unsigned int n;

	for (n = 0; call_argument(s, node->first, n, &a, &b); n++) {
		uint32_t name = name_in(u, frame, state, a, b), object;

		if (name == NO_NAME)
			continue;
		object = object_in(u, frame, state, a, b);
		state_set_blank(state, object, false);
		if (state->watched == WATCH_CALL && object != NO_NAME &&
		    state->pending.gather == object)
			state_let_go(state);
		if (u->names.text[name][0] == '&' && object != NO_NAME &&
		    is_local_object(u, frame, object))
			state_change(state, &u->names, object);
	}
}

/* list_empty(&list) is known after one of these. */
void walk_list(struct walk_paths *w, const struct frame *frame,
		    const struct node *node, struct state *state)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	bool adds = name_has(s, node->token, "add") ||
		    name_has(s, node->token, "move");
	bool begins = name_has(s, node->token, "LIST_HEAD");
	uint32_t list;
	struct buf text = { 0 };

	state_forget(state, &u->names, "list_empty(");
	if (!w->precise || (!adds && !begins))
		return;
	list = walk_argument(u, frame, state, node->token, adds ? 1 : 0);
	if (list == NO_NAME)
		return;
	buf_printf(&text, "list_empty(%s%s)",
		   begins && is(s, node->token, "LIST_HEAD") ? "&" : "",
		   u->names.text[list]);
	state_learn(state, name_of(&u->names, text.data, text.len), begins);
	buf_free(&text);
}

/* Conversions that give the same for the same. */
static bool is_getter(const struct stream *s, size_t i)
{
	static const char *const names[] = {
		"iommu_get_domain_for_dev",
		"iommu_get_dma_domain", "dev_get_drvdata",
		"platform_get_drvdata", "pci_get_drvdata", "netdev_priv",
		"READ_ONCE", NULL,
	};
	const struct token *t = &s->tokens[i];

	return is_one_of(s, i, names) || name_has(s, i, "_priv") ||
	       (t->len > 3 && !memcmp(s->text + t->offset, "to_", 3));
}

/* Is the value worth remembering as another name of the same? */
static bool is_lasting(const struct stream *s, size_t first, size_t last)
{
	size_t i;

	for (i = first; i != NO_TOKEN && i <= last; i = after(s, i)) {
		if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
		    is(s, after(s, i), "(") && !is_getter(s, i))
			return false;
		if (is_one_of(s, i, WORDS("?", "==", "!=", "&&", "||", "+",
					   "-", "!", "<<", ">>", "{", "/",
					   "++", "--")))
			return false;
	}
	return true;
}

/* Of x = y = value it is the value. */
static uint32_t lasting_name(struct unit *u, const struct frame *frame,
			     const struct state *state, size_t first,
			     size_t last)
{
	const struct stream *s = &u->flow.stream;
	size_t i;

	for (i = first; i != NO_TOKEN && i < last; i = after(s, i))
		if (is(s, i, "="))
			first = after(s, i);
	return is_lasting(s, first, last) ?
	       name_in(u, frame, state, first, last) : NO_NAME;
}

static bool is_call_of_api(struct unit *u, size_t first, size_t last,
			   size_t *name)
{
	const struct stream *s = &u->flow.stream;

	while (is(s, first, "(")) {
		if (closing(s, first) == last) {
			first = after(s, first);
			last = before(s, last);
		} else {
			first = after(s, closing(s, first));
		}
		if (first == NO_TOKEN || last == NO_TOKEN)
			return false;
	}
	*name = first;
	return first < last && u->flow.words.word[first] != NO_WORD &&
	       is(s, after(s, first), "(") &&
	       closing(s, after(s, first)) == last;
}

/* The result of the call goes to @var: what @var is later tells of the call. */
static void name_result(struct walk_paths *w, struct state *state, uint32_t var,
			bool sums)
{
	if (state->watched != WATCH_CALL ||
	    state->pending.result != result_name(w->u))
		return;
	state->pending.result = var;
	state->pending.sums = sums;
}

void walk_assign(struct walk_paths *w, const struct frame *frame,
		      const struct node *node, struct state *state)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	size_t first, last, value, end = NO_TOKEN, name;
	uint32_t var, bound = NO_NAME;
	struct state old = *state;

	if (!changed_expression(u, node->token, &first, &last, &value))
		return;
	var = name_in(u, frame, NULL, first, last);
	if (var == NO_NAME)
		return;
	if (value != NO_TOKEN)
		end = end_of_value(u, value, frame->subject->f->close);
	if (value != NO_TOKEN && is(s, node->token, "="))
		bound = lasting_name(u, frame, state, value, end);
	if (is(s, node->token, "+=") && value != NO_TOKEN &&
	    is_call_of_api(u, value, end, &name)) {
		/* total += unmap(): zero only if all of them were. */
		name_result(w, state, var, true);
		return;
	}
	/* A member may be changed through any pointer. */
	state_change(state, &u->names, var);
	if (bound != NO_NAME && bound != var &&
	    !name_mentions(&u->names, bound, var) && first == last &&
	    u->flow.words.word[first] != NO_WORD &&
	    u->place_words[u->flow.words.word[first]]) {
		const char *b = u->names.text[bound];

		if (*b == '&' || strchr(b, '-') || strchr(b, '.') ||
		    strchr(b, '(') || (!strpbrk(b, "0123456789'") &&
				       is_word_byte(*b)))
			state_bind(state, var, bound);
	}
	if (value != NO_TOKEN && is_call_of_api(u, value, end, &name))
		name_result(w, state, var, false);
	old.returned = state->returned;
	if (w->precise) {
		learn_value(w, frame, &old, state, var, node->token, value,
			    end);
	}
	state->returned = RETURNED_ANY;
}

void walk_round(struct walk_paths *w, const struct frame *frame,
		     const struct node *node, struct state *state)
{
	struct unit *u = w->u;
	const struct stream *s = &u->flow.stream;
	bool known = name_has(s, node->token, "list_") ||
		     name_has(s, node->token, "rb") ||
		     name_has(s, node->token, "hash_");
	unsigned int n, count = known ? 2 : 8;
	size_t a, b;

	for (n = 0; n < count && call_argument(s, node->first, n, &a, &b); n++)
		if (a == b && s->tokens[a].kind == TOKEN_IDENTIFIER &&
		    is_own_word(u, frame->subject, a) &&
		    (known || !is(s, b, "domain")))
			state_change(state, &u->names,
				     plain_name_in(u, frame, a, b));
}
