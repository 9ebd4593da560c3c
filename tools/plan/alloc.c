// SPDX-License-Identifier: GPL-2.0-only
#include "plan/alloc.h"

#include <stdlib.h>
#include <string.h>

/* The pieces of "domain = iommu_domain_alloc(dev->bus); if (!domain) ...". */
struct allocation {
	size_t first, last;	/* argument */
	size_t variable;
	size_t negation;	/* the ! of the test */
};

/* Is it declared in the function, so that nobody else can look at it? */
static bool is_local(const struct stream *s, const struct function *f,
		     size_t variable)
{
	size_t i;

	for (i = f->name; i < f->close; i++) {
		size_t prev = before(s, i);

		if (s->tokens[i].kind != TOKEN_IDENTIFIER ||
		    !same_tokens(s, i, i, variable, variable))
			continue;
		if (ends_type(s, prev))
			return true;
		/* struct iommu_domain *a, *b; */
		while (is(s, prev, "*"))
			prev = before(s, prev);
		if (prev != before(s, i) && is(s, prev, ","))
			return true;
	}
	return false;
}

static const char *find_allocation(struct flow *flow, const struct site *site,
				   struct allocation *a)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, site->token);
	size_t open = call_open(s, site->token), equals, dot, test;
	const struct statement *st;

	if (!f || !f->body || open == NO_TOKEN ||
	    !call_argument(s, open, 0, &a->first, &a->last))
		return "not a call in a function whose statements are known";
	dot = before(s, a->last);
	if (!is(s, a->last, "bus") || (!is(s, dot, "->") && !is(s, dot, ".")) ||
	    dot == a->first)
		return "which device it is for, the bus does not tell";
	st = statement_at(f->body, site->token);
	equals = before(s, site->token);
	if (!st || st->kind != STATEMENT_SIMPLE || !is(s, equals, "=") ||
	    after(s, closing(s, open)) != st->last)
		return "its result is not just assigned";
	a->variable = before(s, equals);
	if (s->tokens[a->variable].kind != TOKEN_IDENTIFIER ||
	    !is_local(s, f, a->variable) ||
	    is(s, before(s, a->variable), "->") ||
	    is(s, before(s, a->variable), ".") ||
	    is(s, before(s, a->variable), "=") ||
	    (is(s, before(s, a->variable), "*") &&
	     before(s, a->variable) == st->first))
		return "its result is stored where others may test it for NULL";
	st = st->next;
	if (!st || st->kind != STATEMENT_IF)
		return "the next statement does not test it for NULL";
	a->negation = after(s, st->open);
	test = after(s, a->negation);
	if (!is(s, a->negation, "!") ||
	    !same_tokens(s, test, test, a->variable, a->variable) ||
	    after(s, test) != st->close)
		return "the next statement does not test it for NULL";
	return NULL;
}

/* A later if (domain) would take an error for a domain. */
static const char *find_other_test(struct flow *flow, const struct allocation *a)
{
	const struct stream *s = &flow->stream;
	const struct function *f = function_at(flow, a->variable);
	size_t i;

	for (i = f->open; i < f->close; i++) {
		size_t prev = before(s, i), next = after(s, i);

		if (s->tokens[i].kind != TOKEN_IDENTIFIER ||
		    !same_tokens(s, i, i, a->variable, a->variable) ||
		    prev == a->negation)
			continue;
		if (is(s, prev, "!") || is(s, prev, "&&") || is(s, prev, "||") ||
		    is(s, next, "&&") || is(s, next, "||") ||
		    is(s, next, "==") || is(s, next, "!=") ||
		    is(s, next, "?") ||
		    (is(s, prev, "(") && is(s, next, ")") &&
		     (is(s, before(s, prev), "if") ||
		      is(s, before(s, prev), "while"))))
			return "it is tested for NULL in other places, too";
	}
	return NULL;
}

static void edit(struct flow *flow, const struct allocation *a)
{
	const struct token *t = flow->stream.tokens;
	size_t dot = before(&flow->stream, a->last);
	size_t test = after(&flow->stream, a->negation);

	/* dev->bus is of dev, pdev->dev.bus of &pdev->dev. */
	if (is(&flow->stream, dot, "."))
		source_edit(flow->src, t[a->first].offset, 0, xstrdup("&"),
			    xstrdup("&"));
	source_delete(flow->src, t[dot].offset,
		      t[a->last].offset + t[a->last].len);
	source_edit(flow->src, t[a->negation].offset, 1,
		    xstrdup(MARK_PREFIX "IS_ERR("), xstrdup("IS_ERR("));
	source_edit(flow->src, t[test].offset + t[test].len, 0, xstrdup(")"),
		    xstrdup(")"));
}

void plan_alloc(struct flow *flow, struct site *site, const struct goal *goal)
{
	bool old = !strcmp(site->api->name, "iommu_domain_alloc");
	struct allocation a;
	const char *why;

	if (goal->level == LEVEL_SOURCE || old == (goal->level < LEVEL_6_16)) {
		site_decide(site, OUTCOME_KEPT, "the same in every style");
		return;
	}
	if (!old) {
		site_decide(site, OUTCOME_OPEN,
			    "level %s has only iommu_domain_alloc(bus), which returns NULL: convert it by hand",
			    level_name(goal->level));
		return;
	}
	why = find_allocation(flow, site, &a);
	if (!why)
		why = find_other_test(flow, &a);
	if (why) {
		site_decide(site, OUTCOME_OPEN,
			    "to be iommu_paging_domain_alloc(dev), with IS_ERR(): %s",
			    why);
		return;
	}
	edit(flow, &a);
	site->becomes = "iommu_paging_domain_alloc";
	site->marked = true;
	site_decide(site, OUTCOME_CONVERTED,
		    "becomes iommu_paging_domain_alloc(), tested with IS_ERR()");
}
