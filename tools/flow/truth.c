// SPDX-License-Identifier: GPL-2.0-only
#include "flow/truth.h"

#include "base/util.h"

/* What a pointer makes of the tests that there are for it. */
struct test {
	const char *name;
	bool is_true[POINTER_THERE + 1];
};

static const struct test tests[] = {
	{ "IS_ERR", { [POINTER_ERROR] = true } },
	{ "PTR_ERR_OR_ZERO", { [POINTER_ERROR] = true } },
	{ "IS_ERR_OR_NULL", { [POINTER_NULL] = true, [POINTER_ERROR] = true } },
};

/* Conditions are followed so deep, and no deeper. */
#define MAX_DEPTH 64

struct question {
	const struct stream *s;
	struct chain chain;
	enum pointer pointer;
	unsigned int depth;
};

static enum truth truth_of(bool value)
{
	return value ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth opposite(enum truth truth)
{
	return truth == TRUTH_UNKNOWN ? truth : truth_of(truth == TRUTH_FALSE);
}

static bool is_pointer(struct question *q, size_t first, size_t last)
{
	size_t end;

	while (strip_parentheses(q->s, &first, &last))
		;
	return chain_at(q->s, first, q->chain, &end) && end == last;
}

static bool is_null(struct question *q, size_t first, size_t last)
{
	while (strip_parentheses(q->s, &first, &last))
		;
	return first == last && (is(q->s, first, "NULL") ||
				 is(q->s, first, "0"));
}

/* pointer == NULL, NULL != pointer */
static enum truth comparison(struct question *q, size_t first, size_t op,
			     size_t last)
{
	size_t left = before(q->s, op), right = after(q->s, op);

	if (!(is_pointer(q, first, left) && is_null(q, right, last)) &&
	    !(is_null(q, first, left) && is_pointer(q, right, last)))
		return TRUTH_UNKNOWN;
	return truth_of(is(q->s, op, "==") == (q->pointer == POINTER_NULL));
}

/* The pointer by itself, or one of the tests of it. */
static enum truth plain_test(struct question *q, size_t first, size_t last)
{
	size_t open = after(q->s, first), i;

	if (is_pointer(q, first, last))
		return truth_of(q->pointer != POINTER_NULL);
	if (!is(q->s, open, "(") || closing(q->s, open) != last ||
	    !is_pointer(q, after(q->s, open), before(q->s, last)))
		return TRUTH_UNKNOWN;
	for (i = 0; i < ARRAY_SIZE(tests); i++)
		if (is(q->s, first, tests[i].name))
			return truth_of(tests[i].is_true[q->pointer]);
	return TRUTH_UNKNOWN;
}

static enum truth truth_in(struct question *q, size_t first, size_t last);

/* @decides: what one side has to be for the whole to be it, too. */
static enum truth either(struct question *q, size_t first, size_t op,
			 size_t last, enum truth decides)
{
	enum truth left = truth_in(q, first, before(q->s, op));
	enum truth right = truth_in(q, after(q->s, op), last);

	if (left == decides || right == decides)
		return decides;
	return left == TRUTH_UNKNOWN ? left : right;
}

static enum truth read_condition(struct question *q, size_t first, size_t last)
{
	const struct stream *s = q->s;
	size_t op;

	while (strip_condition(s, &first, &last))
		;
	/* What binds less than || does. */
	if (find_operator(s, first, last, WORDS(",", "?")) != NO_TOKEN ||
	    find_operator(s, first, last, assignments) != NO_TOKEN)
		return TRUTH_UNKNOWN;
	op = find_operator(s, first, last, WORDS("||"));
	if (op != NO_TOKEN)
		return either(q, first, op, last, TRUTH_TRUE);
	op = find_operator(s, first, last, WORDS("&&"));
	if (op != NO_TOKEN)
		return either(q, first, op, last, TRUTH_FALSE);
	op = find_operator(s, first, last, WORDS("==", "!="));
	if (op != NO_TOKEN)
		return comparison(q, first, op, last);
	if (is(s, first, "!"))
		return opposite(truth_in(q, after(s, first), last));
	return plain_test(q, first, last);
}

static enum truth truth_in(struct question *q, size_t first, size_t last)
{
	enum truth truth;

	if (q->depth == MAX_DEPTH || first == NO_TOKEN || last == NO_TOKEN ||
	    first > last)
		return TRUTH_UNKNOWN;
	q->depth++;
	truth = read_condition(q, first, last);
	q->depth--;
	return truth;
}

enum truth truth_when(const struct stream *s, size_t first, size_t last,
		      struct chain chain, enum pointer pointer)
{
	struct question q = { .s = s, .chain = chain, .pointer = pointer };
	size_t i;

	if (first == NO_TOKEN || last == NO_TOKEN)
		return TRUTH_UNKNOWN;
	/* Which arms of an #if are there is anybody's guess. */
	for (i = first; i <= last; i++)
		if (s->tokens[i].directive)
			return TRUTH_UNKNOWN;
	return truth_in(&q, first, last);
}

bool is_test_of(const struct stream *s, size_t first, size_t last,
		struct chain chain)
{
	return truth_when(s, first, last, chain, POINTER_THERE) == TRUTH_TRUE;
}
