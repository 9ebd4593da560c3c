/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Expressions as one function sees them: each text once, told by a number.
 */
#ifndef CHECK_NAMES_H
#define CHECK_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NO_NAME 0

struct names {
	char **text;		/* by number; [0] is NULL */
	uint32_t count, room;
	uint32_t *slots;	/* hash table of numbers */
	uint32_t slot_count;
	struct renaming *renamings;
	uint32_t renaming_count, renaming_slots;
};

void names_begin(struct names *n);
void names_end(struct names *n);

uint32_t name_of(struct names *n, const char *text, size_t len);

/*
 * @name when the variable or member @var has got another value: each @var in it
 * is the old one now, told by a ' at its end.
 */
uint32_t name_aged(struct names *n, uint32_t name, uint32_t var);
bool name_mentions(struct names *n, uint32_t name, uint32_t var);
/* Does the name hold this text anywhere? */
bool name_holds(const struct names *n, uint32_t name, const char *part);

#endif
