/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known of single mutants, in the files of expected/: a reason behind
 * "= ", and below it the mutants it is true of, by STYLE/NAME or a pattern of
 * the shell.
 *
 *   equivalent    not wrong after all; nothing may be said of them
 *   missed        by check
 *   missed-smpl   by the semantic patches
 *   right         right texts that check reports, with the truth of it
 *   right-smpl    the same of the semantic patches
 */
#ifndef EXPECTED_H
#define EXPECTED_H

#include <stdbool.h>
#include <stddef.h>

struct expected {
	const char *file;
	struct expectation {
		const char *pattern;
		bool used;
	} *at;
	size_t count, room;
};

void expected_read(struct expected *expected, const char *file);
/* Does a pattern fit? */
bool is_expected(struct expected *expected, const char *name);
/* Patterns that fitted nothing so far, a line each. */
char *unused_of(const struct expected *expected);

#endif
