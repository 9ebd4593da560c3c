/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_XARRAY_H
#define _LINUX_XARRAY_H

#include <linux/bug.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

/*
 * Arrays of pointers, or of integers below LONG_MAX, with any unsigned long for an
 * index; of what is not stored they say NULL.  The normal interface without marks
 * and without entries that cover several indices.
 *
 * Readers (xa_load, xa_find, the loops) take nothing but RCU and may run beside a
 * change.  What changes the array takes its lock; the forms with __ in front are
 * for who holds it.  Memory is asked for under the lock and without sleeping; a @gfp
 * that may sleep is a promise of the caller that he may.
 */
struct xarray {
	spinlock_t xa_lock;
	gfp_t xa_flags;
	void __rcu *xa_head;
};

/* An integer as an entry. */
static inline void *xa_mk_value(unsigned long v)
{
	WARN_ON((long)v < 0);
	return (void *)((v << 1) | 1);
}

static inline unsigned long xa_to_value(const void *entry)
{
	return (unsigned long)entry >> 1;
}

static inline bool xa_is_value(const void *entry)
{
	return (unsigned long)entry & 1;
}

/* A pointer with a tag of 0, 1 or 3; with 1 and 3 it is as good as an integer. */
static inline void *xa_tag_pointer(void *p, unsigned long tag)
{
	return (void *)((unsigned long)p | tag);
}

static inline void *xa_untag_pointer(void *entry)
{
	return (void *)((unsigned long)entry & ~3UL);
}

static inline unsigned int xa_pointer_tag(void *entry)
{
	return (unsigned long)entry & 3UL;
}

/* What callers cannot store: what is reserved, and errors. */
static inline void *xa_mk_internal(unsigned long v)
{
	return (void *)((v << 2) | 2);
}

static inline bool xa_is_internal(const void *entry)
{
	return ((unsigned long)entry & 3) == 2;
}

#define XA_ZERO_ENTRY xa_mk_internal(257)
#define XA_ERROR(errno) xa_mk_internal((unsigned long)(long)(errno))

static inline bool xa_is_zero(const void *entry)
{
	return unlikely(entry == XA_ZERO_ENTRY);
}

static inline bool xa_is_err(const void *entry)
{
	return unlikely(xa_is_internal(entry) &&
			(unsigned long)entry >=
			(unsigned long)XA_ERROR(-MAX_ERRNO));
}

/* The negative errno of what xa_store() and its like returned, or 0. */
static inline int xa_err(void *entry)
{
	return xa_is_err(entry) ? (long)entry >> 2 : 0;
}

/* An array that gives out indices; with ALLOC1 never 0. */
#define __XA_FLAGS_ALLOC 1u
#define __XA_FLAGS_NOT_ZERO 2u
#define __XA_FLAGS_WRAPPED 4u
#define XA_FLAGS_ALLOC __XA_FLAGS_ALLOC
#define XA_FLAGS_ALLOC1 (__XA_FLAGS_ALLOC | __XA_FLAGS_NOT_ZERO)
/* From where the lock is taken; any is right here. */
#define XA_FLAGS_LOCK_IRQ 0u
#define XA_FLAGS_LOCK_BH 0u
#define XA_FLAGS_ACCOUNT 0u

#define XARRAY_INIT(name, flags) {					\
	.xa_lock = __SPIN_LOCK_UNLOCKED((name).xa_lock),		\
	.xa_flags = (flags),						\
}
#define DEFINE_XARRAY_FLAGS(name, flags) \
	struct xarray name = XARRAY_INIT(name, flags)
#define DEFINE_XARRAY(name) DEFINE_XARRAY_FLAGS(name, 0)
#define DEFINE_XARRAY_ALLOC(name) DEFINE_XARRAY_FLAGS(name, XA_FLAGS_ALLOC)
#define DEFINE_XARRAY_ALLOC1(name) DEFINE_XARRAY_FLAGS(name, XA_FLAGS_ALLOC1)

static inline void xa_init_flags(struct xarray *xa, gfp_t flags)
{
	spin_lock_init(&xa->xa_lock);
	xa->xa_flags = flags;
	RCU_INIT_POINTER(xa->xa_head, NULL);
}

static inline void xa_init(struct xarray *xa)
{
	xa_init_flags(xa, 0);
}

/* Also nothing reserved. */
static inline bool xa_empty(const struct xarray *xa)
{
	return !rcu_access_pointer(xa->xa_head);
}

/* Forgets all entries; the array can be used again.  Any context. */
void xa_destroy(struct xarray *xa);

/* The entry; NULL for none, and where an index is only reserved.  Any context. */
void *xa_load(struct xarray *xa, unsigned long index);

