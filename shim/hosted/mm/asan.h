/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HOSTED_ASAN_H
#define SHIM_HOSTED_ASAN_H

/*
 * ASan's view of arena memory.  The symbols are there only in a program that
 * was built with it.
 */
#include <linux/compiler.h>
#include <linux/types.h>

void __asan_poison_memory_region(const volatile void *addr, size_t size)
	__weak;
void __asan_unpoison_memory_region(const volatile void *addr, size_t size)
	__weak;
void __lsan_register_root_region(const void *addr, size_t size) __weak;
void __lsan_unregister_root_region(const void *addr, size_t size) __weak;

static inline void asan_poison(const volatile void *addr, size_t size)
{
	if (__asan_poison_memory_region)
		__asan_poison_memory_region(addr, size);
}

static inline void asan_unpoison(const volatile void *addr, size_t size)
{
	if (__asan_unpoison_memory_region)
		__asan_unpoison_memory_region(addr, size);
}

/* Memory of the host that only [addr, addr + size) of the arena leads to. */
static inline void asan_root(const void *addr, size_t size)
{
	if (__lsan_register_root_region)
		__lsan_register_root_region(addr, size);
}

static inline void asan_root_end(const void *addr, size_t size)
{
	if (__lsan_unregister_root_region)
		__lsan_unregister_root_region(addr, size);
}

#endif
