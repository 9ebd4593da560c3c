// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is every site of BEFORE there in AFTER, in the right style, and does what came
 * or went with it belong to it?
 */
#include "verify/compare.h"

#include <stdlib.h>
#include <string.h>

#include "verify/interface.h"
#include "verify/strip.h"

#define STYLE_BIT(style) (1u << STYLE_##style)
#define GATHERS (STYLE_BIT(GATHER) | STYLE_BIT(NOSYNC))
#define QUEUES (STYLE_BIT(EXPLICIT) | STYLE_BIT(FAST))

/* ---- what a style is made of ---- */

/* The number of arguments, or 0 where it cannot be told. */
static unsigned int arguments_of(const struct source *src,
				 const struct site *site)
{
	struct stream s = {
		.text = src->text.data, .tokens = src->tokens.data,
		.count = src->tokens.count,
	};
	size_t open = call_open(&s, site->token), close;
	struct arguments args;

	close = open == NO_TOKEN ? NO_TOKEN : closing(&s, open);
	if (close == NO_TOKEN)
		return 0;
	args = count_arguments(&s, open, close);
	return args.conditional || args.by_macro ? 0 : args.count;
}

/* A bit for each style whose drivers may have this call. */
static unsigned int styles_of(const struct source *src, const struct site *site)
{
	static const struct {
		const char *name;
		unsigned int styles;
	} finishing[] = {
		{ "iommu_tlb_range_add", QUEUES },
		{ "iommu_tlb_sync", QUEUES | STYLE_BIT(ASYNC) },
		{ "iommu_flush_tlb_all", QUEUES | STYLE_BIT(ASYNC) },
		{ "iommu_iotlb_sync", GATHERS },
		{ "iommu_flush_iotlb_all", GATHERS },
		{ "iommu_sync_map", STYLE_BIT(NOSYNC) },
	};
	const struct api_name *api = site->api;
	unsigned int all = (1u << STYLE_COUNT) - 1, n;
	size_t i;

	if (api->op == OP_GATHER)
		return GATHERS;
	if (api->op == OP_ALLOC)
		return all;
	for (i = 0; i < ARRAY_SIZE(finishing); i++)
		if (!strcmp(api->name, finishing[i].name))
			return finishing[i].styles;
	switch (api->form) {
	case FORM_SYNC:
		return STYLE_BIT(SYNC) | STYLE_BIT(EXPLICIT);
	case FORM_ASYNC:
		return STYLE_BIT(ASYNC);
	case FORM_FAST:
		if (api->op != OP_UNMAP)
			return STYLE_BIT(NOSYNC);
		n = arguments_of(src, site);
		return n == 3 ? STYLE_BIT(FAST) : n == 4 ? GATHERS :
		       STYLE_BIT(FAST) | GATHERS;
	default:
		return all & ~STYLE_BIT(SYNC);
	}
}

static void vote_for(const struct source *src, const struct site *site,
		     size_t *votes)
{
	unsigned int styles = styles_of(src, site);
	int s;

	for (s = 0; s < STYLE_COUNT; s++)
		votes[s] += styles >> s & 1;
}

void vote(const struct comparison *c, size_t *votes)
{
	size_t i;

	for (i = 0; i < c->before->site_count; i++) {
		const struct site *was = &c->before->sites[i];
		const struct site *is = counterpart(c, was);

		if (is && is_used(c->before, was) && is_used(c->after, is) &&
		    was->api != is->api)
			vote_for(c->after, is, votes);
	}
	for (i = 0; i < c->new.addition_count; i++) {
		const struct addition *a = &c->new.additions[i];

		if (!a->matched && a->call != NO_TOKEN &&
		    (a->kind == ADD_FLUSH || a->kind == ADD_QUEUE))
			vote_for(c->after, site_of((struct flow *)&c->new.flow,
						   a->kind == ADD_QUEUE ?
						   a->first : a->call), votes);
	}
}

/* ---- sites ---- */

static const struct addition *addition_of(const struct view *view,
					  enum addition_kind kind, size_t call)
{
	size_t i;

	for (i = 0; i < view->addition_count; i++)
		if (view->additions[i].kind == kind &&
		    view->additions[i].call == call)
			return &view->additions[i];
	return NULL;
}

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
	return converted ? FATE_CONVERTED : FATE_KEPT;
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

/* ---- what came and went with them ---- */

static bool same_function(struct comparison *c, bool old, size_t a, size_t b)
{
	struct view *view = old ? &c->old : &c->new;

	return function_of(view, a) == function_of(view, b);
}

