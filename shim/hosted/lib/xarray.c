// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arrays with any index: a radix tree, as high as its largest index wants it.  At
 * shift 0 the slots of a node hold entries, above they hold nodes.
 *
 * A reader walks down without the lock.  A node is complete before it can be
 * reached, nothing in it moves, and one that is given up is empty and is freed
 * when the readers have gone.
 */
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/slab.h>
#include <linux/xarray.h>

#define NODE_BITS 6
#define NODE_SLOTS 64u	/* at the top, where bits are left for 16, some are not used */

struct xa_node {
	u8 shift;
	u8 offset;		/* in its parent */
	u8 count;		/* of slots that are not NULL */
	u64 full;		/* bit by bit: this slot has no free index */
	struct xa_node *parent;
	void __rcu *slots[NODE_SLOTS];
	struct rcu_head rcu;
};

static unsigned int slot_of(const struct xa_node *node, unsigned long index)
{
	return (index >> node->shift) % NODE_SLOTS;
}

/* The last index below a node that begins with 0. */
static unsigned long node_last(const struct xa_node *node)
{
	return node->shift + NODE_BITS >= BITS_PER_LONG ? ULONG_MAX :
	       BIT(node->shift + NODE_BITS) - 1;
}

static struct xa_node *node_alloc(unsigned int shift, gfp_t gfp)
{
	struct xa_node *node = kzalloc(sizeof(*node),
				       gfp & ~__GFP_DIRECT_RECLAIM);

	if (node)
		node->shift = shift;
	return node;
}

/* Tells the nodes above whether @slot has a free index below it. */
static void set_full(struct xa_node *node, unsigned int slot, bool full)
{
	bool was_full;

	do {
		was_full = !~node->full;
		if (full)
			node->full |= BIT_ULL(slot);
		else
			node->full &= ~BIT_ULL(slot);
		full = !~node->full;
		slot = node->offset;
		node = node->parent;
	} while (node && full != was_full);
}

static void set_slot(struct xa_node *node, unsigned int slot, void *entry)
{
	void *old = node->slots[slot];

	node->count += !!entry - !!old;
	rcu_assign_pointer(node->slots[slot], entry);
}

/* Gives up what became empty, from @node upwards. */
static void prune(struct xarray *xa, struct xa_node *node)
{
	struct xa_node *parent;

	for (; node && !node->count; node = parent) {
		parent = node->parent;
		if (parent)
			set_slot(parent, node->offset, NULL);
		else
			RCU_INIT_POINTER(xa->xa_head, NULL);
		kfree_rcu(node, rcu);
	}
}

static struct xa_node *head_of(const struct xarray *xa)
{
	lockdep_assert_held(&xa->xa_lock);
	return xa->xa_head;
}

/* A tree that reaches @index; its top, or NULL. */
static struct xa_node *raise(struct xarray *xa, unsigned long index, gfp_t gfp)
{
	struct xa_node *head = head_of(xa), *top;
	unsigned int shift = index ? __fls(index) / NODE_BITS * NODE_BITS : 0;

	while (!head || index > node_last(head)) {
		if (head)
			shift = head->shift + NODE_BITS;
		top = node_alloc(shift, gfp);
		if (!top)
			return NULL;
		if (head) {
			head->parent = top;
			set_slot(top, 0, head);
			set_full(top, 0, !~head->full);
		}
		rcu_assign_pointer(xa->xa_head, top);
		head = top;
	}
	return head;
}

/* The last node on the way to @index, made where it is missing; or NULL. */
static struct xa_node *walk_alloc(struct xarray *xa, unsigned long index,
				  gfp_t gfp)
{
	struct xa_node *node = raise(xa, index, gfp), *below;

	while (node && node->shift) {
		below = node->slots[slot_of(node, index)];
		if (!below) {
			below = node_alloc(node->shift - NODE_BITS, gfp);
			if (!below)
				break;
			below->parent = node;
			below->offset = slot_of(node, index);
			set_slot(node, below->offset, below);
		}
		node = below;
	}
	if (node && !node->shift)
		return node;
	/* It may have been made for nothing. */
	prune(xa, node);
	return NULL;
}

