/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The protocol of cpu-lock.h and cpu-lock.c: threads take a lock that is biased
 * to one of them, or to none; checked for
 *
 *   exclusion	one thread is inside at a time, and finds what was written by
 *		those before it;
 *   progress	every thread gets each of its sections, and ends.
 *
 * Memory is that of a machine that delays stores (TSO): each thread has a buffer
 * of them, which others see in order and when it pleases; its own loads look
 * there first.  Nothing of the owner's empties it: to take the bias away is to
 * empty everybody's, one after the other.  Taking the spinlock is no barrier
 * either, only one step: less than machines grant.
 *
 * How often in a row a thread has to have had the spinlock before the lock
 * becomes its own, is anybody's guess.  Words are given on when a thread ends;
 * a thread that finds none goes without.
 *
 * -DTHREADS= -DEACH= (sections of each) -DWORDS= -DDEPTH= (of a buffer, at least
 * 2); and one of these mutants, each of which must fail:
 *   -DNO_MEMBARRIER	who takes the bias away empties its own buffer only
 *   -DEARLY_MEMBARRIER	... or everybody's, before it takes the bias
 *   -DNO_RECHECK	the owner looks at the bias only before it says it is in
 *   -DNO_WAIT		nobody waits for the owner to come out
 *   -DKEEP_BIAS	the bias is not taken away
 *   -DLATE_BIAS	it is given after the spinlock has been given back
 *   -DSTAY		who finds the bias gone does not take its word back
 *   -DUNORDERED_EXIT	a thread is seen outside before what it wrote inside is
 *   -DEARLY_PUT	a word is given on before its thread's last section
 */

#ifndef THREADS
#define THREADS 2
#endif
#ifndef EACH
#define EACH 2
#endif
#ifndef WORDS
#define WORDS THREADS
#endif
#ifndef DEPTH
#define DEPTH 3
#endif

/* Addresses; words count from 1, and 0 is the word of nobody. */
#define BIAS 0
#define HELD 1			/* the spinlock */
#define DATA 2
#define INSIDE(w) (2 * (w) + 1)
#define TAKEN(w) (2 * (w) + 2)

byte mem[2 * WORDS + 3];

typedef buffer_t {
	byte n;
	byte addr[DEPTH];
	byte val[DEPTH];
}
buffer_t buffer[THREADS];

byte in_section, ended;

/* The oldest store of thread @t. */
inline retire(t)
{
	d_step {
		mem[buffer[t].addr[0]] = buffer[t].val[0];
		buffer[t].n--;
		i = 0;
		do
		:: i < buffer[t].n ->
			buffer[t].addr[i] = buffer[t].addr[i + 1];
			buffer[t].val[i] = buffer[t].val[i + 1];
			i++
		:: else -> break
		od;
		buffer[t].addr[i] = 0;
		buffer[t].val[i] = 0;
		i = 0
	}
}

inline barrier_of(t)
{
	atomic {
		do
		:: buffer[t].n > 0 -> retire(t)
		:: else -> break
		od
	}
}

inline store(a, v)
{
	atomic {
		buffer[me].n < DEPTH ->
		buffer[me].addr[buffer[me].n] = a;
		buffer[me].val[buffer[me].n] = v;
		buffer[me].n++
	}
}

inline load(a)
{
	d_step {
		seen = mem[a];
		i = 0;
		do
		:: i < buffer[me].n && buffer[me].addr[i] == a ->
			seen = buffer[me].val[i]; i++
		:: i < buffer[me].n && buffer[me].addr[i] != a -> i++
		:: else -> break
		od;
		i = 0
	}
}

/* The kernel's: a barrier of the caller, and then one of every thread. */
inline membarrier()
{
	barrier_of(me);
#ifndef NO_MEMBARRIER
	other = 0;
	do
	:: other < THREADS -> barrier_of(other); other++
	:: else -> break
	od;
	other = 0
#endif
}

inline word_get()
{
	atomic {
		i = 1;
		do
		:: i <= WORDS && mem[TAKEN(i)] -> i++
		:: i <= WORDS && !mem[TAKEN(i)] ->
			mem[TAKEN(i)] = 1; word = i; break
		:: i > WORDS -> break
		od;
		i = 0
	}
}

inline slow_lock()
{
	if
	:: !word -> word_get()
	:: else
	fi;
	atomic { !mem[HELD] -> mem[HELD] = 1 };
	load(BIAS);
	atomic { owner = seen; seen = 0 };
	if
	:: owner ->
#ifdef EARLY_MEMBARRIER
		membarrier();
#endif
#ifndef KEEP_BIAS
		store(BIAS, 0);
#endif
#ifndef EARLY_MEMBARRIER
		membarrier();
#endif
#ifndef NO_WAIT
		/* Of its own word it has nothing in its buffer here. */
		!mem[INSIDE(owner)];
#endif
		owner = 0
	:: else
	fi
}

inline give_bias()
{
	if
	:: word -> store(BIAS, word)
	:: true
	fi
}

inline slow_unlock()
{
#ifdef LATE_BIAS
	store(HELD, 0);
	give_bias()
#else
	give_bias();
	store(HELD, 0)
#endif
}

inline lock()
{
	biased = false;
	if
	:: word ->
#ifdef NO_RECHECK
		load(BIAS);
		store(INSIDE(word), 1);
#else
		store(INSIDE(word), 1);
		load(BIAS);
#endif
		atomic { biased = (seen == word); seen = 0 };
#ifndef STAY
		if
		:: !biased -> store(INSIDE(word), 0)
		:: else
		fi
#endif
	:: else
	fi;
	if
	:: !biased -> slow_lock()
	:: else
	fi
}

inline unlock()
{
	if
	:: biased -> store(INSIDE(word), 0)
	:: else -> slow_unlock()
	fi
}

proctype thread(byte me)
{
	byte word, k, i, seen, owner, other;
	bool biased;

	do
	:: k < EACH ->
#ifdef EARLY_PUT
		if
		:: word && k == EACH - 1 -> store(TAKEN(word), 0)
		:: else
		fi;
#endif
		lock();
		atomic { in_section++; assert(in_section == 1) };
		load(DATA);
#ifdef UNORDERED_EXIT
		in_section--;
		unlock();
		store(DATA, seen + 1);
#else
		store(DATA, seen + 1);
		in_section--;
		unlock();
#endif
		atomic { k++; seen = 0; biased = false }
	:: else -> break
	od;
#ifndef EARLY_PUT
	if
	:: word -> store(TAKEN(word), 0)
	:: else
	fi;
#endif
	ended++
}

/* What is in a buffer gets out, at some time. */
proctype writeback(byte me)
{
	byte i;

end:	do
	:: atomic { buffer[me].n > 0 -> retire(me) }
	od
}

init
{
	byte n;

	atomic {
		do
		:: n < THREADS -> run writeback(n); run thread(n); n++
		:: else -> break
		od;
		n = 0
	}
	ended == THREADS;
	do
	:: n < THREADS -> buffer[n].n == 0; n++
	:: else -> break
	od;
	assert(mem[DATA] == THREADS * EACH);
	assert(!mem[HELD])
}
