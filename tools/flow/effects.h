/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kernel's functions give back, as far as it matters to somebody who
 * wants to put off an IOTLB flush: memory, pins, IOVAs, locks, devices.
 */
#ifndef EFFECTS_H
#define EFFECTS_H

#include <stdbool.h>
#include <stddef.h>

enum effect {
	EFFECT_NONE,		/* known to give nothing back */
	EFFECT_OBJECT,		/* frees the object it is given: kfree() */
	EFFECT_PAGE,		/* a page, or memory a device may reach */
	EFFECT_PIN,		/* a pin or reference that keeps pages */
	EFFECT_IOVA,		/* an IOVA, or a mapping of another API */
	EFFECT_LOCK,		/* a lock: others may release then */
	EFFECT_PUBLISH,		/* tells another CPU or the device to go on */
	EFFECT_DOMAIN,		/* the domain, or its hold on a device */
	/* From here on, nobody knows what else it may do. */
	EFFECT_UNKNOWN,
	EFFECT_POINTER,		/* a call of who knows what */
	EFFECT_ASSEMBLY,
	EFFECT_INCLUDE,		/* another file, in the middle of a function */
	EFFECT_FLUSH,		/* deferred calls or flushes of the API */
	EFFECT_MAP,		/* the API's map functions */
	EFFECT_JUMP,		/* a macro that leaves where it is used */
	/* For publish.h alone: no obstacle to an unmap. */
	EFFECT_STORE,		/* writes where others may look */
	EFFECT_SHOW,		/* changes what others walk or count */
};

/* What the call of the function whose name is these @len bytes does. */
enum effect effect_of(const char *name, size_t len);

/*
 * Does it release what its arguments name, and touch nothing else: no callback,
 * no variable of the driver's?
 */
bool is_plain_release_name(const char *name, size_t len);

/*
 * Does it give nothing back, but change what other CPUs walk or count: a list,
 * a tree, an atomic?
 */
bool is_showing_name(const char *name, size_t len);

/* In words: "releases the IOVA". */
const char *effect_says(enum effect effect);

/* Does the name look like that of a function that only prints? */
bool looks_like_logging(const char *name, size_t len);

#endif
