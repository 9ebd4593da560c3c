/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Is every broken batch reported, and nothing that is not broken?
 *
 * Everything that `convert` makes, in the corpus of tests/batch and in a real
 * tree, is broken in every way that operators.c knows; own/ holds what was
 * broken by hand.  `check` has to see each of them.  The semantic patches in
 * semantic-patches/check see what one function shows; how much that is, the
 * table says.
 *
 * A mutant is caught when something is said of it that is not said of the right
 * text: another rule, or the same of a line that reads differently.  What is
 * missed stands in expected/ with the reason; see expected.h.
 */
#ifndef SUITE_H
#define SUITE_H

enum extent {
	SAMPLE,		/* of each operator and style, and all of own/ */
	WHOLE,
};

/* What main() returns. */
int run_suite(enum extent extent, int argc, char **argv);

#endif
