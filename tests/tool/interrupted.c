// SPDX-License-Identifier: GPL-2.0-only
/*
 * An --in-place run that is interrupted: at every single step of its writing
 * (faults.c), in the middle of spatch's work, and at random.  Every file is
 * wholly old or wholly new then, and the next run finishes or takes back.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "greatest.h"
#include "harness.h"

#define STEPS_MAX 500
#define LOOPS 3000

static const char old_text[] =
	"/* trouble: fake/spatch looks for this word */\n"
	"static void f(struct iommu_domain *domain)\n"
	"{\n\tiommu_unmap(domain, 0, SZ_4K);\n}\n";
static const char new_text[] =
	"/* trouble: fake/spatch looks for this word */\n"
	"static void f(struct iommu_domain *domain)\n"
	"{\n\tiommu_unmap_sync(domain, 0, SZ_4K);\n}\n";
static const char *const files[] = { "a.c", "b.c", "sub/c.h" };
#define FILE_COUNT (sizeof(files) / sizeof(files[0]))

static void set(const char *variable, const char *value)
{
	if (value ? setenv(variable, value, 1) : unsetenv(variable))
		broken("cannot set %s", variable);
}

static void fill(const char *dir)
{
	size_t i;

	for (i = 0; i < FILE_COUNT; i++)
		put(text("%s/%s", dir, files[i]), old_text);
	put(text("%s/sub/other.c", dir), "int nothing;\n");
	if (chmod(text("%s/b.c", dir), 0640) < 0)
		broken("chmod");
}

static char *tree(void)
{
	char *dir = scratch();

	fill(dir);
	return dir;
}

enum state { OLD, NEW, MIXED, HALF };

static const char *const state_name[] = { "old", "new", "mixed", "half written" };

static enum state state_of(const char *dir)
{
	size_t i, new = 0;

	for (i = 0; i < FILE_COUNT; i++) {
		char *file = text("%s/%s", dir, files[i]);
		struct bytes got;

		if (!exists(file))
			return HALF;
		got = get(file);
		if (!strcmp(got.data, new_text))
			new++;
		else if (strcmp(got.data, old_text))
			return HALF;
	}
	return new == 0 ? OLD : new == FILE_COUNT ? NEW : MIXED;
}

/* Names and modes as ever, and nothing else beside them. */
static bool is_clean(const char *dir)
{
	static char *expected;
	struct stat st;

	if (!expected)
		expected = RUN(tree(), "find", ".", "-printf", "%p %m\n").out.data;
	return stat(text("%s/b.c", dir), &st) == 0 &&
	       !strcmp(expected, RUN(dir, "find", ".", "-printf", "%p %m\n").out.data);
}

static struct run convert(const char *dir)
{
	return RUN(dir, tool(), "convert", "--to", "sync", "--in-place", ".");
}

static bool one_line(struct run r)
{
	return count_lines(r.err) == 1;
}

static struct run undo(const char *dir)
{
	return RUN(dir, tool(), "convert", "--undo", ".");
}

/* The fault did not come: the run had fewer steps than that. */
static bool came_through(const char *log)
{
	return !exists(log);
}

/* A run that meets @deed at its step @step. */
static struct run faulty_run(const struct command *command, const char *deed,
			     int step, const char *log)
{
	struct run r;

	set("FAULT_TREE", command->dir);
	set("FAULT_DO", deed);
	set("FAULT_AT", text("%d", step));
	set("FAULT_LOG", log);
	set("LD_PRELOAD", in_build("tool/faults.so"));
	r = run(command);
	set("LD_PRELOAD", NULL);
	return r;
}

static struct run faulty(const char *dir, const char *deed, int step,
			 const char *log)
{
	const struct command command = {
		.dir = dir,
		.argv = { tool(), "convert", "--to", "sync", "--in-place", "." },
	};

	return faulty_run(&command, deed, step, log);
}

static char *where(int step, const char *log, const char *dir, struct run r)
{
	return text("step %d, before %s: %s, status %d, %s", step,
		    exists(log) ? get(log).data : "-\n",
		    state_name[state_of(dir)], r.status, r.err.data);
}

