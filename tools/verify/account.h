/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of account() share: what a style is made of (style.c), sites
 * (account.c), and what comes and goes with them (additions.c).
 */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "verify/compare.h"

#define STYLE_BIT(style) (1u << STYLE_##style)
#define GATHERS (STYLE_BIT(GATHER) | STYLE_BIT(NOSYNC))
#define QUEUES (STYLE_BIT(EXPLICIT) | STYLE_BIT(FAST))

/* The number of arguments of a call, or 0 where it cannot be told. */
unsigned int arguments_of(const struct source *src, const struct site *site);

/* A bit for each style whose drivers may have this call. */
unsigned int styles_of(const struct source *src, const struct site *site);

/* The addition of that kind that belongs to the call, or NULL. */
const struct addition *addition_of(const struct view *view,
				   enum addition_kind kind, size_t call);

/* The style that a line asks the shim for, or STYLE_UNKNOWN. */
enum style style_asked_for(const struct addition *line);

/* Does everything that came or went belong to calls of the style? */
void account_additions(struct comparison *c, const struct direction *direction);

#endif
