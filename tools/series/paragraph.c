// SPDX-License-Identifier: GPL-2.0-only
#include "series/paragraph.h"

#include <string.h>

void paragraph_add(struct buf *out, const char *first, const char *text)
{
	size_t indent = strlen(first), column = indent, word;

	buf_printf(out, "%s", first);
	for (text += strspn(text, " \n"); *text; text += strspn(text, " \n")) {
		word = strcspn(text, " \n");
		if (column > indent && column + 1 + word > PARAGRAPH_WIDTH) {
			buf_printf(out, "\n%*s", (int)indent, "");
			column = indent;
		} else if (column > indent) {
			buf_printf(out, " ");
			column++;
		}
		buf_add(out, text, word);
		column += word;
		text += word;
	}
	buf_printf(out, "\n");
}
