/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <asm/barrier.h>
#include <linux/compiler.h>
#include <linux/types.h>

/*
 * As in Linux: what returns a value is fully ordered, what returns none is
 * relaxed, and the _relaxed, _acquire and _release forms are what they say.
 */
#define ATOMIC_INIT(i) { (i) }
#define ATOMIC64_INIT(i) { (i) }

#define __HOSTED_ATOMIC(pfx, type, int_t)				\
static inline int_t pfx##_read(const type *v)				\
{									\
	return __atomic_load_n(&v->counter, __ATOMIC_RELAXED);		\
}									\
static inline int_t pfx##_read_acquire(const type *v)			\
{									\
	return __atomic_load_n(&v->counter, __ATOMIC_ACQUIRE);		\
}									\
static inline void pfx##_set(type *v, int_t i)				\
{									\
	__atomic_store_n(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void pfx##_set_release(type *v, int_t i)			\
{									\
	__atomic_store_n(&v->counter, i, __ATOMIC_RELEASE);		\
}									\
static inline void pfx##_add(int_t i, type *v)				\
{									\
	__atomic_fetch_add(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void pfx##_sub(int_t i, type *v)				\
{									\
	__atomic_fetch_sub(&v->counter, i, __ATOMIC_RELAXED);		\
}									\
static inline void pfx##_inc(type *v)					\
{									\
	pfx##_add(1, v);						\
}									\
static inline void pfx##_dec(type *v)					\
{									\
	pfx##_sub(1, v);						\
}									\
static inline int_t pfx##_add_return(int_t i, type *v)			\
{									\
	return __atomic_add_fetch(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline int_t pfx##_sub_return(int_t i, type *v)			\
{									\
	return __atomic_sub_fetch(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline int_t pfx##_fetch_add(int_t i, type *v)			\
{									\
	return __atomic_fetch_add(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline int_t pfx##_inc_return(type *v)				\
{									\
	return pfx##_add_return(1, v);					\
}									\
static inline int_t pfx##_dec_return(type *v)				\
{									\
	return pfx##_sub_return(1, v);					\
}									\
static inline bool pfx##_dec_and_test(type *v)				\
{									\
	return !pfx##_dec_return(v);					\
}									\
static inline int_t pfx##_xchg(type *v, int_t i)			\
{									\
	return __atomic_exchange_n(&v->counter, i, __ATOMIC_SEQ_CST);	\
}									\
static inline int_t pfx##_cmpxchg(type *v, int_t old, int_t new)	\
{									\
	__atomic_compare_exchange_n(&v->counter, &old, new, false,	\
				    __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);\
	return old;							\
}									\
static inline bool pfx##_add_unless(type *v, int_t a, int_t u)		\
{									\
	int_t c = pfx##_read(v);					\
									\
	while (c != u)							\
		if (__atomic_compare_exchange_n(&v->counter, &c, c + a,	\
						false, __ATOMIC_SEQ_CST,\
						__ATOMIC_RELAXED))	\
			return true;					\
	return false;							\
}									\
static inline bool pfx##_inc_not_zero(type *v)				\
{									\
	return pfx##_add_unless(v, 1, 0);				\
}

__HOSTED_ATOMIC(atomic, atomic_t, int)
__HOSTED_ATOMIC(atomic64, atomic64_t, s64)

/* Returns what *ptr held; equal to old when new was stored.  Fully ordered. */
#define cmpxchg(ptr, old, new) ({					\
	typeof(*(ptr)) __old = (old);					\
	__atomic_compare_exchange_n((ptr), &__old, (new), false,	\
				    __ATOMIC_SEQ_CST, __ATOMIC_ACQUIRE);\
	__old; })
/* The same, relaxed: atomic, and ordered with nothing else. */
#define cmpxchg_relaxed(ptr, old, new) ({				\
	typeof(*(ptr)) __old = (old);					\
	__atomic_compare_exchange_n((ptr), &__old, (new), false,	\
				    __ATOMIC_RELAXED, __ATOMIC_RELAXED);\
	__old; })
#define cmpxchg64 cmpxchg
#define cmpxchg64_relaxed cmpxchg_relaxed
#define xchg(ptr, val) __atomic_exchange_n((ptr), (val), __ATOMIC_SEQ_CST)

#endif