TEST killed_at_every_step(void)
{
	int step, unfinished = 0;

	for (step = 1; step < STEPS_MAX; step++) {
		char *dir = tree(), *log = text("%s/log", scratch());
		struct run r = faulty(dir, "KILL", step, log), next;
		enum state state = state_of(dir);
		char *at = where(step, log, dir, r);

		if (came_through(log)) {
			ASSERT_EQ_FMTm(at, 0, r.status, "%d");
			break;
		}
		ASSERT_EQ_FMTm(at, 128 + SIGKILL, r.status, "%d");
		ASSERTm(at, state != HALF);
		unfinished += state == MIXED;
		if (step % 2) {
			next = convert(dir);
			ASSERTm(at, state_of(dir) == NEW);
		} else {
			next = undo(dir);
			/* What was finished already is no interrupted run. */
			ASSERTm(at, state_of(dir) == (state == NEW ?
						      state_of(dir) : OLD));
			ASSERTm(at, state_of(dir) != MIXED);
		}
		at = text("%s then status %d, %s", at, next.status,
			  next.err.data);
		/* Killed without its journal: there is nothing to take back. */
		ASSERTm(at, next.status == 0 ||
			    (next.status == 2 && step % 2 == 0 &&
			     state != MIXED && one_line(next)));
		ASSERTm(at, is_clean(dir));
	}
	/* Three files, written twice each and moved, are more than that. */
	ASSERTm(text("%d steps", step), step > 10 && step < STEPS_MAX);
	ASSERTm("no step was between two files", unfinished);
	PASS();
}

/* The first step that finds a tree between old and new. */
static int step_between(void)
{
	int step;

	for (step = 1; step < STEPS_MAX; step++) {
		char *dir = tree();

		faulty(dir, "KILL", step, text("%s/log", scratch()));
		if (state_of(dir) == MIXED)
			return step;
	}
	broken("no step was between two files");
}

/* The run that finishes, or takes back, is killed as well. */
TEST killed_again_while_recovering(bool back)
{
	int first = step_between(), step;

	for (step = 1; step < STEPS_MAX; step++) {
		char *dir = tree(), *log = text("%s/log", scratch()), *at;
		const struct command again = {
			.dir = dir,
			.argv = { tool(), "convert", back ? "--undo" : "--to=sync",
				  back ? "." : "--in-place", back ? NULL : "." },
		};
		struct run r;

		faulty(dir, "KILL", first, text("%s/log", scratch()));
		r = faulty_run(&again, "KILL", step, log);
		at = where(step, log, dir, r);
		if (came_through(log))
			break;
		ASSERTm(at, state_of(dir) != HALF);
		r = convert(dir);
		ASSERT_EQ_FMTm(at, 0, r.status, "%d");
		ASSERTm(at, state_of(dir) == NEW && is_clean(dir));
	}
	ASSERTm(text("%d steps", step), step > 5 && step < STEPS_MAX);
	PASS();
}

TEST interrupted_at_every_step(const char *deed)
{
	int step, taken_back = 0;

	for (step = 1; step < STEPS_MAX; step++) {
		char *dir = tree(), *log = text("%s/log", scratch());
		struct run r = faulty(dir, deed, step, log);
		char *at = where(step, log, dir, r);
		enum state state = state_of(dir);

		if (came_through(log))
			break;
		/* It could tidy up: all or nothing, and nothing left behind. */
		ASSERTm(at, state == OLD || state == NEW);
		ASSERTm(at, is_clean(dir));
		ASSERTm(at, state == NEW || r.status != 0);
		taken_back += state == OLD;
		r = convert(dir);
		ASSERT_EQ_FMTm(at, 0, r.status, "%d");
		ASSERTm(at, state_of(dir) == NEW && is_clean(dir));
	}
	ASSERTm(text("%d steps", step), step > 10 && step < STEPS_MAX);
	ASSERTm("it was never too early", taken_back);
	PASS();
}

/* A disk that is full, or broken, from any step on. */
TEST fails_at_every_step(const char *deed)
{
	int step, refused = 0;

	for (step = 1; step < STEPS_MAX; step++) {
		char *dir = tree(), *log = text("%s/log", scratch());
		struct run r = faulty(dir, deed, step, log);
		char *at = where(step, log, dir, r);

		if (came_through(log))
			break;
		if (state_of(dir) == OLD) {
			ASSERT_EQ_FMTm(at, 2, r.status, "%d");
			ASSERT_EQ_FMTm(at, (size_t)1, count_lines(r.err), "%zu");
			refused++;
		} else {
			ASSERT_EQ_FMTm(at, 0, r.status, "%d");
			ASSERTm(at, state_of(dir) == NEW);
		}
		ASSERTm(at, is_clean(dir));
	}
	ASSERTm(text("%d steps", step), step > 10 && step < STEPS_MAX);
	ASSERTm("it was never refused", refused);
	PASS();
}

