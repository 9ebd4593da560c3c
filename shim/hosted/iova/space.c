// SPDX-License-Identifier: GPL-2.0-only
/*
 * The allocator of IOVAs: caches in front of the gaps.
 */
#include <hosted/iova.h>
#include <linux/cache.h>
#include <linux/cpuhotplug.h>
#include <linux/err.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/percpu.h>
#include <linux/slab.h>

#include "gaps.h"
#include "locking/cpu-lock.h"

/* Of blocks of 1, 2, 4, ... IOVA_SPACE_CACHED granules. */
#define CLASSES 6
/* Full batches of each class in the depot; as many addresses as in Linux. */
#define DEPOT_BATCHES 32
/* Granules that an empty cache takes from the tree at once. */
#define REFILL 8

struct iova_batch {
	struct iova_batch *next;	/* in the depot */
	u32 count;
	u32 class;
	unsigned long pfns[IOVA_BATCH];
};

/* Batches of one CPU.  Each may be missing. */
struct iova_cache {
	struct iova_batch *loaded;	/* that is taken from and given to */
	struct iova_batch *other;	/* full or empty, mostly */
	struct iova_batch *retired;
};

struct iova_cpu {
	struct cpu_lock lock ____cacheline_aligned;
	u64 retired;			/* how many, ever */
	struct iova_cache caches[CLASSES];
};

struct iova_depot {
	spinlock_t lock ____cacheline_aligned;
	struct iova_batch *full;
	struct iova_batch *empty;
	unsigned int nr_full;
	unsigned int nr_empty;
};

struct iova_space {
	unsigned int shift;		/* of the granule */
	unsigned int depot_batches;	/* there is room for so many */
	bool scarce;			/* there were none left, once */
	void (*retire)(struct iova_batch *batch, void *cookie);
	void *retire_cookie;
	struct iova_cpu __percpu *cpus;
	struct hlist_node hotplug;
	struct iova_gaps gaps ____cacheline_aligned;
	struct iova_depot depots[CLASSES];
};

static inline unsigned long to_pages(const struct iova_space *space,
				     size_t size)
{
	return ((size - 1) >> space->shift) + 1;
}

/* CLASSES or more: not cached. */
static inline unsigned int to_class(unsigned long pages)
{
	return pages > 1 ? fls_long(pages - 1) : 0;
}

/* ---- the depot ---- */

static struct iova_batch *pop(struct iova_batch **list, unsigned int *nr)
{
	struct iova_batch *batch = *list;

	if (batch) {
		WRITE_ONCE(*list, batch->next);
		(*nr)--;
	}
	return batch;
}

static bool push(struct iova_space *space, struct iova_batch **list,
		 unsigned int *nr, struct iova_batch *batch)
{
	if (*nr >= READ_ONCE(space->depot_batches))
		return false;
	batch->next = *list;
	WRITE_ONCE(*list, batch);
	(*nr)++;
	return true;
}

static struct iova_batch *depot_get_full(struct iova_depot *depot)
{
	struct iova_batch *batch;

	if (!READ_ONCE(depot->full))
		return NULL;
	spin_lock(&depot->lock);
	batch = pop(&depot->full, &depot->nr_full);
	spin_unlock(&depot->lock);
	return batch;
}

static struct iova_batch *depot_get_empty(struct iova_space *space,
					  unsigned int class)
{
	struct iova_depot *depot = &space->depots[class];
	struct iova_batch *batch;

	spin_lock(&depot->lock);
	batch = pop(&depot->empty, &depot->nr_empty);
	spin_unlock(&depot->lock);
	if (batch)
		return batch;
	batch = kmalloc(sizeof(*batch), GFP_ATOMIC);
	if (batch) {
		batch->count = 0;
		batch->class = class;
	}
	return batch;
}

static void batch_free(struct iova_space *space, struct iova_batch *batch)
{
	iova_gaps_free(&space->gaps, BIT(batch->class), batch->pfns,
		       batch->count);
	batch->count = 0;
}

/* Of what has no room there, the addresses are freed and the memory as well. */
static void depot_put(struct iova_space *space, struct iova_batch *batch)
{
	struct iova_depot *depot = &space->depots[batch->class];
	bool kept = false;

	if (batch->count) {
		spin_lock(&depot->lock);
		kept = push(space, &depot->full, &depot->nr_full, batch);
		spin_unlock(&depot->lock);
		if (kept)
			return;
		batch_free(space, batch);
	}
	spin_lock(&depot->lock);
	kept = push(space, &depot->empty, &depot->nr_empty, batch);
	spin_unlock(&depot->lock);
	if (!kept)
		kfree(batch);
}

void iova_space_release(struct iova_space *space, struct iova_batch *batch)
{
	depot_put(space, batch);
}