/* The same, but nothing is made.  Readers come here, too. */
static struct xa_node *walk(struct xa_node *node, unsigned long index)
{
	if (!node || index > node_last(node))
		return NULL;
	while (node && node->shift)
		node = rcu_dereference_raw(node->slots[slot_of(node, index)]);
	return node;
}

static void *entry_at(struct xa_node *leaf, unsigned long index)
{
	return leaf ? rcu_dereference_raw(leaf->slots[slot_of(leaf, index)]) :
		      NULL;
}

static void *result(void *entry)
{
	return xa_is_zero(entry) ? NULL : entry;
}

void *xa_load(struct xarray *xa, unsigned long index)
{
	void *entry;

	rcu_read_lock();
	entry = entry_at(walk(rcu_dereference(xa->xa_head), index), index);
	rcu_read_unlock();
	return result(entry);
}

static bool can_be_stored(void *entry)
{
	return !WARN_ON(xa_is_internal(entry) && !xa_is_zero(entry));
}

/* Puts @entry, which may be NULL, in the place of what is there. */
static int put(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	struct xa_node *leaf = entry ? walk_alloc(xa, index, gfp) :
				       walk(head_of(xa), index);

	if (!leaf)
		return entry ? -ENOMEM : 0;
	set_full(leaf, slot_of(leaf, index), entry);
	set_slot(leaf, slot_of(leaf, index), entry);
	prune(xa, leaf);
	return 0;
}

void *__xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		   void *entry, gfp_t gfp)
{
	void *now = entry_at(walk(head_of(xa), index), index);
	int ret;

	if (!can_be_stored(entry))
		return XA_ERROR(-EINVAL);
	if (now == old) {
		ret = put(xa, index, entry, gfp);
		if (ret)
			return XA_ERROR(ret);
	}
	return result(now);
}

void *__xa_store(struct xarray *xa, unsigned long index, void *entry,
		 gfp_t gfp)
{
	void *now = entry_at(walk(head_of(xa), index), index);

	if (!entry && xa->xa_flags & __XA_FLAGS_ALLOC)
		entry = XA_ZERO_ENTRY;
	return __xa_cmpxchg(xa, index, now, entry, gfp);
}

void *__xa_erase(struct xarray *xa, unsigned long index)
{
	void *now = entry_at(walk(head_of(xa), index), index);

	return __xa_cmpxchg(xa, index, now, NULL, 0);
}

int __xa_insert(struct xarray *xa, unsigned long index, void *entry,
		gfp_t gfp)
{
	if (!can_be_stored(entry))
		return -EINVAL;
	if (entry_at(walk(head_of(xa), index), index))
		return -EBUSY;
	return put(xa, index, entry ? entry : XA_ZERO_ENTRY, gfp);
}

/* The first free index from *@index up to @max, below a node that has *@index. */
static bool find_free(struct xa_node *node, unsigned long *index,
		      unsigned long max)
{
	unsigned long base = *index & ~node_last(node), start;
	unsigned int slot;

	for (slot = slot_of(node, *index); slot < NODE_SLOTS; slot++) {
		start = base + ((unsigned long)slot << node->shift);
		if (start > max)
			return false;
		if (node->full & BIT_ULL(slot))
			continue;
		*index = max(*index, start);
		if (!node->slots[slot] ||
		    find_free(node->slots[slot], index, max))
			return true;
	}
	return false;
}

int __xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	       gfp_t gfp)
{
	struct xa_node *head = head_of(xa);
	unsigned long index = limit.min;

	if (!can_be_stored(entry) ||
	    WARN_ON(!(xa->xa_flags & __XA_FLAGS_ALLOC)))
		return -EINVAL;
	if (xa->xa_flags & __XA_FLAGS_NOT_ZERO && !index)
		index = 1;
	if (head && index <= node_last(head) &&
	    !find_free(head, &index, limit.max)) {
		if (node_last(head) >= limit.max)
			return -EBUSY;
		index = node_last(head) + 1;
	}
	if (index > limit.max)
		return -EBUSY;
	*id = index;
	return put(xa, index, entry ? entry : XA_ZERO_ENTRY, gfp);
}

