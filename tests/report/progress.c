// SPDX-License-Identifier: GPL-2.0-only
/*
 * The progress bar on a terminal of our own, and Ctrl-C there.
 *
 * One file's spatch (tests/tool/fake/spatch) waits until it is let go, so that
 * there is always something to see.
 */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "greatest.h"
#include "harness.h"
#include "base/progress.h"
#include "base/util.h"

#define PATIENCE 60000		/* ms */
#define ROWS 50
#define COLUMNS_MAX 200

static void set(const char *variable, const char *value)
{
	if (value ? setenv(variable, value, 1) : unsetenv(variable))
		broken("cannot set %s", variable);
}

struct terminal {
	char *dir, *gate;
	pid_t pid;
	int fd, columns;
	struct bytes said;
};

/* Three files, of which one has to wait. */
static void fill(struct terminal *t)
{
	static const char call[] =
		"void f(struct iommu_domain *d)\n{\n\tiommu_unmap(d, 0, 1);\n}\n";

	t->dir = scratch();
	t->gate = text("%s.gate", t->dir);
	put(text("%s/a.c", t->dir), call);
	put(text("%s/b.c", t->dir), call);
	put(text("%s/c.c", t->dir), text("/* trouble */\n%s", call));
	put(t->gate, "");
	set("FAKE", "wait");
	set("FAKE_GATE", t->gate);
	set("SPATCH", in_source("tests/tool/fake/spatch"));
}

/* A child on a terminal of its own: true in the child. */
static bool fork_there(struct terminal *t, int columns, const char *term)
{
	struct winsize size = { .ws_row = ROWS, .ws_col = columns };

	fill(t);
	set("TERM", term);
	t->columns = columns;
	t->said = (struct bytes){ 0 };
	fflush(NULL);
	t->pid = forkpty(&t->fd, NULL, NULL, &size);
	if (t->pid < 0)
		broken("forkpty: %s", strerror(errno));
	/* A shell that starts the tests in the background has it ignored. */
	if (!t->pid)
		signal(SIGINT, SIG_DFL);
	return t->pid == 0;
}

static void begin(struct terminal *t, int columns, const char *term,
		  const char *progress)
{
	const char *program = tool();

	if (!fork_there(t, columns, term))
		return;
	if (chdir(t->dir) < 0 || !freopen("/dev/null", "w", stdout))
		_exit(125);
	execl(program, program, "convert", "--to", "sync", "--in-place", "-j2",
	      "--progress", progress, (char *)NULL);
	_exit(127);
}

/* False at the end of what it says, or after @ms without a word. */
static bool hear(struct terminal *t, int ms)
{
	struct pollfd wait = { .fd = t->fd, .events = POLLIN };
	char more[4096];
	ssize_t n = 0;

	if (poll(&wait, 1, ms) > 0)
		n = read(t->fd, more, sizeof(more));
	if (n <= 0)
		return false;
	t->said.data = text("%s%.*s", t->said.data ? t->said.data : "",
			    (int)n, more);
	t->said.size += n;
	return true;
}

static bool hear_of(struct terminal *t, const char *word)
{
	while (!t->said.data || !strstr(t->said.data, word))
		if (!hear(t, PATIENCE))
			return false;
	return true;
}

static void hear_for(struct terminal *t, int ms)
{
	struct timespec pause = { ms / 1000, ms % 1000 * 1000000L };

	nanosleep(&pause, NULL);
	while (hear(t, 0))
		;
}