/* ---- the caches of a CPU, under its lock ---- */

static inline bool in_limit(unsigned long pfn, unsigned int class,
			    unsigned long limit)
{
	return pfn + BIT(class) - 1 <= limit;
}

/* The newest that is within the limit; the last one takes its place. */
static unsigned long take(struct iova_batch *batch, unsigned long limit)
{
	unsigned int i = batch ? batch->count : 0;
	unsigned long pfn;

	while (i--) {
		pfn = batch->pfns[i];
		if (in_limit(pfn, batch->class, limit)) {
			batch->pfns[i] = batch->pfns[--batch->count];
			return pfn;
		}
	}
	return 0;
}

static bool give(struct iova_batch *batch, unsigned long pfn)
{
	if (unlikely(!batch || batch->count == IOVA_BATCH))
		return false;
	batch->pfns[batch->count++] = pfn;
	return true;
}

static noinline unsigned long cache_refill(struct iova_space *space,
					   struct iova_cache *cache,
					   unsigned int class,
					   unsigned long limit)
{
	unsigned int want = max(REFILL >> class, 1), got;
	unsigned long pfns[REFILL];
	struct iova_batch *batch;

	pfns[0] = take(cache->loaded, limit);
	if (pfns[0])
		return pfns[0];
	/* Nothing of it is within the limit, or it is used up. */
	swap(cache->loaded, cache->other);
	if (!cache->loaded || !cache->loaded->count) {
		batch = depot_get_full(&space->depots[class]);
		if (batch) {
			/* The empty one is the next to retire into. */
			if (!cache->retired)
				cache->retired = cache->loaded;
			else if (cache->loaded)
				depot_put(space, cache->loaded);
			cache->loaded = batch;
		}
	}
	pfns[0] = take(cache->loaded, limit);
	if (pfns[0])
		return pfns[0];

	if (!cache->loaded)
		cache->loaded = depot_get_empty(space, class);
	if (!cache->loaded || cache->loaded->count + want > IOVA_BATCH ||
	    READ_ONCE(space->scarce))
		want = 1;
	got = iova_gaps_alloc(&space->gaps, BIT(class), limit, pfns, want);
	if (!got)
		return 0;
	/* The highest next. */
	while (got > 1)
		give(cache->loaded, pfns[--got]);
	return pfns[0];
}

static noinline bool cache_spill(struct iova_space *space,
				 struct iova_cache *cache, unsigned int class,
				 unsigned long pfn)
{
	struct iova_batch *batch;

	swap(cache->loaded, cache->other);
	if (give(cache->loaded, pfn))
		return true;
	batch = depot_get_empty(space, class);
	if (!batch)
		return false;
	if (cache->loaded)
		depot_put(space, cache->loaded);
	cache->loaded = batch;
	return give(batch, pfn);
}

static u64 cached_alloc(struct iova_space *space, unsigned int class,
			unsigned long limit)
{
	struct iova_cpu *cpu = raw_cpu_ptr(space->cpus);
	struct iova_cache *cache = &cpu->caches[class];
	u32 *word = cpu_lock(&cpu->lock);
	struct iova_batch *batch;
	unsigned long pfn;

	batch = cache->loaded;
	if (likely(batch && batch->count &&
		   in_limit(batch->pfns[batch->count - 1], class, limit)))
		pfn = batch->pfns[--batch->count];
	else
		pfn = cache_refill(space, cache, class, limit);
	cpu_unlock(&cpu->lock, word);
	return (u64)pfn << space->shift;
}

u64 iova_space_try_alloc(struct iova_space *space, size_t size, u64 limit)
{
	unsigned long pages = to_pages(space, size), last, pfn;
	unsigned int class = to_class(pages);

	/* The last granule that ends within it; and all, where it is none. */
	last = limit + 1 ? (limit + 1) >> space->shift : BIT(64 - space->shift);
	if (unlikely(pages > last))
		return 0;
	last--;
	if (likely(class < CLASSES))
		return cached_alloc(space, class, last);
	if (!iova_gaps_alloc(&space->gaps, pages, last, &pfn, 1))
		return 0;
	return (u64)pfn << space->shift;
}

u64 iova_space_alloc(struct iova_space *space, size_t size, u64 limit)
{
	u64 iova = iova_space_try_alloc(space, size, limit);

	if (unlikely(!iova)) {
		WRITE_ONCE(space->scarce, true);
		iova_space_reclaim(space);
		iova = iova_space_try_alloc(space, size, limit);
	}
	return iova;
}

