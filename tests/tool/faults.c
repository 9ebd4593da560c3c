// SPDX-License-Identifier: GPL-2.0-only
/*
 * Preloaded into the command: just before the FAULT_AT-th call that changes
 * something below FAULT_TREE, do what FAULT_DO says, and note it in FAULT_LOG.
 *
 *   KILL, INT, TERM	send the process this signal
 *   ENOSPC, EIO	fail this call and all that write, from here on
 *
 * A sweep over FAULT_AT meets every state that an interruption can leave.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *tree, *deed, *log_name;
static int at;
static atomic_int count;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void)
{
	/* Not for spatch, nor for anything else that the command runs. */
	if (strcmp(program_invocation_short_name, "iommu-migrate"))
		return;
	tree = getenv("FAULT_TREE");
	deed = getenv("FAULT_DO");
	log_name = getenv("FAULT_LOG");
	at = atoi(getenv("FAULT_AT") ?: "0");
}

static void note(const char *call, const char *path)
{
	char line[PATH_MAX + 64];
	int len = snprintf(line, sizeof(line), "%s %s\n", call, path);
	int fd = NEXT(open)(log_name, O_WRONLY | O_CREAT | O_APPEND, 0644);

	if (fd < 0 || NEXT(write)(fd, line, len) != len)
		abort();
	close(fd);
}

/* Has this call to fail?  With errno set, then. */
static bool fault_at(const char *call, const char *path, bool writes)
{
	int now;

	if (!tree || strncmp(path, tree, strlen(tree)))
		return false;
	now = atomic_fetch_add(&count, 1) + 1;
	if (now == at) {
		note(call, path);
		if (!strcmp(deed, "KILL"))
			kill(getpid(), SIGKILL);
		else if (!strcmp(deed, "INT"))
			kill(getpid(), SIGINT);
		else if (!strcmp(deed, "TERM"))
			kill(getpid(), SIGTERM);
	}
	if (now < at || !at || !writes || *deed != 'E')
		return false;
	errno = strcmp(deed, "EIO") ? ENOSPC : EIO;
	return true;
}

static bool fault(const char *call, int dir, const char *path, bool writes)
{
	char link[64], full[2 * PATH_MAX];
	int saved = errno;
	ssize_t len = 0;
	bool fails;

	if (!tree)
		return false;
	if (*path != '/') {
		if (dir == AT_FDCWD)
			snprintf(link, sizeof(link), "/proc/self/cwd");
		else
			snprintf(link, sizeof(link), "/proc/self/fd/%d", dir);
		len = readlink(link, full, PATH_MAX);
		if (len < 0)
			len = 0;
		full[len] = '/';
		len += *path != '\0';
	}
	snprintf(full + len, PATH_MAX, "%s", path);
	errno = saved;
	fails = fault_at(call, full, writes);
	if (!fails)
		errno = saved;
	return fails;
}

static mode_t mode_of(int flags, va_list args)
{
	return flags & O_CREAT ? va_arg(args, mode_t) : 0;
}

#define OPEN(name)							\
int name(const char *path, int flags, ...)				\
{									\
	va_list args;							\
	mode_t mode;							\
									\
	va_start(args, flags);						\
	mode = mode_of(flags, args);					\
	va_end(args);							\
	if ((flags & (O_CREAT | O_TRUNC)) &&				\
	    fault(#name, AT_FDCWD, path, true))				\
		return -1;						\
	return NEXT(name)(path, flags, mode);				\
}
OPEN(open)
OPEN(open64)

#define OPENAT(name)							\
int name(int dir, const char *path, int flags, ...)			\
{									\
	va_list args;							\
	mode_t mode;							\
									\
	va_start(args, flags);						\
	mode = mode_of(flags, args);					\
	va_end(args);							\
	if ((flags & (O_CREAT | O_TRUNC)) &&				\
	    fault(#name, dir, path, true))				\
		return -1;						\
	return NEXT(name)(dir, path, flags, mode);			\
}
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *data, size_t size)
{
	return fault("write", fd, "", true) ? -1 : NEXT(write)(fd, data, size);
}

int fsync(int fd)
{
	return fault("fsync", fd, "", true) ? -1 : NEXT(fsync)(fd);
}

int fdatasync(int fd)
{
	return fault("fdatasync", fd, "", true) ? -1 : NEXT(fdatasync)(fd);
}

int mkdir(const char *path, mode_t mode)
{
	return fault("mkdir", AT_FDCWD, path, true) ? -1 :
	       NEXT(mkdir)(path, mode);
}

int rename(const char *from, const char *to)
{
	return fault("rename", AT_FDCWD, to, false) ? -1 :
	       NEXT(rename)(from, to);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	return fault("renameat", to_dir, to, false) ? -1 :
	       NEXT(renameat)(from_dir, from, to_dir, to);
}

int unlink(const char *path)
{
	return fault("unlink", AT_FDCWD, path, false) ? -1 : NEXT(unlink)(path);
}

int unlinkat(int dir, const char *path, int flags)
{
	return fault("unlinkat", dir, path, false) ? -1 :
	       NEXT(unlinkat)(dir, path, flags);
}

int rmdir(const char *path)
{
	return fault("rmdir", AT_FDCWD, path, false) ? -1 : NEXT(rmdir)(path);
}

int remove(const char *path)
{
	return fault("remove", AT_FDCWD, path, false) ? -1 : NEXT(remove)(path);
}
