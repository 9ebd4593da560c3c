// SPDX-License-Identifier: GPL-2.0-only
#include "emit/encode.h"

#include <string.h>

static void latin1_add(struct buf *to, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		unsigned char c = text[i];
		char two[2] = { 0xc0 | c >> 6, 0x80 | (c & 0x3f) };

		if (c < 0x80)
			buf_add(to, &text[i], 1);
		else
			buf_add(to, two, 2);
	}
}

void utf8_add(struct buf *to, const char *text, size_t len)
{
	/* jansson knows what is valid. */
	json_t *valid = json_stringn(text, len);

	if (valid)
		buf_add(to, text, len);
	else
		latin1_add(to, text, len);
	json_decref(valid);
}

json_t *json_text(const char *text, size_t len)
{
	json_t *string;
	struct buf utf8 = { 0 };

	if (!text)
		return json_null();
	string = json_stringn(text, len);
	if (string)
		return string;
	latin1_add(&utf8, text, len);
	string = json_stringn(utf8.data, utf8.len);
	buf_free(&utf8);
	return string;
}

json_t *json_word(const char *text)
{
	return json_text(text, text ? strlen(text) : 0);
}

void csv_field(FILE *to, const char *text, size_t len, char end)
{
	size_t i;

	if (!memchr(text, '"', len) && !memchr(text, ',', len) &&
	    !memchr(text, '\n', len) && !memchr(text, '\r', len)) {
		fwrite(text, 1, len, to);
	} else {
		putc('"', to);
		for (i = 0; i < len; i++) {
			if (text[i] == '"')
				putc('"', to);
			putc(text[i], to);
		}
		putc('"', to);
	}
	putc(end, to);
}

void csv_string(FILE *to, const char *text, char end)
{
	csv_field(to, text ? text : "", text ? strlen(text) : 0, end);
}
