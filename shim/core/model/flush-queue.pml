/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The protocol of flush-queue.c and fq-ring.c: producers, the timer, a full
 * flush, and those who wait for one, checked for
 *
 *   safety	nothing is released while the IOTLB may hold its translation,
 *		nothing is released twice;
 *   flush	what was queued before iommu_fq_flush() is flushed on return;
 *   progress	when all is quiet, everything has been released; nobody
 *		waits for ever.
 *
 * Memory is that of a machine that delays stores (TSO): an unmap's store to the
 * page table waits in the CPU's buffer until a barrier, or until it pleases; a
 * flush that comes before invalidates too early, since the IOMMU may read the
 * old entry again.
 *
 * Who finds its queue full may wait for others, so long as a clock says, which the
 * model does not have: a wait may end at any time.  That it must, a mutant shows.
 *
 * -DPRODUCERS= -DEACH= (entries of each) -DSLOTS= (of a ring, at least 2)
 * -DLIMIT= (of them, after which a flush begins) -DPLAIN (also while another is
 * under way) -DSINGLE -DFLUSHER -DWAITS= (of a call, at most); -DINTERRUPT (the
 * flusher is what producer 0 has interrupted) or -DIPI (its flush waits for
 * producer 0 to have interrupts on); and one of these mutants, each of which must
 * fail:
 *   -DNO_BARRIER	reserving a slot is no barrier
 *   -DEARLY_EPOCH	flushes that have begun are counted before the unmap
 *   -DEARLY_FINISH	a flush counts as ended when it begins
 *   -DNO_RECHECK	the consumer does not look again when it stops being one
 *   -DLATE_TIMER	the timer is marked as off after its flush
 *   -DNO_REARM	a timer that leaves entries to their time is not started
 *   -DEARLY_HEAD	a slot is free before the consumer has read it
 *   -DUNORDERED_SLOT	a slot is seen as filled before it is
 *   -DNO_BOUND	a wait ends only when what it waits for has happened
 */

#ifndef PRODUCERS
#define PRODUCERS 2
#endif
#ifndef EACH
#define EACH 2
#endif
#ifndef SLOTS
#define SLOTS 2
#endif
#ifndef LIMIT
#define LIMIT SLOTS
#endif
#ifdef SINGLE
#define RINGS 1
#else
#define RINGS PRODUCERS
#endif
#ifndef WAITS
#define WAITS 1
#endif
#define ENTRIES (PRODUCERS * EACH)
#define NOBODY 255

mtype = { MAPPED, BUFFERED, CLEARED };

mtype pte[ENTRIES] = MAPPED;
bool stale[ENTRIES] = true;	/* the IOTLB may hold it */
bool queued[ENTRIES];
bool released[ENTRIES];

byte started, finished;
bool timer_on, ticking;
byte armed;			/* flushes begun when the timer was started */
byte done;			/* producers that are */
byte newest = NOBODY;		/* the CPU of the newest flush */
bool irqs_off;			/* on the CPU of producer 0 */

typedef ring_t {
	byte head, tail, room;
	byte sequence[SLOTS];
	byte entry[SLOTS];
	byte epoch[SLOTS];
	byte drained;
	byte draining;		/* the CPU, plus 1; or 0 */
}
ring_t ring[RINGS];

inline release(e)
{
	atomic {
		assert(!stale[e]);
		assert(!released[e]);
		released[e] = true
	}
}

/* Whether a store that waits gets out in time is anybody's guess. */
inline invalidate()
{
	d_step { i = 0 }
	atomic {
		do
		:: i < ENTRIES && pte[i] == CLEARED -> stale[i] = false; i++
		:: i < ENTRIES && pte[i] == BUFFERED -> stale[i] = false;
			pte[i] = CLEARED; i++
		:: i < ENTRIES && pte[i] != CLEARED -> i++
		:: i == ENTRIES -> break
		od;
		i = 0
	}
}

/* Of the flusher: it goes on when it may. */
inline be_held()
{
#if defined(INTERRUPT)
	done > 0
#elif defined(IPI)
	!irqs_off
#else
	skip
#endif
}

inline flush()
{
	newest = me;
#ifdef EARLY_FINISH
	atomic { started++; finished++ }
	invalidate()
#else
	started++;
	if
	:: held -> be_held()
	:: else
	fi;
	invalidate();
	finished++
#endif
}

/* What it knows of the head may be old when it is written. */
inline set_room(r)
{
	if
#ifndef PLAIN
	:: started != finished -> known = ring[r].head + SLOTS
#endif
	:: else -> known = ring[r].head + LIMIT
	fi;
	atomic { ring[r].room = known; known = 0 }
}

inline drain(r)
{
	do
	:: true ->
		seen = finished;
		if
		:: atomic { !ring[r].draining -> ring[r].draining = me + 1; ring[r].drained = seen }
		:: else -> break
		fi;
		do
		:: ring[r].sequence[ring[r].head % SLOTS] == ring[r].head + 1 &&
		   seen > ring[r].epoch[ring[r].head % SLOTS] ->
#ifdef EARLY_HEAD
			ring[r].head++;
			taken = ring[r].entry[(ring[r].head - 1) % SLOTS];
#else
			taken = ring[r].entry[ring[r].head % SLOTS];
			ring[r].head++;
#endif
			release(taken)
		:: else -> break
		od;
		set_room(r);
		ring[r].draining = 0;
#ifdef NO_RECHECK
		break
#else
		if
		:: finished == seen -> break
		:: else
		fi
#endif
	od;
	atomic { taken = 0; seen = 0 }
}

