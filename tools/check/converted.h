/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHECK_CONVERTED_H
#define CHECK_CONVERTED_H

#include "scan/source.h"

/*
 * Does check find an error in src->result, in style @to, that src->text does not
 * have?  Then its sentence, to be freed; NULL when not.
 */
char *check_converted(const struct source *src, enum style to);

#endif
