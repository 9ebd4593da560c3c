/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The fenced blocks of a document.
 *
 *   ```LANGUAGE [WORD...]
 *   ...
 *   ```
 */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

struct block {
	const char *path;
	size_t line;		/* of its first line inside */
	char *language;
	char **words;		/* what follows it; the last one is NULL */
	char *text;
};

/* Blocks in the order of the file; the last one's text is NULL. */
struct block *blocks_of(const char *path);

/* Has the block this word? */
bool block_has(const struct block *block, const char *word);
/* What follows "KEY=" in its word that begins so, or NULL. */
const char *block_value(const struct block *block, const char *key);

/* A command as a document shows it, and what it prints there. */
struct shown {
	char *command;
	char *output;
};

/*
 * The commands of a console block: "$ COMMAND", continued while a line ends in a
 * backslash, and the output up to the next one; the last one's command is NULL.
 */
struct shown *shown_of(const struct block *block);

/* Does @said look like @shown, in which a line "..." stands for any lines? */
bool looks_like(const char *shown, const char *said);

#endif
