/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happens in an expression, in the order in which it is evaluated.
 */
#ifndef CHECK_EVENTS_H
#define CHECK_EVENTS_H

#include "check/graph.h"

struct events {
	struct event {
		struct node node;	/* without next */
		size_t done;		/* orders them: the inner ones first */
	} *at;
	size_t count, room;
};

/* What matters in tokens [first, last] of the subject's function. */
void events_of(struct unit *u, const struct subject *subject, size_t first,
	       size_t last, struct events *events);
void events_free(struct events *events);

/*
 * The expression that the assignment, ++ or -- at token @i changes; @value is
 * where the new value begins, NO_TOKEN for ++ and --.
 */
bool changed_expression(struct unit *u, size_t i, size_t *first, size_t *last,
			size_t *value);
/* The last token of the value that begins at @first. */
size_t end_of_value(struct unit *u, size_t first, size_t limit);

#endif