/* Is there a deferred call on that domain in the function of token @at? */
static bool defers_there(struct comparison *c, bool old, size_t at,
			 const char *domain, bool plain)
{
	struct source *src = old ? c->before : c->after;
	struct view *view = old ? &c->old : &c->new;
	bool found = false;
	size_t i;

	for (i = 0; i < src->site_count && !found; i++) {
		const struct site *site = &src->sites[i];
		char *other;

		if (!is_deferred_call(src, site, plain) ||
		    !same_function(c, old, site->token, at))
			continue;
		other = argument_text(view, site->token, 0);
		found = !domain || (other && !strcmp(other, domain));
		free(other);
	}
	return found;
}

/* What unmaps are given of the gather that is declared or begun there. */
static char *gather_argument(struct view *view, const struct addition *a)
{
	const struct stream *s = &view->flow.stream;
	size_t name = preceding(s, a->last);
	char *word, *argument;

	if (a->kind == ADD_INIT)
		return argument_text(view, a->call, 0);
	word = code_text(s, name, name);
	argument = xasprintf("& %s", word);
	free(word);
	return argument;
}

/* Does a call in the function of token @at collect in it? */
static bool collects_there(struct view *view, const char *gather, size_t at)
{
	size_t i;

	for (i = 0; i < view->addition_count; i++)
		if (view->additions[i].kind == ADD_GATHER && gather &&
		    !strcmp(view->additions[i].text, gather) &&
		    function_of(view, view->additions[i].first) ==
		    function_of(view, at))
			return true;
	return false;
}

static void account_new_flush(struct comparison *c, struct addition *a,
			      const struct direction *direction)
{
	const struct site *site = site_of(&c->new.flow, a->call);
	char *domain = argument_text(&c->new, a->call, 0);

	if (a->trouble)
		say(c, RULE_FLUSH, CONFIDENCE_HIGH, a->first,
		    xstrdup(a->trouble));
	if (direction->to != STYLE_UNKNOWN &&
	    !(styles_of(c->after, site) >> direction->to & 1))
		say(c, RULE_STYLE, CONFIDENCE_HIGH, a->first,
		    xasprintf("%s() is no call of style %s", site->api->name,
			      style_table[direction->to].name));
	else if (!defers_there(c, false, a->call, domain,
			       plain_is_deferred(direction->to)))
		say(c, RULE_FLUSH, CONFIDENCE_HIGH, a->first,
		    xasprintf("%s() of %s, and nothing in this function was deferred for that domain",
			      site->api->name, domain ? domain : "?"));
	free(domain);
}

static void account_new_interface(struct comparison *c, struct addition *a)
{
	char *trouble = interface_trouble(&c->new, a), *name;

	if (trouble) {
		say(c, RULE_INTERFACE, CONFIDENCE_HIGH, a->call, trouble);
		return;
	}
	name = code_text(&c->new.flow.stream, a->call, a->call);
	buf_printf(&c->interface, "%s%s%s", c->interface_count++ ? ", " : "",
		   name, a->wrapper ? "()" : "");
	free(name);
}

static void account_new(struct comparison *c, struct addition *a,
			const struct direction *direction)
{
	char *gather;

	switch (a->kind) {
	case ADD_FLUSH:
		account_new_flush(c, a, direction);
		break;
	case ADD_QUEUE:
		if (a->trouble)
			say(c, RULE_RANGE, CONFIDENCE_HIGH, a->first,
			    xstrdup(a->trouble));
		break;
	case ADD_DECLARE:
	case ADD_INIT:
		gather = gather_argument(&c->new, a);
		if (!collects_there(&c->new, gather, a->first))
			say(c, RULE_GATHER, CONFIDENCE_HIGH, a->first,
			    xasprintf("\"%s\" serves no call in this function",
				      a->text));
		free(gather);
		break;
	case ADD_BRACES:
		if (!a->flushes)
			say(c, RULE_OUTSIDE, CONFIDENCE_HIGH, a->first,
			    xstrdup("braces were added, and no flush needs them"));
		break;
	case ADD_INTERFACE:
		account_new_interface(c, a);
		break;
	case ADD_SPLIT:
		if (!a->flushes)
			say(c, RULE_SPLIT, CONFIDENCE_HIGH, a->first,
			    xstrdup("the loop goes on in a second one, and no flush stands between them"));
		break;
	default:
		break;
	}
}

/* Does this call still leave it to a queue what is to be flushed? */
static bool keeps_queueing(const struct comparison *c, const struct site *site,
			   const struct direction *direction)
{
	if (direction->to == STYLE_UNKNOWN)
		return is_deferred_call(c->after, site, c->plain_deferred);
	return (1u << direction->to & QUEUES) &&
	       is_deferred_call(c->after, site,
				plain_is_deferred(direction->to));
}

