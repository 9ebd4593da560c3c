/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A headless Chromium that does what a reader does, by the WebDriver protocol.
 *
 * One browser for the program.  What goes wrong in the protocol itself ends the
 * program, as everywhere in the harness; what the page does is for the tests to
 * judge.
 */
#ifndef BROWSER_H
#define BROWSER_H

#include <jansson.h>
#include <stdbool.h>

/* NULL when both programs are there, else what is missing and how to get it. */
const char *browser_missing(void);

/* Load the file at an absolute path, afresh. */
void browser_open(const char *path);
/* Click in the middle of the first element that matches; false: cannot. */
bool browser_click(const char *css);
/* Type into it; BROWSER_... below are keys. */
bool browser_type(const char *css, const char *keys);
#define BROWSER_ENTER "\xee\x80\x87"
#define BROWSER_TAB "\xee\x80\x84"

/* The value of a JavaScript expression; strings and numbers of it. */
json_t *browser_value(const char *expression);
const char *browser_string(const char *expression);
long browser_number(const char *expression);

/* A viewport of that size, a phone's if @width is small; 0: the usual one. */
void browser_size(int width, int height);
/* As on paper: "print"; "" ends that. */
void browser_media(const char *media);
void browser_dark(bool dark);
/* Are scripts of pages that are loaded from now on run? */
void browser_scripts(bool on);
/* A picture of the page, all of it. */
void browser_picture(const char *path);
/* The page as it would be printed, as PDF. */
void browser_print(const char *path);

/* Also done at the program's end. */
void browser_close(void);

#endif
