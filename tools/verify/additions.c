// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does what came or went beside the sites belong to them: flushes, gathers,
 * queued ranges, braces, loops that were split?
 */
#include "verify/account.h"

#include <stdlib.h>
#include <string.h>

#include "verify/interface.h"
#include "verify/split.h"
#include "verify/strip.h"

const struct addition *addition_of(const struct view *view,
					  enum addition_kind kind, size_t call)
{
	size_t i;

	for (i = 0; i < view->addition_count; i++)
		if (view->additions[i].kind == kind &&
		    view->additions[i].call == call)
			return &view->additions[i];
	return NULL;
}

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

/* The shim is asked for a style: it has to be that of the calls. */
static void account_new_include(struct comparison *c, struct addition *a,
				const struct direction *direction)
{
	enum style style = style_asked_for(a);

	if (style != STYLE_UNKNOWN && direction->to != STYLE_UNKNOWN &&
	    style != direction->to)
		say(c, RULE_STYLE, CONFIDENCE_HIGH, a->first,
		    xasprintf("the shim is asked for style %s, and the calls are converted to %s",
			      style_table[style].name,
			      style_table[direction->to].name));
}

static void account_new_split(struct comparison *c, struct addition *a)
{
	char *trouble;
	size_t at;

	if (!a->flushes)
		say(c, RULE_SPLIT, CONFIDENCE_HIGH, a->first,
		    xstrdup("the loop goes on in a second one, and no flush stands between them"));
	trouble = split_trouble(&c->new, a, &at);
	if (trouble)
		say(c, RULE_SPLIT, CONFIDENCE_MODERATE, at, trouble);
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
	case ADD_INCLUDE:
		account_new_include(c, a, direction);
		break;
	case ADD_INTERFACE:
		account_new_interface(c, a);
		break;
	case ADD_SPLIT:
		account_new_split(c, a);
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

/* The first addition that is not before @at. */
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

void account_additions(struct comparison *c, const struct direction *direction)
{
	size_t i;

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
