/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_TIME_H
#define _HOSTED_TIME_H

#include <linux/types.h>

/*
 * Time for tests, which do not wait for it.  While it is frozen, jiffies stand
 * still and no timer fires, nor does a function of one run when this returns;
 * hosted_time_advance() moves them on, and calls what falls due in the calling
 * thread, in order, each at its own time.
 */
void hosted_time_freeze(bool frozen);
void hosted_time_advance(unsigned int msecs);

#endif
