// SPDX-License-Identifier: GPL-2.0-only
#include "report/html.h"

#include <string.h>

#include "emit/encode.h"

static const char *escape(unsigned char c)
{
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	}
	return NULL;
}

/* U+200E and F, U+202A to E, U+2066 to 9: three bytes that begin alike. */
static bool turns_direction(const char *at, size_t len)
{
	unsigned char b, c;

	if (len < 3 || (unsigned char)at[0] != 0xe2)
		return false;
	b = at[1];
	c = at[2];
	return (b == 0x80 && (c == 0x8e || c == 0x8f ||
			      (c >= 0xaa && c <= 0xae))) ||
	       (b == 0x81 && c >= 0xa6 && c <= 0xa9);
}

static bool is_control(unsigned char c)
{
	return (c < ' ' && c != '\t' && c != '\n') || c == 0x7f;
}

static void add_valid(struct buf *to, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		unsigned char c = text[i];

		if (escape(c)) {
			buf_add(to, escape(c), strlen(escape(c)));
		} else if (is_control(c)) {
			/* Unicode has a picture of each. */
			buf_printf(to, "&#x%x;", c == 0x7f ? 0x2421 : 0x2400 + c);
		} else if (turns_direction(&text[i], len - i)) {
			buf_printf(to, "[U+20%02X]",
				   (text[i + 1] & 3) << 6 | (text[i + 2] & 0x3f));
			i += 2;
		} else {
			buf_add(to, &text[i], 1);
		}
	}
}

void html_add(struct buf *to, const char *text, size_t len)
{
	struct buf valid = { 0 };

	utf8_add(&valid, text, len);
	add_valid(to, valid.data, valid.len);
	buf_free(&valid);
}

void html_word(struct buf *to, const char *text)
{
	if (text)
		html_add(to, text, strlen(text));
}

void html_breakable(struct buf *to, const char *text, char after)
{
	const char *end;

	for (; text && *text; text = end) {
		end = strchr(text, after);
		end = end ? end + 1 : text + strlen(text);
		html_add(to, text, end - text);
		if (*end)
			buf_printf(to, "<wbr>");
	}
}