void iova_space_free(struct iova_space *space, u64 iova, size_t size)
{
	unsigned long pages = to_pages(space, size);
	unsigned long pfn = iova >> space->shift;
	unsigned int class = to_class(pages);
	struct iova_cpu *cpu;
	bool done;
	u32 *word;

	if (unlikely(class >= CLASSES)) {
		iova_gaps_free(&space->gaps, pages, &pfn, 1);
		return;
	}
	cpu = raw_cpu_ptr(space->cpus);
	word = cpu_lock(&cpu->lock);
	done = give(cpu->caches[class].loaded, pfn) ||
	       cache_spill(space, &cpu->caches[class], class, pfn);
	cpu_unlock(&cpu->lock, word);
	if (unlikely(!done))
		iova_gaps_free(&space->gaps, BIT(class), &pfn, 1);
}

static inline void count_retired(struct iova_cpu *cpu)
{
	/* Pairs with the acquire in iova_space_retired(). */
	smp_store_release(&cpu->retired, cpu->retired + 1);
}

/* There is no batch, or this one makes it full. */
static noinline bool retire_slowly(struct iova_space *space,
				   struct iova_cpu *cpu, unsigned int class,
				   unsigned long pfn, u32 *word)
{
	struct iova_batch **retired = &cpu->caches[class].retired;
	struct iova_batch *batch = *retired, *full = NULL;

	if (!batch)
		batch = *retired = depot_get_empty(space, class);
	if (batch) {
		give(batch, pfn);
		if (batch->count == IOVA_BATCH) {
			*retired = NULL;
			full = batch;
		}
		count_retired(cpu);
	}
	cpu_unlock(&cpu->lock, word);
	if (full)
		space->retire(full, space->retire_cookie);
	return batch;
}

bool iova_space_retire(struct iova_space *space, u64 iova, size_t size)
{
	unsigned int class = to_class(to_pages(space, size));
	unsigned long pfn = iova >> space->shift;
	struct iova_batch *batch;
	struct iova_cpu *cpu;
	u32 *word;

	if (unlikely(class >= CLASSES))
		return false;
	cpu = raw_cpu_ptr(space->cpus);
	word = cpu_lock(&cpu->lock);
	batch = cpu->caches[class].retired;
	if (unlikely(!batch || batch->count == IOVA_BATCH - 1))
		return retire_slowly(space, cpu, class, pfn, word);
	batch->pfns[batch->count++] = pfn;
	count_retired(cpu);
	cpu_unlock(&cpu->lock, word);
	return true;
}

u64 iova_space_retired(struct iova_space *space)
{
	unsigned int cpu;
	u64 sum = 0;

	/* Pairs with the release in count_retired(). */
	for_each_possible_cpu(cpu)
		sum += smp_load_acquire(
			&per_cpu_ptr(space->cpus, cpu)->retired);
	return sum;
}

unsigned int iova_batch_count(const struct iova_batch *batch)
{
	return batch->count;
}

/* ---- all caches ---- */

typedef void (*batch_fn_t)(struct iova_space *space, struct iova_batch *batch);

/* Calls @fn for the batches of a CPU, which are no longer there. */
static void detach(struct iova_space *space, unsigned int nr, bool retired,
		   batch_fn_t fn)
{
	struct iova_cpu *cpu = per_cpu_ptr(space->cpus, nr);
	unsigned int class;

	for (class = 0; class < CLASSES; class++) {
		struct iova_cache *cache = &cpu->caches[class];
		struct iova_batch *batches[2] = {};
		u32 *word = cpu_lock(&cpu->lock);

		if (retired) {
			swap(batches[0], cache->retired);
		} else {
			swap(batches[0], cache->loaded);
			swap(batches[1], cache->other);
		}
		cpu_unlock(&cpu->lock, word);
		if (batches[0])
			fn(space, batches[0]);
		if (batches[1])
			fn(space, batches[1]);
	}
}

static void detach_all(struct iova_space *space, bool retired, batch_fn_t fn)
{
	unsigned int nr;

	for_each_possible_cpu(nr)
		detach(space, nr, retired, fn);
}

static void hand_on(struct iova_space *space, struct iova_batch *batch)
{
	if (batch->count)
		space->retire(batch, space->retire_cookie);
	else
		depot_put(space, batch);
}

static void give_back(struct iova_space *space, struct iova_batch *batch)
{
	batch_free(space, batch);
	kfree(batch);
}

void iova_space_retire_all(struct iova_space *space)
{
	detach_all(space, true, hand_on);
}

void iova_space_reclaim(struct iova_space *space)
{
	unsigned int class;

	detach_all(space, false, give_back);
	for (class = 0; class < CLASSES; class++) {
		struct iova_depot *depot = &space->depots[class];
		struct iova_batch *batch;

		while ((batch = depot_get_full(depot)))
			give_back(space, batch);
	}
}

