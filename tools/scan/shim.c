// SPDX-License-Identifier: GPL-2.0-only
#include "scan/shim.h"

#include <stdlib.h>

#include "base/util.h"

bool is_include(const struct stream *s, size_t i)
{
	return s->tokens[i].directive && s->tokens[i].first &&
	       !s->tokens[i].inactive && is(s, i, "#") &&
	       is(s, after(s, i), "include");
}

/* The header's name comes in pieces, or as a string. */
static bool names_shim(const struct stream *s, size_t hash)
{
	static const char name[] = "iommu-shim/iommu.h";
	size_t first = after(s, after(s, hash)), i, last = first;
	const char *text;

	if (first == NO_TOKEN)
		return false;
	for (i = first; i != NO_TOKEN; i = after(s, i))
		last = i;
	text = s->text + s->tokens[first].offset;
	return memmem(text, s->tokens[last].offset + s->tokens[last].len -
			    s->tokens[first].offset, name, sizeof(name) - 1);
}

static void note_define(struct shim_define *define, const struct stream *s,
			size_t name)
{
	if (!define->count++)
		define->value = after(s, name);
}

struct shim_lines shim_lines(const struct stream *s)
{
	struct shim_lines lines = {
		.style.value = NO_TOKEN, .level.value = NO_TOKEN,
	};
	size_t i, word, name;

	for (i = 0; i < s->count; i++) {
		if (!s->tokens[i].directive || !s->tokens[i].first ||
		    s->tokens[i].inactive || !is(s, i, "#"))
			continue;
		if (is_include(s, i)) {
			lines.includes += names_shim(s, i);
			continue;
		}
		word = after(s, i);
		name = is(s, word, "define") ? after(s, word) : NO_TOKEN;
		if (is(s, name, SHIM_STYLE))
			note_define(&lines.style, s, name);
		else if (is(s, name, SHIM_LEVEL))
			note_define(&lines.level, s, name);
	}
	return lines;
}

enum style shim_style(const struct stream *s)
{
	size_t value = shim_lines(s).style.value;
	enum style style;
	char *name;

	if (value == NO_TOKEN)
		return STYLE_UNKNOWN;
	name = xstrndup(s->text + s->tokens[value].offset,
			s->tokens[value].len);
	style = style_by_name(name);
	free(name);
	return style;
}
