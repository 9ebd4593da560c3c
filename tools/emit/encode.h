/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text of unknown bytes made fit for the formats we print.
 *
 * Names and comments in sources need not be UTF-8; JSON and HTML have to be.
 * Text that is not valid UTF-8 is taken for Latin-1, byte by byte.
 */
#ifndef ENCODE_H
#define ENCODE_H

#include <jansson.h>
#include <stdio.h>

#include "base/util.h"

/* Append @text as valid UTF-8. */
void utf8_add(struct buf *to, const char *text, size_t len);

/* A JSON string; null for NULL. */
json_t *json_text(const char *text, size_t len);
json_t *json_word(const char *text);

/* A field quoted as RFC 4180 has it, and @end behind it; NULL is empty. */
void csv_field(FILE *to, const char *text, size_t len, char end);
void csv_string(FILE *to, const char *text, char end);

#endif
