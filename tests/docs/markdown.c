// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "markdown.h"

#include <string.h>

#include "harness.h"

#define FENCE "```"

static const char *next_line(const char *line)
{
	const char *end = strchr(line, '\n');

	return end ? end + 1 : line + strlen(line);
}

static bool starts(const char *line, const char *with)
{
	return !strncmp(line, with, strlen(with));
}

/* The words of an info string, the language first. */
static char **split(char *line)
{
	char **words = zeroed(strlen(line) + 1, sizeof(*words)), *word;
	size_t n = 0;

	while ((word = strsep(&line, " ")))
		if (*word)
			words[n++] = word;
	return words;
}

static struct block block_at(const char *path, const char *fence, size_t line,
			     const char *first, const char *end)
{
	struct block block = { .path = path, .line = line };
	char **words = split(text("%.*s", (int)(first - fence - 4), fence + 3));

	if (!*words)
		broken("%s:%zu: a block without a language: say text where it is none",
		       path, line - 1);
	block.language = words[0];
	block.words = words + 1;
	block.text = text("%.*s", (int)(end - first), first);
	return block;
}

struct block *blocks_of(const char *path)
{
	const char *at = get(path).data, *next, *fence = NULL, *first = NULL;
	struct block *blocks = zeroed(strlen(at) / 8 + 2, sizeof(*blocks));
	size_t line = 0, opened = 0, n = 0;

	for (; *at; at = next) {
		next = next_line(at);
		line++;
		if (!fence && (starts(at, "    $ ") || starts(at, "\t$ ")))
			broken("%s:%zu: a command outside a fenced block would not be run",
			       path, line);
		if (!starts(at, FENCE))
			continue;
		if (fence) {
			blocks[n++] = block_at(path, fence, opened + 1, first,
					       at);
			fence = NULL;
		} else {
			fence = at;
			first = next;
			opened = line;
		}
	}
	if (fence)
		broken("%s:%zu: a block without an end", path, opened);
	return blocks;
}

bool block_has(const struct block *block, const char *word)
{
	char **at;

	for (at = block->words; *at; at++)
		if (!strcmp(*at, word))
			return true;
	return false;
}

const char *block_value(const struct block *block, const char *key)
{
	size_t len = strlen(key);
	char **at;

	for (at = block->words; *at; at++)
		if (!strncmp(*at, key, len) && (*at)[len] == '=')
			return *at + len + 1;
	return NULL;
}

struct shown *shown_of(const struct block *block)
{
	struct shown *shown = zeroed(strlen(block->text) / 3 + 2,
				     sizeof(*shown));
	const char *at = block->text, *from;
	size_t n = 0;

	while (*at) {
		if (!starts(at, "$ "))
			broken("%s:%zu: a console block begins with \"$ \"",
			       block->path, block->line);
		from = at + 2;
		do
			at = next_line(at);
		while (at[-2] == '\\' && *at);
		shown[n].command = text("%.*s", (int)(at - from - 1), from);
		for (from = at; *at && !starts(at, "$ "); at = next_line(at))
			;
		shown[n++].output = text("%.*s", (int)(at - from), from);
	}
	return shown;
}

bool looks_like(const char *shown, const char *said)
{
	size_t len;

	while (*shown) {
		len = next_line(shown) - shown;
		if (starts(shown, "...\n")) {
			for (shown += len; ; said = next_line(said)) {
				if (looks_like(shown, said))
					return true;
				if (!*said)
					return false;
			}
		}
		if (strncmp(shown, said, len))
			return false;
		shown += len;
		said += len;
	}
	return !*said;
}
