/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A progress bar on stderr for work that takes over a second.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

enum progress_when { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

/* "auto": only on a terminal.  False when @word is none of the three. */
bool progress_set(const char *word);

/* Begin @total steps of what @label says; step; take the bar away again. */
void progress_begin(const char *label, size_t total);
void progress_step(void);
void progress_end(void);

#endif