int __xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		      struct xa_limit limit, u32 *next, gfp_t gfp)
{
	struct xa_limit rest = XA_LIMIT(max(limit.min, *next), limit.max);
	int ret = __xa_alloc(xa, id, entry, rest, gfp);

	if (!ret && xa->xa_flags & __XA_FLAGS_WRAPPED)
		ret = 1;
	if (ret < 0 && rest.min > limit.min) {
		ret = __xa_alloc(xa, id, entry, limit, gfp);
		ret = ret ? ret : 1;
	}
	if (ret < 0)
		return ret;
	xa->xa_flags &= ~__XA_FLAGS_WRAPPED;
	*next = *id + 1;
	if (!*next)
		xa->xa_flags |= __XA_FLAGS_WRAPPED;
	return ret;
}

/*
 * xa_CALL() is __xa_CALL() under the lock, by who promises to be able to sleep if he
 * says so.
 */
#define LOCKED(type, call, gfp) ({					\
	type __ret;							\
	unsigned long __flags;						\
									\
	might_sleep_if(gfpflags_allow_blocking(gfp));			\
	xa_lock_irqsave(xa, __flags);					\
	__ret = call;							\
	xa_unlock_irqrestore(xa, __flags);				\
	__ret; })

void *xa_store(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	return LOCKED(void *, __xa_store(xa, index, entry, gfp), gfp);
}

void *xa_erase(struct xarray *xa, unsigned long index)
{
	return LOCKED(void *, __xa_erase(xa, index), 0);
}

void *xa_cmpxchg(struct xarray *xa, unsigned long index, void *old,
		 void *entry, gfp_t gfp)
{
	return LOCKED(void *, __xa_cmpxchg(xa, index, old, entry, gfp), gfp);
}

int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	return LOCKED(int, __xa_insert(xa, index, entry, gfp), gfp);
}

int xa_alloc(struct xarray *xa, u32 *id, void *entry, struct xa_limit limit,
	     gfp_t gfp)
{
	return LOCKED(int, __xa_alloc(xa, id, entry, limit, gfp), gfp);
}

int xa_alloc_cyclic(struct xarray *xa, u32 *id, void *entry,
		    struct xa_limit limit, u32 *next, gfp_t gfp)
{
	return LOCKED(int, __xa_alloc_cyclic(xa, id, entry, limit, next, gfp),
		      gfp);
}

/* The first entry from *@index up to @max, below a node that has *@index. */
static void *find_entry(struct xa_node *node, unsigned long *index,
			unsigned long max)
{
	unsigned long base = *index & ~node_last(node), start;
	unsigned int slot;
	void *entry;

	for (slot = slot_of(node, *index); slot < NODE_SLOTS; slot++) {
		start = base + ((unsigned long)slot << node->shift);
		if (start > max)
			return NULL;
		*index = max(*index, start);
		entry = rcu_dereference_raw(node->slots[slot]);
		if (entry && node->shift)
			entry = find_entry(entry, index, max);
		if (result(entry))
			return entry;
	}
	return NULL;
}

void *xa_find(struct xarray *xa, unsigned long *index, unsigned long max,
	      xa_mark_t filter)
{
	unsigned long at = *index;
	void *entry = NULL;
	struct xa_node *head;

	WARN_ON(filter != XA_PRESENT);
	rcu_read_lock();
	head = rcu_dereference(xa->xa_head);
	if (head && at <= node_last(head))
		entry = find_entry(head, &at, max);
	rcu_read_unlock();
	if (entry)
		*index = at;
	return entry;
}

void *xa_find_after(struct xarray *xa, unsigned long *index, unsigned long max,
		    xa_mark_t filter)
{
	unsigned long at = *index + 1;
	void *entry;

	if (!at)
		return NULL;
	entry = xa_find(xa, &at, max, filter);
	if (entry)
		*index = at;
	return entry;
}

static void free_nodes(struct xa_node *node)
{
	unsigned int slot;

	for (slot = 0; node->shift && slot < NODE_SLOTS; slot++)
		if (node->slots[slot])
			free_nodes(node->slots[slot]);
	kfree_rcu(node, rcu);
}

void xa_destroy(struct xarray *xa)
{
	struct xa_node *head;
	unsigned long flags;

	xa_lock_irqsave(xa, flags);
	head = head_of(xa);
	RCU_INIT_POINTER(xa->xa_head, NULL);
	if (head)
		free_nodes(head);
	xa_unlock_irqrestore(xa, flags);
}
