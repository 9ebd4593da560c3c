/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_KERNEL_PROBE_H
#define SHIM_KERNEL_PROBE_H

/*
 * All that any probe asks about: each reads the same headers, so that one of
 * them can stand for all when it comes to what the answers depend on.
 *
 * The questions are put as assertions, of which the answer does not depend on
 * what this compiler warns of.
 */
#include <linux/build_bug.h>
#include <linux/device.h>
#include <linux/gfp.h>
#include <linux/iommu.h>
#include <linux/list.h>
#include <linux/scatterlist.h>
#include <linux/timer.h>
#include <linux/types.h>

#define PROBE_TYPE(thing, ...)						\
	__builtin_types_compatible_p(__typeof__(thing), __VA_ARGS__)

/* Compiles if the name is declared as a function of just this type. */
#define PROBE_IS(name, ...)						\
	static_assert(PROBE_TYPE(name, __VA_ARGS__), "another type")

/* Compiles if the name is neither a function nor a variable nor a type. */
#define PROBE_IS_NOT(name)						\
	extern struct probe_nothing name

/* Compiles if the struct has such a member, of this type. */
#define PROBE_HAS(type, member, ...)					\
	static_assert(PROBE_TYPE(((type *)NULL)->member, __VA_ARGS__),	\
		       "another type")

/* Compiles if it has none of that name: there would be two. */
#define PROBE_HAS_NOT(type, member)					\
	struct probe_members {						\
		type;							\
		struct probe_nothing *member;				\
	}

struct probe_nothing;

#endif
