/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#define __packed __attribute__((packed))
#define __aligned(x) __attribute__((aligned(x)))
#define __printf(a, b) __attribute__((format(printf, a, b)))
#define __maybe_unused __attribute__((unused))
#define __always_unused __attribute__((unused))
#define __used __attribute__((used))
#define __must_check __attribute__((warn_unused_result))
#define __weak __attribute__((weak))
#define __cold __attribute__((cold))
#define __noreturn __attribute__((noreturn))
#define __always_inline inline __attribute__((always_inline))
#define noinline __attribute__((noinline))
#ifdef __clang__
#define __noipa noinline
#else
#define __noipa __attribute__((noipa))
#endif
#define fallthrough __attribute__((fallthrough))

#define __user
#define __kernel
#define __iomem
#define __force
#define __percpu
#define __rcu
#define __acquires(x)
#define __releases(x)
#define __must_hold(x)

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define barrier() __asm__ __volatile__("" : : : "memory")
#define unreachable() __builtin_unreachable()

#define __same_type(a, b) \
	__builtin_types_compatible_p(typeof(a), typeof(b))

/*
 * Relaxed atomic accesses of a scalar.  The compiler may neither tear nor
 * repeat them, and a race detector knows that they are meant to race.
 */
#define READ_ONCE(x) __atomic_load_n(&(x), __ATOMIC_RELAXED)
#define WRITE_ONCE(x, val) __atomic_store_n(&(x), (val), __ATOMIC_RELAXED)

#define __stringify_1(x...) #x
#define __stringify(x...) __stringify_1(x)

#define ___PASTE(a, b) a##b
#define __PASTE(a, b) ___PASTE(a, b)
#define __UNIQUE_ID(prefix) \
	__PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)

#endif
