/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Work spread over threads, and the signals that end it early.
 */
#ifndef PARALLEL_H
#define PARALLEL_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Call work(arg, i) once for every i below @count, on at most @jobs threads.
 * Stops handing out work once interrupted() says so.
 */
void parallel(size_t count, unsigned int jobs, void (*work)(void *arg, size_t i),
	      void *arg);

/*
 * From here on SIGINT, SIGTERM and SIGHUP only make interrupted() true and
 * interrupt_fd() readable; who works asks, cleans up and returns.
 */
void interrupt_catch(void);
bool interrupted(void);
int interrupt_fd(void);

/* Die of the signal that came, as the caller expects; cleaning up is done. */
_Noreturn void interrupt_exit(void);

#endif
