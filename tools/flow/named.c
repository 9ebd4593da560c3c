// SPDX-License-Identifier: GPL-2.0-only
#include "flow/named.h"

#include <string.h>

/* Behind the prefix. */
static const struct made {
	const char *suffix;
	bool shows;		/* changes what others may be walking */
} all_made[] = {
	{ "_insert", true }, { "_remove", true }, { "_iter_first", false },
	{ "_iter_next", false }, { "_subtree_search", false },
};

/* Arguments of INTERVAL_TREE_DEFINE(). */
enum { TREE_START = 4, TREE_LAST, TREE_PREFIX = 7 };

static bool is_made_as(const struct stream *s, size_t i, size_t prefix,
		       const char *suffix)
{
	const struct token *name = &s->tokens[i], *p = &s->tokens[prefix];
	size_t len = strlen(suffix);

	return name->len == p->len + len &&
	       !memcmp(s->text + name->offset, s->text + p->offset, p->len) &&
	       !memcmp(s->text + name->offset + p->len, suffix, len);
}

static const struct made *made_by(const struct flow *flow, size_t tree, size_t i)
{
	const struct stream *s = &flow->stream;
	size_t first, last, k;

	if (!call_argument(s, after(s, tree), TREE_PREFIX, &first, &last) ||
	    first != last)
		return NULL;
	for (k = 0; k < ARRAY_SIZE(all_made); k++)
		if (is_made_as(s, i, first, all_made[k].suffix))
			return &all_made[k];
	return NULL;
}

/* What of the file makes the function; @tree: the use of the macro. */
static const struct made *made_here(const struct flow *flow, size_t i,
				    size_t *tree)
{
	const struct made *made = NULL;
	size_t k;

	for (k = 0; k < flow->tree_count && !made; k++) {
		*tree = flow->trees[k];
		made = made_by(flow, *tree, i);
	}
	return made;
}

/* What the function or macro does that the tree is given as its argument @n. */
static enum effect effect_of_given(struct flow *flow, size_t tree,
				   unsigned int n)
{
	const struct stream *s = &flow->stream;
	struct function *f;
	size_t first, last;

	if (!call_argument(s, after(s, tree), n, &first, &last) ||
	    first != last)
		return EFFECT_UNKNOWN;
	f = definition_of(flow, first);
	if (!f || f->too_many)
		return EFFECT_UNKNOWN;
	for (; f; f = f->same) {
		if (f->visiting || (!f->macro && !f->body))
			return EFFECT_UNKNOWN;
		look_into(flow, f);
		if (f->effect != EFFECT_NONE)
			return f->effect;
	}
	return EFFECT_NONE;
}

enum effect effect_named(struct flow *flow, size_t i)
{
	const struct token *t = &flow->stream.tokens[i];
	enum effect effect;
	size_t tree;

	if (!made_here(flow, i, &tree))
		return effect_of(flow->stream.text + t->offset, t->len);
	effect = effect_of_given(flow, tree, TREE_START);
	return effect ? effect : effect_of_given(flow, tree, TREE_LAST);
}

bool is_showing_named(struct flow *flow, size_t i)
{
	const struct token *t = &flow->stream.tokens[i];
	size_t tree;
	const struct made *made = made_here(flow, i, &tree);

	return made ? made->shows :
		      is_showing_name(flow->stream.text + t->offset, t->len);
}