/* Exit status, or 128 + the signal's number. */
static int end(struct terminal *t)
{
	int status;

	remove_all(t->gate);
	while (hear(t, PATIENCE))
		;
	close(t->fd);
	if (waitpid(t->pid, &status, 0) < 0)
		broken("waitpid: %s", strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/*
 * What stands on the screen in the end, lines without blanks at their ends; and
 * whether a line ever grew beyond the edge.
 */
static char *screen(const struct terminal *t, bool *wrapped)
{
	char rows[ROWS][COLUMNS_MAX + 1], *all = "";
	const char *at;
	int row = 0, column = 0, i;

	memset(rows, 0, sizeof(rows));
	*wrapped = false;
	for (at = t->said.data ? t->said.data : ""; *at; at++) {
		if (*at == '\r') {
			column = 0;
		} else if (*at == '\n') {
			row = row < ROWS - 1 ? row + 1 : row;
		} else if (!strncmp(at, "\033[K", 3)) {
			memset(rows[row] + column, 0, COLUMNS_MAX - column);
			at += 2;
		} else if (column < COLUMNS_MAX) {
			rows[row][column++] = *at;
			*wrapped |= column >= t->columns;
		}
	}
	for (i = 0; i < ROWS; i++)
		if (rows[i][0])
			all = text("%s%s\n", all, rows[i]);
	return all;
}

#define LEDGER "ledger: 3 sites in 3 files: 3 converted, 0 kept, 0 unrelated, 0 open\n"

TEST a_bar_that_fits_and_goes(int columns, const char *expected)
{
	struct terminal t;
	bool wrapped;

	begin(&t, columns, "xterm", "auto");
	ASSERT(hear_of(&t, expected));
	ASSERT_EQ_FMT(0, end(&t), "%d");
	ASSERT(strstr(screen(&t, &wrapped), "ledger: 3 sites"));
	ASSERT_FALSE(strstr(screen(&t, &wrapped), "rewrite"));
	PASS();
}

/* The ledger's line may be long; the bar may not. */
TEST no_bar_is_wider_than(int columns)
{
	struct terminal t;
	char *ledger;
	bool wrapped;

	begin(&t, columns, "xterm", "auto");
	/* In two columns there is no telling what it is. */
	ASSERT(hear_of(&t, "\033[K"));
	hear_for(&t, 300);
	end(&t);
	ledger = strstr(t.said.data, "ledger");
	ASSERT(ledger);
	*ledger = '\0';
	screen(&t, &wrapped);
	ASSERT_FALSE(wrapped);
	PASS();
}

TEST nothing_but_the_ledger(const char *term, const char *progress)
{
	struct terminal t;
	bool wrapped;

	begin(&t, 100, term, progress);
	hear_for(&t, 1500);
	ASSERT_EQ_FMT(0, end(&t), "%d");
	ASSERT_STR_EQ(LEDGER, screen(&t, &wrapped));
	ASSERT_FALSE(strchr(t.said.data, '\033'));
	PASS();
}

TEST nothing_where_no_terminal_is(void)
{
	struct timespec pause = { 1, 500000000L };
	struct terminal t;
	struct started started;
	struct run got;

	fill(&t);
	set("TERM", "xterm");
	started = start(&(struct command){ .dir = t.dir, .argv = {
		tool(), "convert", "--to", "sync", "--in-place", "-j2" } });
	nanosleep(&pause, NULL);
	remove_all(t.gate);
	got = finish(&started);
	ASSERT_EQ_FMT(0, got.status, "%d");
	ASSERT_STR_EQ(LEDGER, got.err.data);
	ASSERT_EQ(0, got.out.size);
	PASS();
}

TEST always_means_lines_where_nothing_can_be_erased(void)
{
	struct terminal t;
	bool wrapped;

	begin(&t, 100, "dumb", "always");
	ASSERT(hear_of(&t, "rewrite: 2/3 files"));
	ASSERT_EQ_FMT(0, end(&t), "%d");
	ASSERT_FALSE(strchr(t.said.data, '\033'));
	ASSERT(strstr(screen(&t, &wrapped), "\n" LEDGER));
	PASS();
}

TEST a_message_has_its_line_to_itself(void)
{
	struct timespec pause = { .tv_nsec = 10000000 };
	struct terminal t;
	bool wrapped;

	if (fork_there(&t, 100, "xterm")) {
		progress_set("always");
		progress_begin("work", 3);
		while (exists(t.gate))
			nanosleep(&pause, NULL);
		warn("a message");
		progress_end();
		_exit(0);
	}
	ASSERT(hear_of(&t, "work ["));
	ASSERT_EQ_FMT(0, end(&t), "%d");
	ASSERT_STR_EQ("iommu-migrate: a message\n", screen(&t, &wrapped));
	PASS();
}

/* Erasing is all that a terminal is asked to do. */
TEST it_has_no_colours(void)
{
	struct terminal t;
	const char *at;

	begin(&t, 100, "xterm-256color", "auto");
	ASSERT(hear_of(&t, "rewrite"));
	end(&t);
	for (at = t.said.data; (at = strchr(at, '\033')); at++)
		ASSERT(!strncmp(at, "\033[K", 3));
	PASS();
}

TEST ctrl_c_leaves_the_tree_and_says_so(void)
{
	struct terminal t;
	char *before;
	bool wrapped;

	begin(&t, 48, "xterm", "auto");
	ASSERT(hear_of(&t, "rewrite ["));
	before = RUN(t.dir, "sh", "-c", "cat *.c").out.data;
	ASSERT_EQ(1, write(t.fd, "\x03", 1));
	ASSERT(hear_of(&t, "interrupted"));
	ASSERT_EQ_FMT(128 + SIGINT, end(&t), "%d");
	ASSERT(strstr(screen(&t, &wrapped),
		      "iommu-migrate: interrupted: nothing was changed\n"));
	ASSERT_FALSE(strstr(screen(&t, &wrapped), "rewrite"));
	ASSERT_FALSE(wrapped);
	ASSERT_STR_EQ(before, RUN(t.dir, "sh", "-c", "cat *.c").out.data);
	ASSERT_STR_EQ("a.c\nb.c\nc.c\n", RUN(t.dir, "ls", "-A").out.data);
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	static const int widths[] = { 100, 60, 40, 20, 9, 2 };
	static size_t i;

	GREATEST_MAIN_BEGIN();
	unsetenv("SPATCH");
	set("REAL_SPATCH", last_line(RUN(NULL, "sh", "-c",
					 "command -v spatch").out));
	RUN_TESTp(a_bar_that_fits_and_goes, 100, "rewrite [##########################..............] 2/3 files, ");
	RUN_TESTp(a_bar_that_fits_and_goes, 60, "] 2/3 files, ");
	RUN_TESTp(a_bar_that_fits_and_goes, 20, "\rrewrite 2/3 files");
	for (i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
		RUN_NAMED(text("no bar is wider than %d columns", widths[i]),
			  no_bar_is_wider_than, widths[i]);
	RUN_TESTp(nothing_but_the_ledger, "xterm", "never");
	RUN_TESTp(nothing_but_the_ledger, "dumb", "auto");
	RUN_TEST(nothing_where_no_terminal_is);
	RUN_TEST(always_means_lines_where_nothing_can_be_erased);
	RUN_TEST(a_message_has_its_line_to_itself);
	RUN_TEST(it_has_no_colours);
	RUN_TEST(ctrl_c_leaves_the_tree_and_says_so);
	GREATEST_MAIN_END();
}
