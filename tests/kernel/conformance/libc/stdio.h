/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONFORMANCE_LIBC_STDIO_H
#define CONFORMANCE_LIBC_STDIO_H

/*
 * As much of libc as greatest and the runner use, in a kernel: what they print
 * goes to the log.
 */
#include <linux/bug.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

typedef void FILE;

#define stdout ((FILE *)NULL)
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define fprintf(file, ...) ((void)(file), conf_printf(__VA_ARGS__))
#define fflush(file) ((void)(file))

/* Whole lines are logged, the rest waits for its newline; returns what it added. */
__printf(1, 2) int conf_printf(const char *format, ...);

/* greatest ends a program when it is told to, or a clock fails. */
#define exit(status) BUG()

#endif
