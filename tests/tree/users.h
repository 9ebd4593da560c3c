/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The files of Linux 6.1 that use the API, and the command run on a copy.
 */
#ifndef USERS_H
#define USERS_H

#include "harness.h"

#define USERS 39

/* Their names, sorted, each once; the last one is NULL. */
char **users(void);

/* A copy of them, below @dir/@name; that path. */
char *copied_users(const char *dir, const char *name);

/* convert --in-place; @level and @extra may be NULL. */
struct run convert_users(const char *tree, const char *style,
			 const char *level, const char *extra);

#endif
