/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a condition comes to, given what a pointer in it is.
 */
#ifndef TRUTH_H
#define TRUTH_H

#include "flow/expr.h"

enum pointer {
	POINTER_NULL,
	POINTER_ERROR,		/* an ERR_PTR() */
	POINTER_THERE,		/* neither */
};

enum truth {
	TRUTH_FALSE,
	TRUTH_TRUE,
	TRUTH_UNKNOWN,		/* something else decides, or it cannot be read */
};

/*
 * The condition [first, last] while the chain's pointer is @pointer.  Everything
 * else in it may come out either way.  That the condition itself gives the
 * pointer another value is for the caller to exclude.
 */
enum truth truth_when(const struct stream *s, size_t first, size_t last,
		      struct chain chain, enum pointer pointer);

/*
 * Does the condition ask for the pointer and nothing else?  Then it holds
 * wherever that is there.
 */
bool is_test_of(const struct stream *s, size_t first, size_t last,
		struct chain chain);

#endif
