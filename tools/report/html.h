/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text of unknown bytes as HTML that shows it, whatever it says.
 */
#ifndef HTML_H
#define HTML_H

#include "base/util.h"

/*
 * Append @text as content or as a quoted attribute.  Markup is escaped, control
 * characters become visible, and so do those that turn the direction of what
 * follows: code has to look like what it is.
 */
void html_add(struct buf *to, const char *text, size_t len);
void html_word(struct buf *to, const char *text);
/* The same; lines may break behind each @after. */
void html_breakable(struct buf *to, const char *text, char after);

#endif
