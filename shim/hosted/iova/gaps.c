// SPDX-License-Identifier: GPL-2.0-only
/*
 * The free part of an address space.
 */
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/rbtree_augmented.h>

#include "gaps.h"

/* [lo, hi] is free, and lo - 1 and hi + 1 are not. */
struct iova_gap {
	struct rb_node node;
	unsigned long lo;
	unsigned long hi;
	u8 order;		/* of the largest aligned block in it */
	u8 max_order;		/* ... in any gap from here down */
};

/* The first in a page of nodes has the place in the list of pages. */
#define NODES_PER_PAGE \
	((PAGE_SIZE - sizeof(struct list_head)) / sizeof(struct iova_gap))

#define to_gap(rb) rb_entry_safe(rb, struct iova_gap, node)

static inline u8 own_order(struct iova_gap *gap)
{
	return gap->order;
}

RB_DECLARE_CALLBACKS_MAX(static, gap_callbacks, struct iova_gap, node, u8,
			 max_order, own_order)

static u8 order_between(unsigned long lo, unsigned long hi)
{
	unsigned int order = ilog2(hi - lo + 1);
	unsigned long first = ALIGN(lo, BIT(order));

	/* So long a run holds a block of half the size wherever it begins. */
	return !order || first + BIT(order) - 1 <= hi ? order : order - 1;
}

static void set_gap(struct iova_gap *gap, unsigned long lo, unsigned long hi)
{
	u8 order = order_between(lo, hi);

	gap->lo = lo;
	gap->hi = hi;
	if (order == gap->order)
		return;
	gap->order = order;
	gap_callbacks_propagate(&gap->node, NULL);
}

/* ---- nodes ---- */

static struct iova_gap *pop_spare(struct iova_gaps *gaps)
{
	struct iova_gap *gap = gaps->spare;

	gaps->spare = to_gap(gap->node.rb_right);
	return gap;
}

static void push_spare(struct iova_gaps *gaps, struct iova_gap *gap)
{
	gap->node.rb_right = gaps->spare ? &gaps->spare->node : NULL;
	gaps->spare = gap;
}

static bool provide_nodes(struct iova_gaps *gaps, unsigned long nodes)
{
	while (unlikely(gaps->nodes < nodes)) {
		struct list_head *chunk = (void *)__get_free_page(GFP_ATOMIC);
		struct iova_gap *gap;
		unsigned int i;

		if (!chunk)
			return false;
		list_add(chunk, &gaps->chunks);
		gap = (struct iova_gap *)(chunk + 1);
		for (i = 0; i < NODES_PER_PAGE; i++)
			push_spare(gaps, &gap[i]);
		gaps->nodes += NODES_PER_PAGE;
	}
	return true;
}

/* Between  and , which are neighbours, or NULL at the ends. */
static void insert_gap(struct iova_gaps *gaps, unsigned long lo,
		       unsigned long hi, struct iova_gap *below,
		       struct iova_gap *above)
{
	struct iova_gap *new = pop_spare(gaps), *parent = above;
	struct rb_node **link = &gaps->root.rb_node;

	new->lo = lo;
	new->hi = hi;
	new->order = order_between(lo, hi);
	new->max_order = new->order;
	/* Of two neighbours one has no child on the side of the other. */
	if (below && !below->node.rb_right) {
		parent = below;
		link = &below->node.rb_right;
	} else if (above) {
		link = &above->node.rb_left;
	}
	rb_link_node(&new->node, parent ? &parent->node : NULL, link);
	if (parent)
		gap_callbacks_propagate(&parent->node, NULL);
	rb_insert_augmented(&new->node, &gaps->root, &gap_callbacks);
	gaps->nr++;
}

static void erase_gap(struct iova_gaps *gaps, struct iova_gap *gap)
{
	if (gaps->hint == gap)
		gaps->hint = NULL;
	rb_erase_augmented(&gap->node, &gaps->root, &gap_callbacks);
	push_spare(gaps, gap);
	gaps->nr--;
}

/* ---- allocation ---- */

/* The highest start in the gap; 0: there is no room. */
static unsigned long fit(const struct iova_gap *gap, unsigned long pages,
			 unsigned long align, unsigned long limit)
{
	unsigned long hi = min(gap->hi, limit), start;

	if (hi < gap->lo || hi - gap->lo < pages - 1)
		return 0;
	start = ALIGN_DOWN(hi - (pages - 1), align);
	return start >= gap->lo ? start : 0;
}

/*
 * From the right to the left, around what has no block of the order that each
 * place for @pages holds: for a power of two that is all which has no place,
 * but for the one gap that @limit cuts.
 */
static struct iova_gap *find_highest(struct iova_gaps *gaps,
				     unsigned long pages, unsigned long limit,
				     unsigned long *start)
{
	unsigned long align = roundup_pow_of_two(pages);
	struct iova_gap *gap = gaps->hint, *next;
	u8 order = ilog2(pages);

	if (!gap || pages < gaps->hint_pages || limit != gaps->hint_limit)
		gap = to_gap(gaps->root.rb_node);
	if (!gap)
		return NULL;
	for (;;) {
		next = to_gap(gap->node.rb_right);
		if (next && next->max_order >= order && gap->lo <= limit) {
			gap = next;
			continue;
		}
		for (;;) {
			struct rb_node *from;

			if (gap->order >= order) {
				*start = fit(gap, pages, align, limit);
				if (*start) {
					gaps->hint = gap;
					gaps->hint_pages = pages;
					gaps->hint_limit = limit;
					return gap;
				}
			}
			next = to_gap(gap->node.rb_left);
			if (next && next->max_order >= order) {
				gap = next;
				break;
			}
			do {
				from = &gap->node;
				gap = to_gap(rb_parent(from));
				if (!gap)
					return NULL;
			} while (gap->node.rb_left == from);
		}
	}
}