/*
 * Each returns what was there, or an error for xa_err(): -ENOMEM, -EINVAL for what
 * cannot be stored.
 *
 * xa_store(): NULL erases, but in an array that gives out indices this one stays
 * reserved.  xa_erase(): fails never.  xa_cmpxchg(): stores @entry when @old was
 * there.
 */
void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
void *__xa_store(struct xarray *xa, unsigned long index, void *entry,
		 gfp_t gfp);
void *xa_erase(struct xarray *xa, unsigned long index);
void *__xa_erase(struct xarray *xa, unsigned long index);
void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		 void *entry, gfp_t gfp);
void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		   void *entry, gfp_t gfp);

/* Stores where nothing is, and nothing is reserved: 0, -EBUSY, -ENOMEM, -EINVAL. */
int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
int __xa_insert(struct xarray *xa, unsigned long index, void *entry,
		gfp_t gfp);

/* A reserved index can be stored to without memory, and reads as NULL. */
static inline int xa_reserve(struct xarray *xa, unsigned long index, gfp_t gfp)
{
	return xa_err(xa_cmpxchg(xa, index, NULL, XA_ZERO_ENTRY, gfp));
}

static inline void xa_release(struct xarray *xa, unsigned long index)
{
	xa_cmpxchg(xa, index, XA_ZERO_ENTRY, NULL, 0);
}

/* Bounds of what is given out, both included. */
struct xa_limit {
	u32 max;
	u32 min;
};

#define XA_LIMIT(_min, _max) (struct xa_limit) { .min = _min, .max = _max }
#define xa_limit_32b XA_LIMIT(0, UINT_MAX)
#define xa_limit_31b XA_LIMIT(0, INT_MAX)
#define xa_limit_16b XA_LIMIT(0, USHRT_MAX)

/*
 * Stores at the first free index of @limit, which is in *@id before the entry can
 * be seen; an @entry of NULL reserves it.  0, -EBUSY when there is none, -ENOMEM,
 * -EINVAL in an array that gives out none.
 *
 * The _cyclic form goes on from *@next, and returns 1 when it began again.
 */
int xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	     gfp_t gfp);
int __xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	       gfp_t gfp);
int xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		    struct xa_limit limit, u32 *next, gfp_t gfp);
int __xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		      struct xa_limit limit, u32 *next, gfp_t gfp);

/*
 * The first entry from *@index up to @max, or after *@index; its index is then in
 * *@index.  NULL when there is none.
 */
typedef unsigned int xa_mark_t;
#define XA_PRESENT ((xa_mark_t)8u)
void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max,
	      xa_mark_t filter);
void *xa_find_after(struct xarray *xa, unsigned long *index, unsigned long max,
		    xa_mark_t filter);

/* All entries in order; the array may change meanwhile. */
#define xa_for_each_range(xa, index, entry, start, last)		\
	for (index = (start),						\
	     entry = xa_find(xa, &index, last, XA_PRESENT);		\
	     entry;							\
	     entry = xa_find_after(xa, &index, last, XA_PRESENT))
#define xa_for_each_start(xa, index, entry, start) \
	xa_for_each_range(xa, index, entry, start, ULONG_MAX)
#define xa_for_each(xa, index, entry) xa_for_each_start(xa, index, entry, 0)

#define xa_trylock(xa) spin_trylock(&(xa)->xa_lock)
#define xa_lock(xa) spin_lock(&(xa)->xa_lock)
#define xa_unlock(xa) spin_unlock(&(xa)->xa_lock)
#define xa_lock_bh(xa) spin_lock_bh(&(xa)->xa_lock)
#define xa_unlock_bh(xa) spin_unlock_bh(&(xa)->xa_lock)
#define xa_lock_irq(xa) spin_lock_irq(&(xa)->xa_lock)
#define xa_unlock_irq(xa) spin_unlock_irq(&(xa)->xa_lock)
#define xa_lock_irqsave(xa, flags) spin_lock_irqsave(&(xa)->xa_lock, flags)
#define xa_unlock_irqrestore(xa, flags) \
	spin_unlock_irqrestore(&(xa)->xa_lock, flags)

/* No interrupt takes the lock. */
#define xa_store_bh xa_store
#define xa_store_irq xa_store
#define xa_erase_bh xa_erase
#define xa_erase_irq xa_erase
#define xa_cmpxchg_bh xa_cmpxchg
#define xa_cmpxchg_irq xa_cmpxchg
#define xa_insert_bh xa_insert
#define xa_insert_irq xa_insert
#define xa_alloc_bh xa_alloc
#define xa_alloc_irq xa_alloc
#define xa_reserve_bh xa_reserve
#define xa_reserve_irq xa_reserve

#endif
