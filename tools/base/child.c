// SPDX-License-Identifier: GPL-2.0-only
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/parallel.h"
#include "base/util.h"

/* The environment, with TMPDIR set. */
static char **environment(const char *dir)
{
	size_t count = 0, n = 0, i;
	char **env;

	while (environ[count])
		count++;
	env = xcalloc(count + 2, sizeof(*env));
	for (i = 0; i < count; i++)
		if (strncmp(environ[i], "TMPDIR=", 7))
			env[n++] = environ[i];
	env[n] = xasprintf("TMPDIR=%s", dir);
	return env;
}

static void free_environment(char **env)
{
	size_t n = 0;

	while (env[n + 1])
		n++;
	free(env[n]);
	free(env);
}

static int start(struct child *child, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	char **env = environment(child->tmp ? child->tmp : child->dir);
	sigset_t all;
	int err;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addchdir_np(&actions, child->dir);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, child->log,
					 O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_adddup2(&actions, 1, 2);

	/* Its own group: the terminal's Ctrl-C is ours to pass on. */
	posix_spawnattr_init(&attr);
	sigfillset(&all);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP |
					POSIX_SPAWN_SETSIGDEF);
	err = posix_spawnp(pid, child->argv[0], &actions, &attr,
			   (char *const *)child->argv, env);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attr);
	free_environment(env);
	return err;
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

/* Wait until the child has ended, or has to. */
static void await(struct child *child, pid_t pid)
{
	struct pollfd fds[2] = {
		{ .fd = pidfd_open(pid, 0), .events = POLLIN },
		{ .fd = interrupt_fd(), .events = POLLIN },
	};
	long deadline = now_ms() + child->timeout * 1000L;

	/* Without pidfds (Linux before 5.3) it may take as long as it likes. */
	while (fds[0].fd >= 0 && !fds[0].revents) {
		long left = child->timeout ? deadline - now_ms() : -1;

		if (interrupted()) {
			child->interrupted = true;
			break;
		}
		if (child->timeout && left <= 0) {
			child->timed_out = true;
			break;
		}
		if (poll(fds, 2, left) < 0 && errno != EINTR)
			break;
	}
	if (fds[0].fd >= 0)
		close(fds[0].fd);
}

bool child_run(struct child *child)
{
	pid_t pid;

	child->timed_out = child->interrupted = false;
	child->status = 0;
	child->error = start(child, &pid);
	if (child->error)
		return false;
	await(child, pid);
	/* Not reaped yet, so the group's number is still its own. */
	kill(-pid, SIGKILL);
	while (waitpid(pid, &child->status, 0) < 0 && errno == EINTR)
		;
	return !child->timed_out && !child->interrupted && !child->status;
}

char *child_why(const struct child *child)
{
	const char *name = child->argv[0];

	if (child->error)
		return xasprintf("%s cannot be started: %s", name,
				 strerror(child->error));
	if (child->interrupted)
		return xstrdup("interrupted");
	if (child->timed_out)
		return xasprintf("%s was stopped after %u s (--timeout)", name,
				 child->timeout);
	if (WIFSIGNALED(child->status))
		return xasprintf("%s died of signal %d (%s)", name,
				 WTERMSIG(child->status),
				 strsignal(WTERMSIG(child->status)));
	return xasprintf("%s ended with status %d", name,
			 WEXITSTATUS(child->status));
}