int iova_space_reserve(struct iova_space *space, u64 start, u64 last)
{
	unsigned long lo = start >> space->shift;

	if (start > last)
		return 0;
	iova_space_reclaim(space);
	return iova_gaps_take(&space->gaps, lo, last >> space->shift);
}

unsigned long iova_space_granule(const struct iova_space *space)
{
	return BIT(space->shift);
}

void iova_space_set_retire(struct iova_space *space,
			   void (*retire)(struct iova_batch *batch,
					  void *cookie),
			   void *cookie, unsigned int batches)
{
	space->retire = retire;
	space->retire_cookie = cookie;
	WRITE_ONCE(space->depot_batches,
		   max(batches, (unsigned int)DEPOT_BATCHES));
}

static u64 cached_pages(struct iova_space *space)
{
	unsigned int nr, class;
	u64 pages = 0;

	for (class = 0; class < CLASSES; class++) {
		struct iova_batch *batch = space->depots[class].full;

		for (; batch; batch = batch->next)
			pages += (u64)batch->count << class;
		for_each_possible_cpu(nr) {
			struct iova_cache *c =
				&per_cpu_ptr(space->cpus, nr)->caches[class];

			pages += (u64)(c->loaded ? c->loaded->count : 0)
				 << class;
			pages += (u64)(c->other ? c->other->count : 0)
				 << class;
		}
	}
	return pages;
}

void iova_space_stats(struct iova_space *space, struct iova_space_stats *stats)
{
	unsigned long free, largest;

	iova_gaps_count(&space->gaps, &free, &largest);
	*stats = (struct iova_space_stats) {
		.free = (u64)free << space->shift,
		.largest = (u64)largest << space->shift,
		.lowest = (u64)space->gaps.lowest << space->shift,
		.cached = cached_pages(space) << space->shift,
		.gaps = space->gaps.nr,
	};
}

/* ---- a CPU that goes leaves nothing behind ---- */

static enum cpuhp_state hotplug_state;

static int cpu_dead(unsigned int cpu, struct hlist_node *node)
{
	struct iova_space *space = hlist_entry(node, struct iova_space,
					       hotplug);

	if (space->retire)
		detach(space, cpu, true, hand_on);
	detach(space, cpu, false, give_back);
	return 0;
}

static int __init hotplug_init(void)
{
	int ret = cpuhp_setup_state_multi(CPUHP_BP_PREPARE_DYN, "hosted/iova",
					  NULL, cpu_dead);

	if (ret < 0)
		return ret;
	hotplug_state = ret;
	return 0;
}
core_initcall(hotplug_init);

struct iova_space *iova_space_create(unsigned long granule, u64 start,
				     u64 last)
{
	struct iova_space *space;
	unsigned int i;
	u64 lo, hi;

	if (!is_power_of_2(granule) || start > last)
		return ERR_PTR(-EINVAL);
	lo = max(DIV_ROUND_UP_ULL(start, granule), 1ULL);
	hi = last + 1 ? (last + 1) / granule - 1 : last / granule;
	if (!((last + 1) / granule) && last + 1)
		return ERR_PTR(-EINVAL);
	if (lo > hi)
		return ERR_PTR(-EINVAL);

	space = kzalloc(sizeof(*space), GFP_KERNEL);
	if (!space)
		return ERR_PTR(-ENOMEM);
	space->shift = ilog2(granule);
	space->depot_batches = DEPOT_BATCHES;
	space->cpus = alloc_percpu(struct iova_cpu);
	if (!space->cpus || iova_gaps_init(&space->gaps, lo, hi)) {
		free_percpu(space->cpus);
		kfree(space);
		return ERR_PTR(-ENOMEM);
	}
	for (i = 0; i < CLASSES; i++)
		spin_lock_init(&space->depots[i].lock);
	for_each_possible_cpu(i)
		cpu_lock_init(&per_cpu_ptr(space->cpus, i)->lock);
	cpuhp_state_add_instance_nocalls(hotplug_state, &space->hotplug);
	return space;
}

static void drop(struct iova_space *space, struct iova_batch *batch)
{
	(void)space;
	kfree(batch);
}

void iova_space_destroy(struct iova_space *space)
{
	unsigned int class;

	cpuhp_state_remove_instance_nocalls(hotplug_state, &space->hotplug);
	detach_all(space, true, drop);
	detach_all(space, false, drop);
	for (class = 0; class < CLASSES; class++) {
		struct iova_depot *depot = &space->depots[class];
		struct iova_batch *batch;

		while ((batch = pop(&depot->full, &depot->nr_full)) ||
		       (batch = pop(&depot->empty, &depot->nr_empty)))
			kfree(batch);
	}
	iova_gaps_destroy(&space->gaps);
	free_percpu(space->cpus);
	kfree(space);
}
