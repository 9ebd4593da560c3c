/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A progress bar on stderr for work that takes over a second.
 *
 * On a terminal it is one line, as wide as the terminal is, drawn at most ten
 * times a second and gone when the work ends or a message comes.  It has no
 * colours.  A terminal that cannot erase (TERM unset or dumb) has none unless it
 * is asked for; there, and where stderr is no terminal, what "always" asks for is
 * a line for each second.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

enum progress_when { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

/* "auto": only on a terminal.  False when @word is none of the three. */
bool progress_set(const char *word);

/*
 * Begin @total steps (0: nobody knows how many) of what @label says; step, on any
 * thread; take the bar away again.
 */
void progress_begin(const char *label, size_t total);
void progress_step(void);
void progress_end(void);

#endif