static void play(const char *part)
{
	set("FAKE", part);
	set("SPATCH", part ? in_source("tests/tool/fake/spatch") : NULL);
}

/* The signal comes from a spatch that is at work. */
TEST interrupted_while_rewriting(const char *signal)
{
	char *dir = tree();
	struct run r;

	play("interrupt");
	set("FAKE_SIGNAL", signal);
	r = convert(dir);
	play(NULL);
	ASSERTm(r.err.data, r.status != 0);
	ASSERT_EQ(OLD, state_of(dir));
	if (strcmp(signal, "KILL"))
		ASSERTm(r.err.data, is_clean(dir));
	r = convert(dir);
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT(state_of(dir) == NEW && is_clean(dir));
	PASS();
}

/* Half a plan is not shown: thousands of loops, each with a domain of its own. */
TEST interrupted_while_planning(int signal)
{
	char *dir = scratch(), *loops = zeroed(LOOPS, 80), *end = loops;
	struct command command = {
		.dir = dir,
		.argv = { tool(), "scan", "--to", "gather", "a.c" },
	};
	unsigned int i, delay, stopped = 0;

	for (i = 0; i < LOOPS; i++)
		end += sprintf(end, "\tfor (i = 0; i < 4; i++)\n"
			       "\t\tiommu_unmap(d->m%u, i, SZ_4K);\n", i);
	put(text("%s/a.c", dir), text("void f(struct d *d)\n{\n%s}\n", loops));
	for (delay = 1000; delay < 10000000; delay *= 2) {
		struct started s = start(&command);
		struct run r;

		usleep(delay);
		kill(s.pid, signal);
		r = finish(&s);
		if (!r.status) {
			/* It was too late: all of it is there. */
			ASSERT_EQ_FMT((size_t)LOOPS, count_lines(r.out), "%zu");
			break;
		}
		ASSERT_EQ_FMTm(r.err.data, 128 + signal, r.status, "%d");
		ASSERT_EQ_FMT((size_t)0, r.out.size, "%zu");
		stopped++;
	}
	ASSERTm("it was never in time", stopped);
	PASS();
}

/* A signal to the whole group, as a terminal sends it, at any time. */
TEST interrupted_at_random(int signal, unsigned int rounds)
{
	unsigned int round, seed = time(NULL);

	for (round = 0; round < rounds; round++) {
		char *dir = tree();
		struct command command = {
			.dir = dir, .own_group = true,
			.argv = { tool(), "convert", "--to", "sync",
				  "--in-place", "." },
		};
		struct started s = start(&command);
		struct run r;
		char *at;

		/* An uninterrupted run takes about so long. */
		usleep(rand_r(&seed) % 150000);
		kill(-s.pid, signal);
		r = finish(&s);
		at = text("round %u: %s, status %d, %s", round,
			  state_name[state_of(dir)], r.status, r.err.data);
		ASSERTm(at, state_of(dir) != HALF);
		if (signal != SIGKILL) {
			ASSERTm(at, state_of(dir) != MIXED);
			ASSERTm(at, is_clean(dir));
			ASSERTm(at, state_of(dir) == NEW || r.status != 0);
		}
		r = convert(dir);
		ASSERT_EQ_FMTm(at, 0, r.status, "%d");
		ASSERTm(at, state_of(dir) == NEW && is_clean(dir));
	}
	PASS();
}

/* Somebody edited a file between the interruption and the next run. */
TEST an_edited_file_is_not_overwritten(void)
{
	static const char mine[] = "/* edited by hand */\n";
	char *dir = tree(), *file = text("%s/b.c", dir);
	struct run r = faulty(dir, "KILL", step_between(),
			      text("%s/log", scratch()));

	put(file, mine);
	r = convert(dir);
	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "b.c"));
	ASSERT_STR_EQ(mine, get(file).data);
	PASS();
}

/* Until something is there; the limit is for a test that fails. */
static bool wait_for(const char *path)
{
	int tries;

	for (tries = 0; tries < 3000; tries++) {
		if (exists(path))
			return true;
		usleep(10000);
	}
	return false;
}

