// SPDX-License-Identifier: GPL-2.0-only
#include "base/util.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void (*before_message)(void);

/* One write per message: lines of several threads do not mix. */
static void vmessage(const char *fmt, va_list ap)
{
	int err = errno;
	size_t len = strlen(fmt);
	char *text, *line;

	if (vasprintf(&text, fmt, ap) < 0)
		return;
	if (len && fmt[len - 1] == ':')
		line = xasprintf("iommu-migrate: %s %s\n", text, strerror(err));
	else
		line = xasprintf("iommu-migrate: %s\n", text);
	if (before_message)
		before_message();
	fflush(stdout);
	fputs(line, stderr);
	free(line);
	free(text);
}

void warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vmessage(fmt, ap);
	va_end(ap);
}

void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vmessage(fmt, ap);
	va_end(ap);
	exit(EXIT_USAGE);
}

void *xrealloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		die("out of memory");
	return p;
}

void *xmalloc(size_t size)
{
	return xrealloc(NULL, size);
}

void *xcalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		die("out of memory");
	return p;
}

char *xstrndup(const char *s, size_t len)
{
	char *copy = xmalloc(len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

static char *print_to_text(const char *fmt, va_list ap)
{
	char *text;

	if (vasprintf(&text, fmt, ap) < 0)
		die("out of memory");
	return text;
}

char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = print_to_text(fmt, ap);
	va_end(ap);
	return text;
}

static void buf_reserve(struct buf *b, size_t more)
{
	if (b->room - b->len > more)
		return;
	b->room = (b->len + more + 1) * 2;
	b->data = xrealloc(b->data, b->room);
}

void buf_add(struct buf *b, const void *data, size_t len)
{
	buf_reserve(b, len);
	if (len)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = print_to_text(fmt, ap);
	va_end(ap);
	buf_add(b, text, strlen(text));
	free(text);
}

void buf_free(struct buf *b)
{
	free(b->data);
	*b = (struct buf){ 0 };
}

int buf_read_file(struct buf *b, const char *path)
{
	struct stat st;
	ssize_t n = 0;
	int fd, err;

	b->len = 0;
	/* O_NONBLOCK: a FIFO of that name must not hang the run. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0) {
		n = -1;
	} else if (!S_ISREG(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
		n = -1;
	} else {
		buf_reserve(b, st.st_size);
		do {
			buf_reserve(b, 4096);
			n = read(fd, b->data + b->len, b->room - b->len - 1);
			if (n > 0)
				b->len += n;
		} while (n > 0 || (n < 0 && errno == EINTR));
	}
	err = n < 0 ? -errno : 0;
	close(fd);
	if (err)
		b->len = 0;
	if (b->data)
		b->data[b->len] = '\0';
	return err;
}

int write_file(const char *path, const void *data, size_t len,
	       unsigned int mode, bool sync)
{
	const char *p = data;
	int fd, err = 0;

	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	while (len && !err) {
		ssize_t n = write(fd, p, len);

		if (n >= 0) {
			p += n;
			len -= n;
		} else if (errno != EINTR) {
			err = -errno;
		}
	}
	/* After the bytes: a mode without write permission is fine, too. */
	if (!err && (fchmod(fd, mode) < 0 || (sync && fsync(fd) < 0)))
		err = -errno;
	if (close(fd) < 0 && !err)
		err = -errno;
	return err;
}

bool is_c_name(const char *name)
{
	size_t len = strlen(name);

	return len > 2 && name[len - 2] == '.' &&
	       (name[len - 1] == 'c' || name[len - 1] == 'h');
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int remove_tree(const char *path)
{
	if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) < 0 &&
	    errno != ENOENT)
		return -errno;
	return 0;
}
