/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One child process, run to its end, its time-out, or an interrupt.
 */
#ifndef CHILD_H
#define CHILD_H

#include <stdbool.h>

struct child {
	const char *const *argv;	/* argv[0] is looked up in PATH */
	const char *dir;		/* where it runs */
	const char *tmp;		/* for temporaries; NULL: dir */
	const char *log;		/* file for its stdout and stderr */
	unsigned int timeout;		/* seconds, 0: none */

	/* What became of it. */
	int error;			/* errno when it could not be started */
	int status;			/* as from waitpid() */
	bool timed_out;			/* ... and was killed */
	bool interrupted;		/* killed because a signal came for us */
};

/*
 * Run it.  True when it ran and ended by itself with status 0.  Whatever else it
 * started is killed with it: the child leads a process group.
 */
bool child_run(struct child *child);

/* In words why child_run() was not content; to be freed. */
char *child_why(const struct child *child);

#endif
