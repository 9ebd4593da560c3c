/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The protocol of flush.c and range-set.c: CPUs unmap pages and queue their
 * ranges, CPUs flush what is queued, the IOTLB is invalidated without a lock;
 * checked for
 *
 *   sync	when iommu_tlb_sync() returns, the IOTLB holds nothing of what
 *		was queued before the call, by any CPU, also of what another one
 *		was flushing at that moment;
 *   bound	there are never more ranges than fit;
 *   progress	when all have flushed, nothing is queued.
 *
 * What is done under the lock is one step.  An unmap's store to the page table
 * is seen by others at the latest when the lock is given back; a flush that
 * comes before invalidates too early, since the IOMMU may read the old entry
 * again.
 *
 * -DCPUS= -DEACH= (pages that each unmaps) -DRANGES= (that fit) -DSYNCERS= (CPUs
 * that flush, and queue nothing); and one of these mutants, each of which must
 * fail:
 *   -DNO_BARRIER	the lock is given back without a barrier
 *   -DEARLY_NUMBER	a flush is numbered before the lock is taken
 *   -DEARLY_RETIRE	ranges leave the set when a flush takes them
 *   -DONLY_NEW		a flush leaves out what another one has taken
 *   -DRETIRE_ALL	a flush retires what a newer one has taken
 *   -DMERGE_TAKEN	a range may grow after a flush has taken it
 *   -DDROP		what does not fit is forgotten
 */

#ifndef CPUS
#define CPUS 2
#endif
#ifndef EACH
#define EACH 1
#endif
#ifndef RANGES
#define RANGES 2
#endif
#ifndef SYNCERS
#define SYNCERS 1
#endif
#define PAGES (CPUS * EACH)

mtype = { MAPPED, BUFFERED, CLEARED };

mtype pte[PAGES] = MAPPED;
bool stale[PAGES] = true;	/* the IOTLB may hold it */
bool queued[PAGES];

/* The set: ranges with both ends, and the flush that took them. */
byte lo[RANGES], hi[RANGES], flush[RANGES];
byte nr, taken, flushes;

#define touches(k, a, b) (lo[k] <= (b) + 1 && (a) <= hi[k] + 1)

/* Page @e, under the lock; range_set_add(). */
inline queue_page(e)
{
	d_step {
		a = e;
		b = e;
		placed = false;
#ifdef MERGE_TAKEN
		i = 0;
		do
		:: i < taken && !placed && touches(i, a, b) ->
			if
			:: a < lo[i] -> lo[i] = a
			:: else
			fi;
			if
			:: b > hi[i] -> hi[i] = b
			:: else
			fi;
			placed = true
		:: i < taken && !placed && !touches(i, a, b) -> i++
		:: else -> break
		od;
#endif
		i = taken;
		do
		:: !placed && i < nr && touches(i, a, b) ->
			if
			:: lo[i] < a -> a = lo[i]
			:: else
			fi;
			if
			:: hi[i] > b -> b = hi[i]
			:: else
			fi;
			nr--;
			lo[i] = lo[nr];
			hi[i] = hi[nr];
			flush[i] = flush[nr];
			lo[nr] = 0; hi[nr] = 0; flush[nr] = 0;
			i = taken
		:: !placed && i < nr && !touches(i, a, b) -> i++
		:: else -> break
		od;
#ifndef DROP
		/* All that are not taken become one; or, if all are, these do. */
		if
		:: !placed && nr == RANGES ->
			i = (taken < nr -> taken : 0);
			k = i + 1;
			do
			:: k < nr ->
				if
				:: flush[k] > flush[i] -> flush[i] = flush[k]
				:: else
				fi;
				lo[k] = 0; hi[k] = 0; flush[k] = 0;
				k++
			:: else -> break
			od;
			placed = (taken < nr);
			lo[i] = 0;
			hi[i] = PAGES - 1;
			nr = i + 1;
			if
			:: taken > nr -> taken = nr
			:: else
			fi
		:: else
		fi;
#endif
		if
		:: !placed && nr < RANGES ->
			lo[nr] = a;
			hi[nr] = b;
			flush[nr] = 0;
			nr++
		:: else
		fi;
#ifndef NO_BARRIER
		pte[e] = CLEARED;
#endif
		queued[e] = true;
		assert(nr <= RANGES && taken <= nr);
		a = 0; b = 0; i = 0; k = 0; placed = false
	}
}

