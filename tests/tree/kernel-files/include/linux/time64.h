/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_TIME64_H
#define _LINUX_TIME64_H

#include <linux/types.h>

struct timespec64 {
	s64 tv_sec;
	long tv_nsec;
};

/* For a header that has functions of them; nobody calls those. */
void ktime_get_ts64(struct timespec64 *ts);
int timespec64_compare(const struct timespec64 *a, const struct timespec64 *b);
struct timespec64 timespec64_sub(struct timespec64 a, struct timespec64 b);
unsigned long timespec64_to_jiffies(const struct timespec64 *ts);

#endif
