/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel's functions give back, as far as it matters to somebody who
 * wants to put off an IOTLB flush: memory, pins, IOVAs, locks, devices.
 */
#ifndef EFFECTS_H
#define EFFECTS_H

#include <stddef.h>

enum effect {
	EFFECT_NONE,		/* known to give nothing back */
	EFFECT_OBJECT,		/* frees the object it is given: kfree() */
	EFFECT_PAGE,		/* a page, or memory a device may reach */
	EFFECT_PIN,		/* a pin or reference that keeps pages */
	EFFECT_IOVA,		/* an IOVA, or a mapping of another API */
	EFFECT_LOCK,		/* a lock: others may release then */
	EFFECT_DOMAIN,		/* the domain, or its hold on a device */
	EFFECT_UNKNOWN,		/* nothing is known: may do any of it */
};

/* What the call of the function whose name is these @len bytes does. */
enum effect effect_of(const char *name, size_t len);

/* In words: "releases the IOVA". */
const char *effect_says(enum effect effect);

/* Does the name look like that of a function that only prints? */
int looks_like_logging(const char *name, size_t len);

#endif