static void account_gone(struct comparison *c, struct addition *a,
			 const struct direction *direction)
{
	size_t at = place_of(c, a->first);
	unsigned int line = c->before->tokens.data[a->first].line;
	bool plain = plain_is_deferred(direction->to);
	char *domain, *gather;

	switch (a->kind) {
	case ADD_FLUSH:
		domain = argument_text(&c->old, a->call, 0);
		if (defers_there(c, false, at, domain, plain) ||
		    !defers_there(c, true, a->call, domain, c->plain_deferred))
			say(c, RULE_FLUSH, CONFIDENCE_HIGH, at,
			    xasprintf("the flush of %s that stood at line %u is gone or moved",
				      domain ? domain : "?", line));
		free(domain);
		break;
	case ADD_DECLARE:
	case ADD_INIT:
		gather = gather_argument(&c->old, a);
		if (collects_there(&c->new, gather, at))
			say(c, RULE_GATHER, CONFIDENCE_MODERATE, at,
			    xasprintf("\"%s\" of line %u is gone or moved",
				      a->text, line));
		free(gather);
		break;
	case ADD_QUEUE:
		if (a->call != NO_TOKEN && c->old.piece_of[a->call] != NO_PIECE) {
			struct site *was = site_of(&c->old.flow, a->call);
			struct site *is = was ? counterpart(c, was) : NULL;

			if (is && keeps_queueing(c, is, direction))
				say(c, RULE_RANGE, CONFIDENCE_HIGH, at,
				    xasprintf("the range that line %u queued is not queued any more",
					      line));
		}
		break;
	case ADD_BRACES:
		if (!a->flushes)
			say(c, RULE_OUTSIDE, CONFIDENCE_HIGH, at,
			    xasprintf("braces of line %u were taken away", line));
		break;
	case ADD_INTERFACE:
		say(c, RULE_INTERFACE, CONFIDENCE_HIGH, at,
		    xasprintf("what line %u defined is gone or changed", line));
		break;
	case ADD_SPLIT:
		say(c, RULE_SPLIT, CONFIDENCE_HIGH, at,
		    xasprintf("two loops, the second at line %u, became one",
			      line));
		break;
	default:
		break;
	}
}

/* Another gather for the same unmap, unless both flushes agree with it. */
static void account_gather(struct comparison *c, const struct addition *a)
{
	const struct site *was = site_of(&c->old.flow, a->call);
	const struct site *is = was ? counterpart(c, was) : NULL;
	const struct addition *b;

	b = is ? addition_of(&c->new, ADD_GATHER, is->token) : NULL;
	if (b && strcmp(a->text, b->text))
		say(c, RULE_GATHER, CONFIDENCE_HIGH, is->token,
		    xasprintf("%s() collects in %s, it was %s", is->api->name,
			      b->text, a->text));
}

/* The first addition that is not before . */
static size_t first_at(const struct view *view, size_t at)
{
	size_t low = 0, high = view->addition_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (view->additions[mid].at < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* It stands behind the same piece, or before the same. */
void match_additions(struct comparison *c)
{
	size_t i, k;

	for (i = 0; i < c->old.addition_count; i++) {
		struct addition *a = &c->old.additions[i];
		size_t at = c->to_new[a->at];
		size_t behind = a->at ? c->to_new[a->at - 1] + 1 : 0;

		/* ALIGN_NONE + 1 is 0. */
		if (at == ALIGN_NONE && !behind)
			continue;
		k = first_at(&c->new, at == ALIGN_NONE ? behind :
				      behind && behind < at ? behind : at);
		for (; k < c->new.addition_count; k++) {
			struct addition *b = &c->new.additions[k];

			if (b->at != at && b->at != behind &&
			    (at == ALIGN_NONE || b->at > at))
				break;
			if (b->matched || b->kind != a->kind ||
			    (b->at != at && b->at != behind) ||
			    strcmp(a->text, b->text))
				continue;
			a->matched = b->matched = true;
			break;
		}
	}
}

static bool shim_included(const struct view *view)
{
	size_t i;

	for (i = 0; i < view->addition_count; i++)
		if (view->additions[i].kind == ADD_INCLUDE &&
		    strstr(view->additions[i].text, "shim"))
			return true;
	return false;
}

static void account_includes(struct comparison *c)
{
	size_t i;

	for (i = 0; i < c->old.addition_count; i++) {
		struct addition *a = &c->old.additions[i];

		if (a->kind == ADD_INCLUDE && !a->matched &&
		    !strstr(a->text, "shim") && !shim_included(&c->new))
			say(c, RULE_OUTSIDE, CONFIDENCE_HIGH,
			    place_of(c, a->first),
			    xasprintf("the line \"%s\" is gone", a->text));
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
	for (i = 0; i < c->old.addition_count; i++) {
		struct addition *a = &c->old.additions[i];

		if (a->kind == ADD_GATHER)
			account_gather(c, a);
		else if (!a->matched)
			account_gone(c, a, direction);
	}
	for (i = 0; i < c->new.addition_count; i++)
		if (!c->new.additions[i].matched)
			account_new(c, &c->new.additions[i], direction);
	account_includes(c);
}
