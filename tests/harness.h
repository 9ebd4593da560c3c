/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tests of a command need: run it, look at what it said, give it files
 * and look at what became of them.
 *
 * Nothing here returns an error: a test that cannot set the scene ends the
 * program with a message, which the runner counts as a failure.  Memory lives
 * until the program ends.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct bytes {
	char *data;		/* with a NUL behind the last byte */
	size_t size;
};

__attribute__((format(printf, 1, 2))) char *text(const char *format, ...);
__attribute__((noreturn, format(printf, 1, 2)))
void broken(const char *format, ...);

/* Files.  Folders on the way to a file that is written are made. */
struct bytes get(const char *path);
void put(const char *path, const char *string);
void put_bytes(const char *path, struct bytes bytes);
void copy(const char *from, const char *to);
void make_folders(const char *path);
void remove_all(const char *path);
bool exists(const char *path);
bool same(struct bytes a, struct bytes b);
/*
 * Without blanks and newlines: what is left when the layout of lines does not
 * matter.  squeeze() appends at @to and returns the new end.
 */
char *squeeze(char *to, const char *line);
struct bytes squeezed(struct bytes all);
bool same_file(const char *a, const char *b);
/* Names in a folder, sorted, without . and ..; the last one is NULL. */
char **list(const char *path);

/*
 * Everything below a folder as text, a line each: mode, size, a checksum and
 * the path.  Two that are equal hold the same.
 */
char *snapshot(const char *path);

/* A new empty folder below TEST_BUILD; gone when the program ends. */
char *scratch(void);
/* An absolute path, of a file in the source tree. */
char *in_source(const char *path);
/* The command under test, as an absolute path. */
const char *tool(void);
/* An absolute path below build/, where TEST_BUILD is. */
char *in_build(const char *path);

/* How a command ended. */
struct run {
	int status;		/* exit status, or 128 + the signal's number */
	struct bytes out, err;
};

struct command {
	const char *dir;	/* where it runs; NULL: here */
	bool weak;		/* file modes count for it, also when root runs it */
	bool own_group;		/* its own process group, for signals */
	const char *argv[20];
};

struct started {
	pid_t pid;
	int out, err;
};

/* May a weak command be run here? */
bool can_run_weak(void);
struct started start(const struct command *command);
struct run finish(struct started *started);
struct run run(const struct command *command);

#define RUN(where, ...) \
	run(&(struct command){ .dir = (where), .argv = { __VA_ARGS__ } })
#define RUN_WEAK(where, ...) \
	run(&(struct command){ .dir = (where), .weak = true, \
			       .argv = { __VA_ARGS__ } })

/* The last line, without its newline. */
char *last_line(struct bytes bytes);
size_t count_lines(struct bytes bytes);
bool contains(struct bytes bytes, const char *string);

/* Zeroed memory, like everything here never freed. */
void *zeroed(size_t count, size_t size);

/*
 * greatest's RUN_TEST with a name of our own, for tests that run over a table
 * or a folder.  Wants greatest.h to be included.
 */
#define RUN_NAMED(name, test, ...)					\
	do {								\
		const char *named = (name);				\
									\
		if (greatest_test_pre(named) == 1) {			\
			enum greatest_test_res res = GREATEST_SAVE_CONTEXT(); \
									\
			if (res == GREATEST_TEST_RES_PASS)		\
				res = test(__VA_ARGS__);		\
			greatest_test_post(named, res);			\
		}							\
	} while (0)

#endif
