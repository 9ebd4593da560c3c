// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "harness.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <limits.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Everything that was handed out, so that it is still reachable at the end. */
static void **kept;
static size_t kept_count;

void broken(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("harness: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

static void *keep(void *memory)
{
	kept = reallocarray(kept, kept_count + 1, sizeof(*kept));
	if (!memory || !kept)
		broken("out of memory");
	kept[kept_count++] = memory;
	return memory;
}

char *text(const char *format, ...)
{
	va_list args;
	char *string;

	va_start(args, format);
	if (vasprintf(&string, format, args) < 0)
		string = NULL;
	va_end(args);
	return keep(string);
}

static struct bytes read_all(int fd, const char *path)
{
	struct bytes bytes = { 0 };
	struct stat st;
	ssize_t got;

	if (fd < 0 || fstat(fd, &st) < 0)
		broken("%s: %s", path, strerror(errno));
	bytes.data = keep(malloc(st.st_size + 1));
	while ((off_t)bytes.size < st.st_size) {
		got = pread(fd, bytes.data + bytes.size,
			    st.st_size - bytes.size, bytes.size);
		if (got <= 0)
			broken("%s: %s", path, got ? strerror(errno) : "cut");
		bytes.size += got;
	}
	bytes.data[bytes.size] = '\0';
	close(fd);
	return bytes;
}

struct bytes get(const char *path)
{
	return read_all(open(path, O_RDONLY | O_CLOEXEC), path);
}

void make_folders(const char *path)
{
	char *each = text("%s/", path), *slash;

	for (slash = strchr(each + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(each, 0755) < 0 && errno != EEXIST)
			broken("%s: %s", each, strerror(errno));
		*slash = '/';
	}
}

void put_bytes(const char *path, struct bytes bytes)
{
	FILE *file;

	make_folders(dirname(text("%s", path)));
	file = fopen(path, "we");
	if (!file || fwrite(bytes.data, 1, bytes.size, file) != bytes.size ||
	    fclose(file))
		broken("%s: %s", path, strerror(errno));
}

void put(const char *path, const char *string)
{
	put_bytes(path, (struct bytes){ (char *)string, strlen(string) });
}

void copy(const char *from, const char *to)
{
	put_bytes(to, get(from));
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *where)
{
	(void)st;
	(void)where;
	return (type == FTW_DP ? rmdir(path) : unlink(path)) < 0 ?
	       errno : 0;
}

static int open_up(const char *path, const struct stat *st, int type,
		   struct FTW *where)
{
	(void)st;
	(void)where;
	if (type == FTW_D || type == FTW_DNR)
		chmod(path, 0755);
	return 0;
}

void remove_all(const char *path)
{
	int err;

	/* A test may have left folders that cannot be written. */
	nftw(path, open_up, 16, FTW_PHYS);
	err = nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	if (err && access(path, F_OK) == 0)
		broken("%s: cannot remove: %s", path, strerror(err));
}

bool exists(const char *path)
{
	return access(path, F_OK) == 0;
}

char *squeeze(char *to, const char *line)
{
	for (; *line; line++)
		if (!strchr(" \t\n\r", *line))
			*to++ = *line;
	*to = '\0';
	return to;
}

struct bytes squeezed(struct bytes all)
{
	char *to = zeroed(all.size + 1, 1);

	return (struct bytes){ to, squeeze(to, all.data) - to };
}

bool same(struct bytes a, struct bytes b)
{
	return a.size == b.size && !memcmp(a.data, b.data, a.size);
}

bool same_file(const char *a, const char *b)
{
	return same(get(a), get(b));
}

static int no_dots(const struct dirent *entry)
{
	return strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
}

char **list(const char *path)
{
	struct dirent **entries;
	char **names;
	int i, count = scandir(path, &entries, no_dots, alphasort);

	if (count < 0)
		broken("%s: %s", path, strerror(errno));
	names = keep(calloc(count + 1, sizeof(*names)));
	for (i = 0; i < count; i++) {
		names[i] = text("%s", entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return names;
}

static char *absolute(const char *path)
{
	char full[PATH_MAX];

	if (!realpath(path, full))
		broken("%s: %s", path, strerror(errno));
	return text("%s", full);
}

char *in_source(const char *path)
{
	return absolute(path);
}

static const char *needed(const char *variable)
{
	const char *value = getenv(variable);

	if (!value)
		broken("%s is not set: run this with make test", variable);
	return value;
}

const char *tool(void)
{
	static const char *path;

	if (!path)
		path = absolute(needed("IOMMU_MIGRATE"));
	return path;
}

char *in_build(const char *path)
{
	make_folders(needed("TEST_BUILD"));
	return text("%s/%s", absolute(needed("TEST_BUILD")), path);
}

static char *scratch_root;
static pid_t scratch_owner;

static void remove_scratch(void)
{
	if (getpid() == scratch_owner)
		remove_all(scratch_root);
}

char *scratch(void)
{
	static unsigned int count;
	char *path;

	if (!scratch_root) {
		scratch_root = in_build("scratch.XXXXXX");
		if (!mkdtemp(scratch_root) || chmod(scratch_root, 0755) < 0)
			broken("%s: %s", scratch_root, strerror(errno));
		scratch_owner = getpid();
		atexit(remove_scratch);
	}
	path = text("%s/%u", scratch_root, count++);
	make_folders(path);
	return path;
}

/*
 * Root without these reads and writes no more than its file modes allow.  They
 * leave the bounding set, so that exec() cannot bring them back.
 */
static bool become_weak(void)
{
	if (geteuid() != 0)
		return true;
	return prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) == 0 &&
	       prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH) == 0 &&
	       prctl(PR_CAPBSET_DROP, CAP_FOWNER) == 0;
}

bool can_run_weak(void)
{
	int status;
	pid_t pid = fork();

	if (pid < 0)
		broken("fork: %s", strerror(errno));
	if (pid == 0)
		_exit(!become_weak());
	return waitpid(pid, &status, 0) == pid && status == 0;
}

static void exec_child(const struct command *command, int out, int err)
{
	int in = open("/dev/null", O_RDONLY);

	/* A shell that starts the tests in the background has it ignored. */
	signal(SIGINT, SIG_DFL);
	if (command->own_group)
		setpgid(0, 0);
	if (in < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
		_exit(125);
	if (command->dir && chdir(command->dir) < 0)
		_exit(125);
	if (command->weak && !become_weak())
		_exit(125);
	execvp(command->argv[0], (char *const *)command->argv);
	dprintf(2, "%s: %s\n", command->argv[0], strerror(errno));
	_exit(127);
}

struct started start(const struct command *command)
{
	struct started s = {
		.out = memfd_create("stdout", MFD_CLOEXEC),
		.err = memfd_create("stderr", MFD_CLOEXEC),
	};

	if (s.out < 0 || s.err < 0)
		broken("memfd_create: %s", strerror(errno));
	fflush(NULL);
	s.pid = fork();
	if (s.pid < 0)
		broken("fork: %s", strerror(errno));
	if (s.pid == 0)
		exec_child(command, s.out, s.err);
	if (command->own_group)
		setpgid(s.pid, s.pid);
	return s;
}

struct run finish(struct started *s)
{
	struct run result = { 0 };
	int status;

	while (waitpid(s->pid, &status, 0) < 0)
		if (errno != EINTR)
			broken("waitpid: %s", strerror(errno));
	result.status = WIFEXITED(status) ? WEXITSTATUS(status) :
			128 + WTERMSIG(status);
	result.out = read_all(s->out, "stdout");
	result.err = read_all(s->err, "stderr");
	return result;
}

struct run run(const struct command *command)
{
	struct started s = start(command);

	return finish(&s);
}

char *last_line(struct bytes bytes)
{
	size_t end = bytes.size, begin;

	if (end && bytes.data[end - 1] == '\n')
		end--;
	for (begin = end; begin && bytes.data[begin - 1] != '\n'; begin--)
		;
	return text("%.*s", (int)(end - begin), bytes.data + begin);
}

size_t count_lines(struct bytes bytes)
{
	size_t i, lines = 0;

	for (i = 0; i < bytes.size; i++)
		lines += bytes.data[i] == '\n';
	return lines + (bytes.size && bytes.data[bytes.size - 1] != '\n');
}

bool contains(struct bytes bytes, const char *string)
{
	return memmem(bytes.data, bytes.size, string, strlen(string));
}

void *zeroed(size_t count, size_t size)
{
	return keep(calloc(count, size));
}

static char *add_snapshot(char *all, const char *path)
{
	char **name = list(path);

	for (; *name; name++) {
		char *each = text("%s/%s", path, *name), target[PATH_MAX];
		unsigned long sum = 5381;
		struct bytes bytes = { 0 };
		struct stat st;
		ssize_t len;
		size_t i;

		if (lstat(each, &st) < 0)
			broken("%s: %s", each, strerror(errno));
		if (S_ISREG(st.st_mode)) {
			bytes = get(each);
		} else if (S_ISLNK(st.st_mode)) {
			len = readlink(each, target, sizeof(target));
			bytes = (struct bytes){ target, len < 0 ? 0 : len };
		}
		for (i = 0; i < bytes.size; i++)
			sum = sum * 33 + (unsigned char)bytes.data[i];
		all = text("%s%06o %zu %lx %s\n", all, st.st_mode, bytes.size,
			   sum, each);
		if (S_ISDIR(st.st_mode))
			all = add_snapshot(all, each);
	}
	return all;
}

char *snapshot(const char *path)
{
	return add_snapshot("", path);
}