TEST a_second_run_is_refused(const char *second_path)
{
	char *dir = tree(), *gate = text("%s/gate", scratch());
	struct command first = {
		.dir = dir,
		.argv = { tool(), "convert", "--to", "sync", "--in-place", "." },
	};
	struct started s;
	struct run second, r;
	bool reached;

	put(gate, "");
	play("wait");
	set("FAKE_GATE", gate);
	s = start(&first);
	reached = wait_for(text("%s.reached", gate));
	play(NULL);
	second = RUN(dir, tool(), "convert", "--to", "sync", "--in-place",
		     second_path);
	unlink(gate);
	r = finish(&s);

	ASSERTm(r.err.data, reached);
	ASSERT_EQ_FMTm(second.err.data, 2, second.status, "%d");
	ASSERT_EQ_FMTm(second.err.data, (size_t)1, count_lines(second.err),
		       "%zu");
	ASSERTm(second.err.data, contains(second.err, text("%d", s.pid)));
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT(state_of(dir) == NEW && is_clean(dir));
	PASS();
}

/* A file that changes under a run stays as its owner left it. */
TEST a_file_edited_meanwhile_is_open(void)
{
	char *dir = tree(), *gate = text("%s/gate", scratch());
	char *file = text("%s/a.c", dir);
	struct command first = {
		.dir = dir,
		.argv = { tool(), "convert", "--to", "sync", "--in-place", "." },
	};
	struct started s;
	struct run r;
	bool reached;

	put(gate, "");
	play("wait");
	set("FAKE_GATE", gate);
	s = start(&first);
	reached = wait_for(text("%s.reached", gate));
	play(NULL);
	put(file, text("%s/* mine */\n", old_text));
	unlink(gate);
	r = finish(&s);

	ASSERTm(r.err.data, reached);
	ASSERT_EQ_FMTm(r.err.data, 3, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "a.c:4: open: iommu_unmap: "));
	ASSERT_STR_EQ(text("%s/* mine */\n", old_text), get(file).data);
	ASSERT_STR_EQ(new_text, get(text("%s/b.c", dir)).data);
	ASSERT(is_clean(dir));
	PASS();
}

TEST undo_of_nothing(void)
{
	char *dir = tree();
	struct run r = undo(dir);

	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERTm(r.err.data, one_line(r));
	ASSERT(state_of(dir) == OLD && is_clean(dir));
	PASS();
}

SUITE(interrupted)
{
	RUN_TEST(killed_at_every_step);
	RUN_NAMED("killed_again_while_finishing", killed_again_while_recovering,
		  false);
	RUN_NAMED("killed_again_while_taking_back", killed_again_while_recovering,
		  true);
	RUN_NAMED("sigint_at_every_step", interrupted_at_every_step, "INT");
	RUN_NAMED("sigterm_at_every_step", interrupted_at_every_step, "TERM");
	RUN_NAMED("disk_full_at_every_step", fails_at_every_step, "ENOSPC");
	RUN_NAMED("disk_broken_at_every_step", fails_at_every_step, "EIO");
	RUN_NAMED("sigint_while_rewriting", interrupted_while_rewriting, "INT");
	RUN_NAMED("sigkill_while_rewriting", interrupted_while_rewriting, "KILL");
	RUN_NAMED("sigint_while_planning", interrupted_while_planning, SIGINT);
	RUN_NAMED("sigterm_while_planning", interrupted_while_planning, SIGTERM);
	RUN_NAMED("sigint_at_random", interrupted_at_random, SIGINT, 20);
	RUN_NAMED("sigkill_at_random", interrupted_at_random, SIGKILL, 20);
	RUN_TEST(an_edited_file_is_not_overwritten);
	RUN_NAMED("second_run_on_the_same_tree", a_second_run_is_refused, ".");
	RUN_NAMED("second_run_on_a_part_of_it", a_second_run_is_refused, "sub");
	RUN_NAMED("second_run_on_one_file_of_it", a_second_run_is_refused, "a.c");
	RUN_TEST(a_file_edited_meanwhile_is_open);
	RUN_TEST(undo_of_nothing);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	struct run r = RUN(NULL, "sh", "-c", "command -v spatch");

	if (r.status)
		broken("spatch is not installed: apt-get install coccinelle");
	set("REAL_SPATCH", last_line(r.out));
	/* A sanitizer wants to be loaded first; faults.so may be, too. */
	set("ASAN_OPTIONS", "verify_asan_link_order=0");
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(interrupted);
	GREATEST_MAIN_END();
}
