// SPDX-License-Identifier: GPL-2.0-only
#include "linux-release.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define RECORDED 192	/* of 6.1 */

bool is_recorded_release(const char *tree)
{
	struct bytes makefile = get(text("%s/Makefile", tree));
	const char *at = strstr(makefile.data, "\nSUBLEVEL = ");

	if (!at)
		broken("%s/Makefile: has no SUBLEVEL", tree);
	return atoi(at + strlen("\nSUBLEVEL = ")) == RECORDED;
}

char *without_lines(const char *tree, const char *said)
{
	char *all = text("%s", said), *to = all;
	const char *at;

	if (is_recorded_release(tree))
		return all;
	for (at = said; *at;) {
		bool begins = at == said || at[-1] == '\n';

		if (begins && !strncmp(at, "index ", 6)) {
			at += strcspn(at, "\n");
			at += *at == '\n';
		} else if (isdigit((unsigned char)*at)) {
			*to++ = '#';
			at += strspn(at, "0123456789");
		} else {
			*to++ = *at++;
		}
	}
	*to = '\0';
	return all;
}

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

const char *find_word(const char *said, const char *word, size_t nth)
{
	const char *at = said;
	size_t len = strlen(word);

	for (; (at = strstr(at, word)); at += len)
		if ((at == said || !is_word_byte(at[-1])) &&
		    !is_word_byte(at[len]) && !nth--)
			return at;
	return NULL;
}

unsigned long line_of_word(struct bytes file, const char *word, size_t nth)
{
	const char *at = find_word(file.data, word, nth), *line = file.data;
	unsigned long number = 1;

	if (!at)
		return 0;
	while ((line = memchr(line, '\n', at - line))) {
		line++;
		number++;
	}
	return number;
}
