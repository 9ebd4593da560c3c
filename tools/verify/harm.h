/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a token does that a pending flush must not see.
 *
 * After a deferred unmap that is giving back what was unmapped, and mapping,
 * perhaps, the same IOVA again.  After a deferred map it is whatever tells the
 * device or another CPU of the mapping: calls that do, calls that nobody knows,
 * and stores where others may look.  Calls of what the file defines do what is
 * in there.
 */
#ifndef HARM_H
#define HARM_H

#include "verify/view.h"

enum harm_kind {
	HARM_UNMAP,		/* to an unmap that is pending */
	HARM_MAP,		/* to a map */
	HARM_KINDS,
};

/*
 * @cause: the token that it comes from in the end, @token itself or one of a
 * function or macro of the file.  EFFECT_NONE: none.
 */
enum effect harm_of(struct view *view, enum harm_kind kind, size_t token,
		    size_t *cause);

/* Is it an operator that stores, as =, += or ++? */
bool is_store(const struct stream *s, size_t i);

/* Is it certain what this effect is, and not only that nobody knows? */
bool is_known_harm(enum effect effect);

/* What is remembered of functions and macros; view_end() frees it. */
struct harm;
void harm_free(struct harm *harm);

#endif
