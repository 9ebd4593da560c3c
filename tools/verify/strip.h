/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What of a file is the API's, and how the rest reads without it.
 */
#ifndef STRIP_H
#define STRIP_H

#include "verify/view.h"

/*
 * Note in @view which tokens to take out, which to spell in another way, and as
 * additions what that was.
 */
void strip(struct view *view);

/* The token next to @i, as after() and before() tell; none has none. */
static inline size_t following(const struct stream *s, size_t i)
{
	return i == NO_TOKEN ? NO_TOKEN : after(s, i);
}

static inline size_t preceding(const struct stream *s, size_t i)
{
	return i == NO_TOKEN ? NO_TOKEN : before(s, i);
}

/* For strip_body.c: take out the code of [first, last], comments stay. */
void drop(struct view *view, size_t first, size_t last);
struct addition *add(struct view *view, enum addition_kind kind, size_t first,
		     size_t last);
/* Is the call at @name one of this function of the API? */
bool is_call_of(const struct view *view, size_t name, const char *function);
/* The arguments as text, NULL when there are not so many; to be freed. */
char *argument_text(const struct view *view, size_t name, unsigned int n);

/* The statements of one function. */
void strip_body(struct view *view, const struct function *f);

#endif
