// SPDX-License-Identifier: GPL-2.0-only
#include "plan/signature.h"

#include <stdlib.h>
#include <string.h>

/* Operations whose signature depends on the level. */
static bool takes_gfp(enum operation op)
{
	op = operation_sleeping(op);
	return op == OP_MAP || op == OP_MAP_SG;
}

static bool is_atomic(enum operation op)
{
	return op == OP_MAP_ATOMIC || op == OP_MAP_SG_ATOMIC;
}

static bool named_from(const struct stream *s, size_t i,
		       const char *const *stems)
{
	const struct token *t = &s->tokens[i];

	for (; *stems; stems++)
		if (t->len >= strlen(*stems) &&
		    !memcmp(s->text + t->offset, *stems, strlen(*stems)))
			return true;
	return false;
}

/*
 * Does the call stand under a spinlock, for sure?  The last lock call that is
 * certainly executed before it decides: in its block, and those around it.
 */
static bool under_spinlock(struct flow *flow, size_t call)
{
	static const char *const locks[] = {
		"spin_lock", "raw_spin_lock", "read_lock", "write_lock",
		"local_irq_disable", "preempt_disable", NULL,
	};
	static const char *const unlocks[] = {
		"spin_unlock", "raw_spin_unlock", "read_unlock",
		"write_unlock", "local_irq_enable", "preempt_enable", NULL,
	};
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, call);
	const struct statement *st, *k;
	size_t i;

	if (!f || !f->body)
		return false;
	for (st = statement_at(f->body, call); st && st->parent;
	     st = st->parent) {
		bool locked = false, unlocked = false;

		if (st->parent->kind != STATEMENT_BLOCK)
			continue;
		for (k = st->parent->child; k != st; k = k->next) {
			for (i = k->first; i <= k->last; i++) {
				if (s->tokens[i].kind != TOKEN_IDENTIFIER ||
				    !is(s, after(s, i), "("))
					continue;
				if (named_from(s, i, unlocks)) {
					locked = false;
					unlocked = true;
				} else if (named_from(s, i, locks) &&
					   k->kind == STATEMENT_SIMPLE &&
					   !k->conditional) {
					locked = true;
				}
			}
			/* Control may come from where nothing is locked. */
			if (k->kind == STATEMENT_LABEL)
				locked = false;
		}
		if (locked || unlocked)
			return locked;
	}
	return false;
}

/* Spelt by the tool, written by spatch: see semantic-patches/planned/names. */
static void add_gfp(struct flow *flow, size_t close, bool atomic)
{
	source_edit(flow->src, flow->stream.tokens[close].offset, 0,
		    xasprintf(", %s", atomic ? MARK_PREFIX "GFP_ATOMIC" :
					       MARK_PREFIX "GFP_KERNEL"),
		    xasprintf(", %s", atomic ? "GFP_ATOMIC" : "GFP_KERNEL"));
}

/* What has to be done to the arguments. */
struct change {
	enum { SAME, ADD, DROP } kind;
	enum operation op;	/* as the target names it */
	size_t open, close;	/* parentheses */
};

/* The operation without its gfp_t, or why there is none. */
static char *without_gfp(struct flow *flow, const struct site *site,
			 const struct goal *goal, struct change *c)
{
	const struct stream *s = &flow->stream;
	size_t first, last;
	char *gfp, *why = NULL;

	call_argument(s, c->open, 5, &first, &last);
	gfp = tokens_text(s, first, last);
	if (!strcmp(gfp, "GFP_ATOMIC") || !strcmp(gfp, "GFP_NOWAIT"))
		c->op = operation_atomic(site->api->op);
	else if (strcmp(gfp, "GFP_KERNEL"))
		why = xasprintf("%s: level %s has only iommu_map(), which may sleep, and the _atomic calls",
				gfp, level_name(goal->level));
	if (!why && is_atomic(c->op) && goal->level < LEVEL_5_4 && !goal->shim)
		why = xasprintf("%s: level %s has no map for atomic context",
				gfp, level_name(goal->level));
	free(gfp);
	return why;
}

char *check_level(const struct site *site, const struct goal *goal)
{
	if (goal->shim ||
	    api_has_level(site->api, site->arguments, goal->level))
		return NULL;
	if (site->api->op == OP_UNMAP)
		return xasprintf("level %s has no %s() with %u arguments: convert it by hand",
				 level_name(goal->level), site->api->name,
				 site->arguments);
	return xasprintf("level %s has no %s(): convert it by hand",
			 level_name(goal->level), site->api->name);
}

static char *decide(struct flow *flow, const struct site *site,
		    const struct goal *goal, struct change *c)
{
	const struct stream *s = &flow->stream;
	struct arguments args;
	char *why = check_level(site, goal);

	*c = (struct change){ .op = site->api->op };
	if (why)
		return why;
	if (goal->level == LEVEL_SOURCE || !takes_gfp(c->op) ||
	    site->api->form == FORM_FAST)
		return NULL;
	if (goal->level < LEVEL_5_4 && !goal->shim && is_atomic(c->op))
		return xasprintf("level %s has no map for atomic context",
				 level_name(goal->level));
	c->open = call_open(s, site->token);
	c->close = c->open == NO_TOKEN ? NO_TOKEN : closing(s, c->open);
	if (c->close == NO_TOKEN)
		return xstrdup("the function's type is another at that level: convert the pointer by hand");
	args = count_arguments(s, c->open, c->close);
	if (args.conditional)
		return xstrdup("a preprocessor line stands among its arguments");
	if (goal->level >= LEVEL_6_3 && args.count == 5) {
		c->kind = ADD;
		c->op = operation_sleeping(c->op);
	} else if (goal->level < LEVEL_6_3 && args.count == 6) {
		c->kind = DROP;
		return without_gfp(flow, site, goal, c);
	}
	return NULL;
}

static void drop_gfp(struct flow *flow, size_t open)
{
	const struct stream *s = &flow->stream;
	size_t first, last, comma;

	call_argument(s, open, 5, &first, &last);
	comma = before(s, first);
	source_delete(flow->src, s->tokens[comma].offset,
		      s->tokens[last].offset + s->tokens[last].len);
}

char *check_signature(struct flow *flow, const struct site *site,
		      const struct goal *goal)
{
	struct change c;

	return decide(flow, site, goal, &c);
}

char *plan_signature(struct flow *flow, struct site *site,
		     const struct goal *goal, enum operation *op)
{
	struct change c;
	char *why = decide(flow, site, goal, &c);

	*op = c.op;
	if (!why && c.kind == ADD)
		add_gfp(flow, c.close, is_atomic(site->api->op) ||
			under_spinlock(flow, site->token));
	else if (!why && c.kind == DROP)
		drop_gfp(flow, c.open);
	return why;
}
