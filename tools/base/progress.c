// SPDX-License-Identifier: GPL-2.0-only
#include "base/progress.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/util.h"

#define BAR_MAX 40
#define BAR_MIN 8
#define WIDTH_MAX 200

static enum progress_when when = PROGRESS_AUTO;
static enum { NOTHING, BAR, LINES } show;
static const char *label;
static size_t total;
static atomic_size_t done;
static double began;

/* What the ticker and those who end it or write between have in common. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake;
static pthread_t ticker;
static bool running, visible;

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

static bool can_erase(void)
{
	const char *term = getenv("TERM");

	return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb");
}

static int width(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) < 0 || !size.ws_col)
		return 80;
	if (size.ws_col > WIDTH_MAX)
		return WIDTH_MAX;
	/* Room for the ^C that a terminal echoes, and the column it wraps at. */
	return size.ws_col > 4 ? size.ws_col - 3 : 1;
}

/* One write: what is half drawn is never seen. */
static void put(const char *text, size_t len)
{
	/* A terminal that went away is no reason to stop working. */
	if (write(STDERR_FILENO, text, len) < 0)
		return;
}

static int print_left(char *to, size_t size, double seconds)
{
	unsigned long s = seconds + 0.5;

	if (s < 100)
		return snprintf(to, size, ", %lu s left", s);
	if (s < 3600)
		return snprintf(to, size, ", %lu:%02lu left", s / 60, s % 60);
	return snprintf(to, size, ", %lu h %lu min left", s / 3600, s / 60 % 60);
}

static int print_numbers(char *to, size_t size)
{
	size_t n = atomic_load(&done);
	double rate = n / (now() - began);
	int len = snprintf(to, size, "%zu", n);

	if (total)
		len += snprintf(to + len, size - len, "/%zu", total);
	len += snprintf(to + len, size - len, " files");
	if (n)
		len += snprintf(to + len, size - len, ", %.*f/s", rate < 10,
				rate);
	if (n && total)
		len += print_left(to + len, size - len, (total - n) / rate);
	return len;
}

static int print_bar(char *to, int room)
{
	size_t n = atomic_load(&done);
	int i, cells = room - 3, full;

	if (!total || cells < BAR_MIN)
		return 0;
	if (cells > BAR_MAX)
		cells = BAR_MAX;
	full = n * cells / total;
	*to++ = '[';
	for (i = 0; i < cells; i++)
		*to++ = i < full ? '#' : '.';
	*to++ = ']';
	*to = ' ';
	return cells + 3;
}

static void draw(void)
{
	char numbers[128], line[WIDTH_MAX + 256];
	int columns = show == BAR ? width() : WIDTH_MAX, len;

	len = print_numbers(numbers, sizeof(numbers));
	if (show == LINES) {
		len = snprintf(line, sizeof(line), "%s: %s\n", label, numbers);
		put(line, len);
		return;
	}
	columns -= sprintf(line, "\r%s ", label) - 1;
	columns -= len;
	len = strlen(line);
	len += print_bar(line + len, columns);
	len += sprintf(line + len, "%s", numbers);
	if (len - 1 > width())
		len = width() + 1;
	len += sprintf(line + len, "\033[K");
	put(line, len);
	visible = true;
}

static void erase(void)
{
	if (visible)
		put("\r\033[K", 4);
	visible = false;
}

/* A message is about to come; the next tick draws the bar again, below it. */
static void make_room(void)
{
	pthread_mutex_lock(&lock);
	erase();
	pthread_mutex_unlock(&lock);
}

static void *tick(void *arg)
{
	double first = when == PROGRESS_ALWAYS ? 0 : 1;
	double each = show == BAR ? 0.1 : 1, next = began + first;

	pthread_mutex_lock(&lock);
	while (running) {
		struct timespec until = {
			.tv_sec = next, .tv_nsec = (next - (time_t)next) * 1e9,
		};

		if (now() >= next) {
			draw();
			next = now() + each;
		} else {
			pthread_cond_timedwait(&wake, &lock, &until);
		}
	}
	pthread_mutex_unlock(&lock);
	return arg;
}

void progress_begin(const char *what, size_t count)
{
	static bool registered;
	pthread_condattr_t attributes;

	if (!registered)
		atexit(progress_end);
	registered = true;
	show = when == PROGRESS_NEVER ? NOTHING : can_erase() ? BAR :
	       when == PROGRESS_ALWAYS ? LINES : NOTHING;
	if (show == NOTHING)
		return;
	label = what;
	total = count;
	done = 0;
	began = now();
	visible = false;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&wake, &attributes);
	pthread_condattr_destroy(&attributes);
	running = true;
	/* Without a thread to draw it there is no bar; the work goes on. */
	if (pthread_create(&ticker, NULL, tick, NULL))
		running = false;
	else if (show == BAR)
		before_message = make_room;
}

void progress_step(void)
{
	if (show != NOTHING)
		atomic_fetch_add(&done, 1);
}

void progress_end(void)
{
	if (!running)
		return;
	pthread_mutex_lock(&lock);
	running = false;
	pthread_cond_signal(&wake);
	pthread_mutex_unlock(&lock);
	pthread_join(ticker, NULL);
	pthread_cond_destroy(&wake);
	before_message = NULL;
	erase();
}