/* flush_begin(): a copy of all ranges, and a number for those that have none. */
inline take()
{
#ifdef EARLY_NUMBER
	d_step { flushes++; number = flushes };
#endif
	d_step {
#ifndef EARLY_NUMBER
		flushes++;
		number = flushes;
#endif
		i = 0;
		mine = 0;
		do
		:: i < nr ->
#ifdef ONLY_NEW
			if
			:: i >= taken ->
				from[mine] = lo[i];
				to[mine] = hi[i];
				mine++
			:: else
			fi;
#else
			from[mine] = lo[i];
			to[mine] = hi[i];
			mine++;
#endif
			if
			:: i >= taken -> flush[i] = number
			:: else
			fi;
			i++
		:: else -> break
		od;
		taken = nr;
#ifdef EARLY_RETIRE
		nr = 0;
		taken = 0;
#endif
		i = 0
	}
}

/* Without a lock.  Whether a store that waits gets out in time, who knows. */
inline invalidate()
{
	do
	:: mine > 0 ->
		atomic {
			mine--;
			i = from[mine];
			do
			:: i <= to[mine] && pte[i] == CLEARED ->
				stale[i] = false;
				i++
			:: i <= to[mine] && pte[i] == BUFFERED ->
				pte[i] = CLEARED;
				stale[i] = false;
				i++
			:: i <= to[mine] && pte[i] != CLEARED -> i++
			:: i > to[mine] -> break
			od;
			from[mine] = 0;
			to[mine] = 0;
			i = 0
		}
	:: else -> break
	od
}

/* flush_end(): what this flush has taken, or one before it, is done. */
inline retire()
{
	d_step {
		i = 0;
		k = 0;
		kept = 0;
		do
		:: i < nr ->
			if
#ifdef RETIRE_ALL
			:: i < taken
#else
			:: i < taken && flush[i] <= number
#endif
			:: else ->
				if
				:: i < taken -> k++
				:: else
				fi;
				lo[kept] = lo[i];
				hi[kept] = hi[i];
				flush[kept] = flush[i];
				kept++
			fi;
			i++
		:: else -> break
		od;
		i = kept;
		do
		:: i < nr -> lo[i] = 0; hi[i] = 0; flush[i] = 0; i++
		:: else -> break
		od;
		nr = kept;
		taken = k;
		i = 0; k = 0; kept = 0; number = 0
	}
}

/* iommu_tlb_sync(), and what is true when it returns. */
inline sync()
{
	d_step {
		i = 0;
		do
		:: i < PAGES -> before[i] = queued[i]; i++
		:: else -> break
		od;
		i = 0
	}
	if
	:: nr > 0 -> take(); invalidate(); retire()
	:: else
	fi;
	d_step {
		i = 0;
		do
		:: i < PAGES ->
			assert(!before[i] || !stale[i]);
			before[i] = false;
			i++
		:: else -> break
		od;
		i = 0
	}
}

proctype cpu(byte id)
{
	byte i, k, a, b, n, number, mine, kept;
	byte from[RANGES], to[RANGES];
	bool before[PAGES], placed;

	do
	:: n < EACH ->
		pte[id * EACH + n] = BUFFERED;
		queue_page(id * EACH + n);
		n++
	:: else -> break
	od;
	n = 0;
	sync()
}

proctype syncer()
{
	byte i, k, number, mine, kept;
	byte from[RANGES], to[RANGES];
	bool before[PAGES];

	sync()
}

init
{
	byte n;

	atomic {
		n = 0;
		do
		:: n < CPUS -> run cpu(n); n++
		:: else -> break
		od;
		n = 0;
		do
		:: n < SYNCERS -> run syncer(); n++
		:: else -> break
		od;
		n = 0
	}
	_nr_pr == 1;
	do
	:: n < PAGES -> assert(!stale[n]); n++
	:: else -> break
	od;
	assert(nr == 0)
}