static void cut(struct iova_gaps *gaps, struct iova_gap *gap,
		unsigned long lo, unsigned long hi)
{
	unsigned long end = gap->hi;

	if (lo == gap->lo && hi == end) {
		erase_gap(gaps, gap);
	} else if (lo == gap->lo) {
		set_gap(gap, hi + 1, end);
	} else {
		set_gap(gap, gap->lo, lo - 1);
		if (hi != end)
			insert_gap(gaps, hi + 1, end, gap,
				   to_gap(rb_next(&gap->node)));
	}
	gaps->blocks++;
	gaps->lowest = min(gaps->lowest, lo);
}

unsigned int iova_gaps_alloc(struct iova_gaps *gaps, unsigned long pages,
			     unsigned long limit, unsigned long *pfns,
			     unsigned int count)
{
	struct iova_gap *gap;
	unsigned int n;

	spin_lock(&gaps->lock);
	for (n = 0; n < count; n++) {
		if (!provide_nodes(gaps, gaps->blocks + 2))
			break;
		gap = find_highest(gaps, pages, limit, &pfns[n]);
		if (!gap)
			break;
		cut(gaps, gap, pfns[n], pfns[n] + pages - 1);
	}
	spin_unlock(&gaps->lock);
	return n;
}

/* The last gap that begins at or below @pfn, and the first above. */
static void find_around(struct iova_gaps *gaps, unsigned long pfn,
			struct iova_gap **below, struct iova_gap **above)
{
	struct iova_gap *gap = to_gap(gaps->root.rb_node);

	*below = NULL;
	*above = NULL;
	while (gap) {
		if (gap->lo <= pfn) {
			*below = gap;
			gap = to_gap(gap->node.rb_right);
		} else {
			*above = gap;
			gap = to_gap(gap->node.rb_left);
		}
	}
}

static void free_block(struct iova_gaps *gaps, unsigned long lo,
		       unsigned long hi)
{
	struct iova_gap *before, *after, *below, *above;
	unsigned long end = hi;

	find_around(gaps, lo, &before, &after);
	below = before;
	above = after;
	if (WARN((below && below->hi >= lo) || (above && above->lo <= hi),
		 "iova: %#lx to %#lx freed, and free already\n", lo, hi))
		return;
	gaps->blocks--;
	if (below && below->hi + 1 != lo)
		below = NULL;
	if (above && above->lo == hi + 1)
		end = above->hi;
	else
		above = NULL;
	/* There is room above the hint now, which it says there is not. */
	if (gaps->hint && gaps->hint != below && gaps->hint->lo < lo)
		gaps->hint = NULL;
	if (below && above)
		erase_gap(gaps, above);
	if (below)
		set_gap(below, below->lo, end);
	else if (above)
		set_gap(above, lo, end);
	else
		insert_gap(gaps, lo, hi, before, after);
}

void iova_gaps_free(struct iova_gaps *gaps, unsigned long pages,
		    const unsigned long *pfns, unsigned int count)
{
	unsigned int i;

	spin_lock(&gaps->lock);
	for (i = 0; i < count; i++)
		free_block(gaps, pfns[i], pfns[i] + pages - 1);
	spin_unlock(&gaps->lock);
}

int iova_gaps_take(struct iova_gaps *gaps, unsigned long lo, unsigned long hi)
{
	struct iova_gap *below, *above, *gap;
	unsigned long lowest;
	int ret = 0;

	spin_lock(&gaps->lock);
	lowest = gaps->lowest;
	for (;;) {
		find_around(gaps, lo, &below, &above);
		gap = below && below->hi >= lo ? below : above;
		if (!gap || gap->lo > hi)
			break;
		if (!provide_nodes(gaps, gaps->blocks + 2)) {
			ret = -ENOMEM;
			break;
		}
		cut(gaps, gap, max(lo, gap->lo), min(hi, gap->hi));
	}
	gaps->lowest = lowest;
	gaps->hint = NULL;
	spin_unlock(&gaps->lock);
	return ret;
}

void iova_gaps_count(struct iova_gaps *gaps, unsigned long *free,
		     unsigned long *largest)
{
	struct rb_node *rb;

	*free = 0;
	*largest = 0;
	spin_lock(&gaps->lock);
	for (rb = rb_first(&gaps->root); rb; rb = rb_next(rb)) {
		unsigned long len = to_gap(rb)->hi - to_gap(rb)->lo + 1;

		*free += len;
		*largest = max(*largest, len);
	}
	spin_unlock(&gaps->lock);
}

int iova_gaps_init(struct iova_gaps *gaps, unsigned long lo, unsigned long hi)
{
	spin_lock_init(&gaps->lock);
	gaps->root = RB_ROOT;
	gaps->nr = 0;
	gaps->spare = NULL;
	gaps->hint = NULL;
	gaps->nodes = 0;
	gaps->blocks = 0;
	gaps->lowest = hi + 1;
	INIT_LIST_HEAD(&gaps->chunks);
	if (!provide_nodes(gaps, 1))
		return -ENOMEM;
	insert_gap(gaps, lo, hi, NULL, NULL);
	return 0;
}

void iova_gaps_destroy(struct iova_gaps *gaps)
{
	struct list_head *chunk, *next;

	for (chunk = gaps->chunks.next; chunk != &gaps->chunks; chunk = next) {
		next = chunk->next;
		free_page((unsigned long)chunk);
	}
}
