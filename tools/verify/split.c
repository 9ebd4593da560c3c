// SPDX-License-Identifier: GPL-2.0-only
#include "verify/split.h"

#include <stdlib.h>
#include <string.h>

#include "flow/effects.h"
#include "verify/harm.h"
#include "verify/strip.h"

/* ---- the head ---- */

static bool name_is_of_call(const struct stream *s, size_t i)
{
	return s->tokens[i].kind == TOKEN_IDENTIFIER &&
	       is(s, following(s, i), "(");
}

static enum effect effect_at(const struct stream *s, size_t i)
{
	return effect_of(s->text + s->tokens[i].offset, s->tokens[i].len);
}

/* for (i = 0; ...): what it counts with is set before the first round. */
static bool sets_out(const struct stream *s, const struct statement *loop)
{
	size_t i;

	for (i = following(s, loop->open); !is(s, i, ";"); i = following(s, i))
		if (is(s, i, "="))
			return true;
	return false;
}

/* Calls in the head of a for, which may answer otherwise the second time. */
static size_t call_in_head(struct view *view, const struct statement *loop)
{
	const struct stream *s = &view->flow.stream;
	size_t i;

	for (i = following(s, loop->open); i < loop->close; i = following(s, i))
		if (name_is_of_call(s, i) && !is(s, i, "sizeof") &&
		    (definition_of(&view->flow, i) ||
		     effect_at(s, i) != EFFECT_NONE))
			return i;
	return NO_TOKEN;
}

/*
 * Iterators that begin at what they are given, and not where the cursor stands.
 * Under RCU a list may have more entries the second time.
 */
static bool begins_anew(struct view *view, const struct statement *loop)
{
	const struct stream *s = &view->flow.stream;

	return !definition_of(&view->flow, loop->first) &&
	       effect_at(s, loop->first) == EFFECT_NONE &&
	       !name_has(s, loop->first, "_continue") &&
	       !name_has(s, loop->first, "_from");
}

static char *head_trouble(struct view *view, const struct statement *loop)
{
	const struct stream *s = &view->flow.stream;
	char *head = tokens_text(s, loop->first, loop->close), *trouble = NULL;
	size_t call = NO_TOKEN;

	if (loop->loop == LOOP_ITERATOR ? !begins_anew(view, loop) :
	    loop->loop != LOOP_FOR || !sets_out(s, loop))
		trouble = xasprintf("the loop is cut in two, and \"%s\" need not lead through the same rounds again",
				    head);
	if (!trouble && loop->loop == LOOP_FOR)
		call = call_in_head(view, loop);
	if (call != NO_TOKEN)
		trouble = xasprintf("the loop is cut in two, and the call in \"%s\" may answer otherwise the second time",
				    head);
	free(head);
	return trouble;
}

/* ---- the bodies ---- */

/* The same code as [first, last], in the first part or in the head. */
static bool is_read_before(const struct view *view, const struct addition *split,
			   size_t first, size_t last)
{
	const struct stream *s = &view->flow.stream;
	size_t len = last - first, i;

	for (i = split->one->open; i + len <= split->one->last; i++)
		if (is_code(s, i) && same_tokens(s, i, i + len, first, last))
			return true;
	return false;
}

/* The variable that an iterator's head names first stands at the own entry. */
static bool is_own_entry(const struct view *view, const struct addition *split,
			 size_t base)
{
	const struct stream *s = &view->flow.stream;

	return split->two->loop == LOOP_ITERATOR &&
	       same_name(s, base, following(s, split->two->open));
}

/* Does the call at @name take an entry out of a list or a tree? */
static bool unlinks(const struct stream *s, size_t name)
{
	return effect_at(s, name) == EFFECT_NONE &&
	       (name_has(s, name, "_del") || name_has(s, name, "_move") ||
		name_has(s, name, "_erase") || name_has(s, name, "_splice") ||
		name_has(s, name, "_add"));
}

/* The name of an array that an index stores into: a of a[i] = x; else NO_TOKEN. */
static size_t stored_array(const struct stream *s, size_t operator)
{
	size_t end = preceding(s, operator);
	size_t i = end == NO_TOKEN || !is(s, end, "]") ? NO_TOKEN :
		   postfix_start(s, end);

	for (; i != NO_TOKEN && i < end; i = following(s, i))
		if (is(s, following(s, i), "["))
			return i;
	return NO_TOKEN;
}

/* What token @i of the second part changes, as the end of a sentence. */
static char *change_at(struct view *view, const struct addition *split, size_t i)
{
	const struct stream *s = &view->flow.stream;
	bool word = s->tokens[i].kind == TOKEN_IDENTIFIER;
	size_t array, base;

	if (word && definition_of(&view->flow, i))
		return xstrdup("is of this file, and may change what the first part reads");
	if (name_is_of_call(s, i) && effect_at(s, i) == EFFECT_UNKNOWN &&
	    !site_of(&view->flow, i) && !is(s, i, "sizeof"))
		return xstrdup("may change what the first part reads");
	if (name_is_of_call(s, i) && unlinks(s, i)) {
		base = following(s, following(s, i));
		if (!is(s, base, "&") ||
		    !is_own_entry(view, split, following(s, base)))
			return xstrdup("changes a list beside the entry of the round");
		return NULL;
	}
	if (word && is_changed_at(s, i) && is_read_before(view, split, i, i))
		return xstrdup("is changed, and the first part reads it");
	if (word && is_address_taken_at(s, i)) {
		base = postfix_start(s, i);
		if (!is_own_entry(view, split, base) &&
		    is_read_before(view, split, base, i))
			return xstrdup("is handed out by its address, and the first part reads it");
	}
	if (is(s, i, "(") && is_pointer_call(s, i))
		return xstrdup("calls through a pointer, which may change what the first part reads");
	if (!is_indirect_store(s, i))
		return NULL;
	array = stored_array(s, i);
	return array != NO_TOKEN && !is_read_before(view, split, array, array) ?
	       NULL : xstrdup("stores where a pointer or an index says, and the first part may read that");
}

char *split_trouble(struct view *view, const struct addition *split, size_t *at)
{
	const struct stream *s = &view->flow.stream;
	const struct statement *two = split->two;
	char *trouble = head_trouble(view, two), *change, *what;
	size_t i;

	*at = two->first;
	for (i = following(s, two->close); !trouble && i <= two->last;
	     i = following(s, i)) {
		change = view->dropped[i] ? NULL : change_at(view, split, i);
		if (change) {
			*at = i;
			what = code_text(s, i, i);
			trouble = xasprintf("the loop is cut in two, and in the second part \"%s\" %s",
					    what, change);
			free(what);
		}
		free(change);
	}
	return trouble;
}
