// SPDX-License-Identifier: GPL-2.0-only
#include "base/progress.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/util.h"

static enum progress_when when = PROGRESS_AUTO;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *label;
static size_t total, done;
static double began, shown;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

bool progress_set(const char *word)
{
	static const char *const words[] = {
		[PROGRESS_AUTO] = "auto", [PROGRESS_ALWAYS] = "always",
		[PROGRESS_NEVER] = "never",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		if (!strcmp(word, words[i])) {
			when = i;
			return true;
		}
	}
	return false;
}

static bool wanted(void)
{
	return when == PROGRESS_ALWAYS ||
	       (when == PROGRESS_AUTO && isatty(STDERR_FILENO));
}

void progress_begin(const char *what, size_t count)
{
	label = what;
	total = count;
	done = 0;
	began = now();
	shown = 0;
}

static void draw(double at)
{
	static const char full[] = "##############################";
	const int width = sizeof(full) - 1;
	int filled = total ? (int)(done * width / total) : width;
	double rate = done / (at - began);

	fprintf(stderr, "\r  %s [%-*.*s] %zu/%zu files, %.0f/s, %.0f s left ",
		label, width, filled, full, done, total, rate,
		rate > 0 ? (total - done) / rate : 0);
	shown = at;
}

void progress_step(void)
{
	double at;

	pthread_mutex_lock(&lock);
	done++;
	at = now();
	if (wanted() && (when == PROGRESS_ALWAYS || at - began > 1) &&
	    at - shown > 0.1)
		draw(at);
	pthread_mutex_unlock(&lock);
}

void progress_end(void)
{
	if (!shown)
		return;
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	else
		fputc('\n', stderr);
	shown = 0;
}
