// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is every site of BEFORE there in AFTER, in the right style?
 */
#include "verify/account.h"

#include <string.h>

static bool is_atomic(const struct view *view, const struct site *site)
{
	const struct addition *gfp = addition_of(view, ADD_GFP, site->token);

	return site->api->op == OP_MAP_ATOMIC ||
	       site->api->op == OP_MAP_SG_ATOMIC ||
	       (gfp && (!strcmp(gfp->text, "GFP_ATOMIC") ||
			!strcmp(gfp->text, "GFP_NOWAIT")));
}

/* A map that may not sleep still may not; another gfp_t is another thing. */
static void account_gfp(struct comparison *c, const struct site *was,
			const struct site *is)
{
	const struct addition *a = addition_of(&c->old, ADD_GFP, was->token);
	const struct addition *b = addition_of(&c->new, ADD_GFP, is->token);

	if (a && b ? strcmp(a->text, b->text) != 0 :
	    a ? strcmp(a->text, "GFP_KERNEL") && !is_atomic(&c->new, is) :
	    b ? strcmp(b->text, "GFP_KERNEL") && !is_atomic(&c->new, is) : false)
		say(c, RULE_ARGUMENT, CONFIDENCE_HIGH, is->token,
		    xasprintf("the gfp_t of %s() is %s now, it was %s",
			      is->api->name, b ? b->text : "none",
			      a ? a->text : "none"));
	else if (is_atomic(&c->old, was) && !is_atomic(&c->new, is))
		say(c, RULE_ARGUMENT, CONFIDENCE_HIGH, is->token,
		    xasprintf("%s() may sleep, %s() of line %u might not",
			      is->api->name, was->api->name, was->line));
}

static void account_queue(struct comparison *c, const struct site *is,
			  const struct direction *direction)
{
	const struct addition *queue;

	if (!(1u << direction->to & QUEUES) || is->kind != SITE_CALL)
		return;
	queue = addition_of(&c->new, ADD_QUEUE, is->token);
	if (!queue)
		say(c, RULE_RANGE, CONFIDENCE_HIGH, is->token,
		    xasprintf("no iommu_tlb_range_add() queues what %s() %smapped",
			      is->api->name,
			      is->api->op == OP_UNMAP ? "un" : ""));
}

static void account_alloc(struct comparison *c, const struct site *was,
			  const struct site *is)
{
	if (was->api == is->api ||
	    strcmp(is->api->name, "iommu_paging_domain_alloc"))
		return;
	if (!addition_of(&c->new, ADD_ERROR_TEST, is->token))
		say(c, RULE_OUTSIDE, CONFIDENCE_HIGH, is->token,
		    xstrdup("iommu_paging_domain_alloc() returns an ERR_PTR() where iommu_domain_alloc() returned NULL, and IS_ERR() does not test it"));
}

/* One name is one function: with a gather or without. */
static void account_kept(struct comparison *c, const struct source *src,
			 const struct site *is,
			 const struct direction *direction)
{
	unsigned int both = STYLE_BIT(FAST) | GATHERS;

	if (strcmp(is->api->name, "iommu_unmap_fast") ||
	    direction->to == STYLE_UNKNOWN ||
	    !(both >> direction->to & 1) || is_own_site(is) ||
	    styles_of(src, is) >> direction->to & 1)
		return;
	say(c, RULE_STYLE, CONFIDENCE_HIGH, is->token,
	    xasprintf("iommu_unmap_fast() with %u arguments is left as it was, and cannot stand beside that of style %s",
		      arguments_of(src, is), style_table[direction->to].name));
}

