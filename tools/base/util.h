/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Messages, memory that never fails, growing byte buffers, whole files.
 *
 * Every message goes to stderr as "iommu-migrate: WHERE: what: why".
 */
#ifndef UTIL_H
#define UTIL_H

#include <stddef.h>
#include <stdbool.h>

/* What the command tells its caller; the man page documents these numbers. */
enum exit_status {
	EXIT_DONE = 0,		/* nothing open */
	EXIT_FINDINGS = 1,	/* findings, or differences where none may be */
	EXIT_USAGE = 2,		/* the command line or the environment */
	EXIT_OPEN = 3,		/* done in part: the ledger has open sites */
};

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define printf_like(fmt, args) __attribute__((format(printf, fmt, args)))

/*
 * warn() prints one line; die() prints one and ends with EXIT_USAGE.  A format
 * that ends in a colon gets errno's text appended.
 */
void warn(const char *fmt, ...) printf_like(1, 2);
_Noreturn void die(const char *fmt, ...) printf_like(1, 2);
/* If not NULL, called before a message is printed: it has the line to itself. */
extern void (*before_message)(void);

/* These end the program when memory runs out. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);
char *xasprintf(const char *fmt, ...) printf_like(1, 2);

/* grow(): make room for one more element in an array that doubles. */
#define grow(array, count, room)					\
	do {								\
		if ((count) == (room)) {				\
			(room) = (room) ? 2 * (room) : 16;		\
			(array) = xrealloc((array),			\
					   (room) * sizeof(*(array)));	\
		}							\
	} while (0)

/* Bytes, with a NUL behind them that @len does not count. */
struct buf {
	char *data;
	size_t len;
	size_t room;
};

void buf_add(struct buf *b, const void *data, size_t len);
void buf_printf(struct buf *b, const char *fmt, ...) printf_like(2, 3);
void buf_free(struct buf *b);

/* Replace @b by the file's bytes. 0, or a negative errno with @b emptied. */
int buf_read_file(struct buf *b, const char *path);
/* Write all of @data to a new file. 0 or a negative errno; synced if @sync. */
int write_file(const char *path, const void *data, size_t len,
	       unsigned int mode, bool sync);

/* Is @name a path that ends in one of C's extensions (.c, .h)? */
bool is_c_name(const char *name);

/* Remove a folder and all below it; what is absent is no error. */
int remove_tree(const char *path);

#endif
