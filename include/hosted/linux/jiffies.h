/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_JIFFIES_H
#define _LINUX_JIFFIES_H

#include <linux/types.h>

/* Ticks of a millisecond.  They began close to where they wrap. */
#define HZ 1000
#define INITIAL_JIFFIES ((unsigned long)(unsigned int)(-300 * HZ))

unsigned long hosted_jiffies(void);
#define jiffies hosted_jiffies()

/* Right across the wrap, for times less than half of all apart. */
#define time_after(a, b) ((long)((b) - (a)) < 0)
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) ((long)((a) - (b)) >= 0)
#define time_before_eq(a, b) time_after_eq(b, a)
#define time_is_before_jiffies(a) time_after(jiffies, a)

#define msecs_to_jiffies(m) ((unsigned long)(m))
#define jiffies_to_msecs(j) ((unsigned int)(j))
/* What is not a whole tick is one. */
#define usecs_to_jiffies(u) (((unsigned long)(u) + 999) / 1000)
#define jiffies_to_usecs(j) ((unsigned int)(j) * 1000)

#endif