static enum fate judge_site(struct comparison *c, const struct site *was,
			    const struct site *is,
			    const struct direction *direction)
{
	bool plain = plain_is_deferred(direction->to);
	bool converted = was->api != is->api ||
			 !addition_of(&c->old, ADD_GATHER, was->token) !=
			 !addition_of(&c->new, ADD_GATHER, is->token);

	if (was->api->op == OP_ALLOC) {
		account_alloc(c, was, is);
		return converted ? FATE_CONVERTED : FATE_KEPT;
	}
	if (was->api->op > OP_UNMAP)
		return converted ? FATE_CONVERTED : FATE_KEPT;
	if (was->outcome == OUTCOME_OPEN && was->reason && plain) {
		say(c, RULE_OPEN, CONFIDENCE_MODERATE, is->token,
		    xasprintf("%s: %s", was->api->name, was->reason));
		return FATE_UNKNOWN;
	}
	account_gfp(c, was, is);
	if (converted && direction->to != STYLE_UNKNOWN &&
	    !(styles_of(c->after, is) >> direction->to & 1)) {
		say(c, RULE_STYLE, CONFIDENCE_HIGH, is->token,
		    xasprintf("%s() with %u arguments is no call of style %s (%s() before, line %u)",
			      is->api->name, arguments_of(c->after, is),
			      style_table[direction->to].name, was->api->name,
			      was->line));
		return FATE_CONVERTED;
	}
	if (!is_own_site(was) &&
	    !is_deferred_call(c->before, was, c->plain_deferred) &&
	    is_deferred_call(c->after, is, plain)) {
		if (!converted && !addition_of(&c->new, ADD_QUEUE, is->token)) {
			if (direction->plain_flushes)
				return FATE_LEFT;
			say(c, RULE_LEFT, CONFIDENCE_HIGH, is->token,
			    xasprintf("%s is left as it was, but in style %s it does not flush",
				      is->api->name,
				      style_table[direction->to].name));
		} else {
			account_queue(c, is, direction);
		}
		return FATE_CONVERTED;
	}
	if (converted)
		return FATE_CONVERTED;
	account_kept(c, c->after, is, direction);
	return FATE_KEPT;
}

/* A site that went with the flush it served: the additions are asked about it. */
static bool is_taken_out(const struct view *view, const struct site *site)
{
	return view->piece_of[site->token] == NO_PIECE;
}

static void account_site(struct comparison *c, struct site *was,
			 const struct direction *direction)
{
	const struct site *is = counterpart(c, was);
	enum fate fate = FATE_KEPT;

	if (is_taken_out(&c->old, was)) {
		size_t i;

		for (i = 0; i < c->old.addition_count; i++)
			if (was->token >= c->old.additions[i].first &&
			    was->token <= c->old.additions[i].last)
				break;
		if (i < c->old.addition_count && !c->old.additions[i].matched)
			fate = FATE_GONE;
	} else if (c->to_new[c->old.piece_of[was->token]] == ALIGN_NONE) {
		/* differences.c tells where and how. */
		fate = is_used(c->before, was) ? FATE_UNKNOWN : FATE_CONVERTED;
	} else if (is && is_used(c->before, was) && is_used(c->after, is)) {
		fate = judge_site(c, was, is, direction);
	}
	c->fates[fate]++;
}

/* A file that is the same: do its names still mean what they did? */
static void account_same(struct comparison *c, const struct direction *direction)
{
	bool plain = plain_is_deferred(direction->to);
	size_t i;

	for (i = 0; i < c->before->site_count; i++) {
		const struct site *site = &c->before->sites[i];

		c->fates[FATE_KEPT]++;
		if (is_used(c->before, site))
			account_kept(c, c->before, site, direction);
		if (!is_used(c->before, site) || !plain || c->plain_deferred ||
		    is_own_site(site) ||
		    !is_deferred_call(c->before, site, true) ||
		    is_deferred_call(c->before, site, false))
			continue;
		c->fates[FATE_KEPT]--;
		if (direction->plain_flushes) {
			c->fates[FATE_LEFT]++;
			continue;
		}
		c->fates[FATE_UNKNOWN]++;
		if (site->outcome == OUTCOME_OPEN && site->reason)
			say(c, RULE_OPEN, CONFIDENCE_MODERATE, site->token,
			    xasprintf("%s: %s", site->api->name, site->reason));
		else
			say(c, RULE_LEFT, CONFIDENCE_HIGH, site->token,
			    xasprintf("%s is left as it was, but in style %s it does not flush",
				      site->api->name,
				      style_table[direction->to].name));
	}
}

void account(struct comparison *c, const struct direction *direction)
{
	size_t i;

	if (c->same) {
		account_same(c, direction);
		return;
	}
	for (i = 0; i < c->before->site_count; i++)
		account_site(c, &c->before->sites[i], direction);
	account_additions(c, direction);
}