inline reserve(r)
{
	atomic {
		if
		:: ring[r].room > ring[r].tail ->
			position = ring[r].tail;
			ring[r].tail++;
#ifndef NO_BARRIER
			if
			:: pte[e] == BUFFERED -> pte[e] = CLEARED
			:: else
			fi
#endif
		:: else -> position = NOBODY
		fi
	}
}

inline start_timer()
{
	if
	:: atomic { !timer_on -> timer_on = true };
		armed = started;
		ticking = true
	:: else
	fi
}

inline drain_all()
{
	r = 0;
	do
	:: r < RINGS -> drain(r); r++
	:: else -> break
	od;
	r = 0
}

/*
 * Will the oldest entry go without our doing?  That this is one step is no loss:
 * who waits may stop at any time, and who does not flushes.
 */
#define OLDEST(r) ring[r].epoch[ring[r].head % SLOTS]
#define IS_WORTH_WAITING(r)						\
	((finished > OLDEST(r) && ring[r].draining != 0 &&		\
	  ring[r].draining != me + 1) ||				\
	 (finished <= OLDEST(r) && started > OLDEST(r) && newest != me))
#define HAS_ROOM(r) (ring[r].tail - ring[r].head < LIMIT)

inline wait_for_others(r)
{
	if
	:: atomic { waits > 0 && IS_WORTH_WAITING(r) -> waits--; waited = true };
		if
		:: !IS_WORTH_WAITING(r) || HAS_ROOM(r)
#ifndef NO_BOUND
		:: true
#endif
		fi
	:: else
	fi
}

inline make_room(r)
{
	waits = WAITS;
	do
	:: set_room(r);
		reserve(r);
		if
		:: position != NOBODY || flushed -> break
		:: else
		fi;
		wait_for_others(r);
		if
		:: waited
		:: else ->
			atomic {	/* its first increment is a barrier */
				if
				:: pte[e] == BUFFERED -> pte[e] = CLEARED
				:: else
				fi
			}
			flush();
			flushed = true
		fi;
		waited = false;
		drain(r)
	od;
	atomic { waits = 0; flushed = false }
}

proctype producer(byte me)
{
	byte i, seen, taken, known, position, e, k, epoch, r, waits;
	bool waited, flushed, held;

#ifdef SINGLE
	r = 0;
#else
	r = me;
#endif
	do
	:: k < EACH ->
		e = me * EACH + k;
		irqs_off = me == 0 || irqs_off;
#ifdef EARLY_EPOCH
		epoch = started;
#endif
		pte[e] = BUFFERED;
		if
		:: finished != ring[r].drained -> drain(r)
		:: else
		fi;
		reserve(r);
		if
		:: position == NOBODY -> make_room(r)
		:: else
		fi;
		if
		:: position == NOBODY -> release(e)
		:: else ->
#ifndef EARLY_EPOCH
			epoch = started;
#endif
#ifdef UNORDERED_SLOT
			ring[r].sequence[position % SLOTS] = position + 1;
			ring[r].entry[position % SLOTS] = e;
			ring[r].epoch[position % SLOTS] = epoch;
#else
			d_step {
				ring[r].entry[position % SLOTS] = e;
				ring[r].epoch[position % SLOTS] = epoch
			}
			ring[r].sequence[position % SLOTS] = position + 1;
#endif
			start_timer()
		fi;
		atomic {
			queued[e] = true;
			irqs_off = irqs_off && me != 0;
			k++; e = 0; position = 0; epoch = 0
		}
	:: else -> break
	od;
	done++
}

/*
 * A flush that began since it was started may have begun of late, which only a
 * clock could tell: then what is left has its time.
 */
proctype timer()
{
	byte i, seen, taken, known, r, was, me = PRODUCERS;
	bool held;

	do
	:: ticking ->
		ticking = false;
		was = armed;
#ifndef LATE_TIMER
		timer_on = false;
#endif
		if
		:: started != was -> drain_all();
#ifndef NO_REARM
			do
			:: r < RINGS && ring[r].tail != ring[r].head ->
				start_timer();
				break
			:: r < RINGS && ring[r].tail == ring[r].head -> r++
			:: r == RINGS -> break
			od;
			r = 0
#endif
		:: true -> flush(); drain_all()
		fi;
		was = 0;
#ifdef LATE_TIMER
		timer_on = false;
#endif
	:: done == PRODUCERS && !timer_on -> break
	od
}

/* iommu_fq_flush(), by somebody who queues nothing. */
proctype flusher()
{
	byte i, seen, taken, known, r;
#ifdef INTERRUPT
	byte me = 0;
#else
	byte me = PRODUCERS + 1;
#endif
	bool held;
	bool before[ENTRIES];

	atomic {
		i = 0;
		do
		:: i < ENTRIES -> before[i] = queued[i]; i++
		:: else -> break
		od;
		i = 0
	}
#if defined(INTERRUPT) || defined(IPI)
	if
	:: held = true
	:: true
	fi;
#endif
	flush();
	drain_all();
	atomic {
		i = 0;
		do
		:: i < ENTRIES -> assert(!before[i] || !stale[i]); i++
		:: else -> break
		od;
		i = 0
	}
}

init
{
	byte n, s;

	atomic {
		n = 0;
		do
		:: n < RINGS ->
			ring[n].room = LIMIT;
			s = 0;
			do
			:: s < SLOTS -> ring[n].sequence[s] = s; s++
			:: else -> break
			od;
			n++
		:: else -> break
		od;
		n = 0;
		do
		:: n < PRODUCERS -> run producer(n); n++
		:: else -> break
		od;
		run timer();
#ifdef FLUSHER
		run flusher()
#endif
	}
	/* Everybody but init has ended: quiet. */
	_nr_pr == 1;
	n = 0;
	do
	:: n < ENTRIES -> assert(released[n]); n++
	:: else -> break
	od
}
