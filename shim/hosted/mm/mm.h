/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HOSTED_MM_H
#define SHIM_HOSTED_MM_H

#include <linux/types.h>

/* Must the allocation that asks fail?  See hosted_mem_fail(). */
bool should_fail_alloc(void);

/* Objects that slab.c has handed out. */
unsigned long slab_objects_in_use(void);

#endif
