// SPDX-License-Identifier: GPL-2.0-only
/*
 * Stacks: walked by libunwind, which is fast enough to do it at every map and
 * unmap, and named by libdw, which knows the line as well.
 */
#define UNW_LOCAL_ONLY
#include <libunwind.h>

#include <elfutils/libdwfl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "posix.h"

/*
 * What unw_backtrace() remembers of a thread it frees, under a lock, when the
 * thread is gone, which TSan does not survive.  There the stack is walked step
 * by step, which remembers nothing and is slow.
 */
#ifdef __SANITIZE_THREAD__
static int __attribute__((noinline)) walk(void **frames, int max)
{
	unw_context_t context;
	unw_cursor_t cursor;
	unw_word_t ip;
	int n = 0;

	if (unw_getcontext(&context) || unw_init_local(&cursor, &context))
		return 0;
	while (n < max && unw_step(&cursor) > 0 &&
	       !unw_get_reg(&cursor, UNW_REG_IP, &ip))
		frames[n++] = (void *)ip;
	return n;
}
#define unw_backtrace walk
#endif

unsigned int posix_stack(void **frames, unsigned int max)
{
	int n = unw_backtrace(frames, max);

	return n < 0 ? 0 : n;
}

static Dwfl *dwfl;
static pthread_mutex_t dwfl_lock = PTHREAD_MUTEX_INITIALIZER;

static Dwfl *dwfl_open(void)
{
	static char *debuginfo_path;
	static const Dwfl_Callbacks callbacks = {
		.find_elf = dwfl_linux_proc_find_elf,
		.find_debuginfo = dwfl_standard_find_debuginfo,
		.debuginfo_path = &debuginfo_path,
	};

	if (dwfl)
		return dwfl;
	dwfl = dwfl_begin(&callbacks);
	if (!dwfl)
		return NULL;
	if (dwfl_linux_proc_report(dwfl, getpid()) ||
	    dwfl_report_end(dwfl, NULL, NULL)) {
		dwfl_end(dwfl);
		dwfl = NULL;
	}
	return dwfl;
}

/* clang writes no index from addresses to units, so the units are asked. */
static void find_line(Dwfl_Module *module, Dwarf_Addr addr,
		      struct posix_symbol *symbol)
{
	Dwfl_Line *line = dwfl_module_getsrc(module, addr);
	Dwarf_Die *unit = NULL;
	Dwarf_Line *found;
	Dwarf_Addr bias;

	if (line) {
		symbol->file = dwfl_lineinfo(line, NULL, &symbol->line, NULL,
					     NULL, NULL);
		return;
	}
	while ((unit = dwfl_module_nextcu(module, unit, &bias))) {
		if (dwarf_haspc(unit, addr - bias) <= 0)
			continue;
		found = dwarf_getsrc_die(unit, addr - bias);
		if (found) {
			symbol->file = dwarf_linesrc(found, NULL, NULL);
			dwarf_lineno(found, &symbol->line);
		}
		return;
	}
}

void posix_symbol(void *pc, struct posix_symbol *symbol)
{
	/* A return address may be the first byte of the next line. */
	Dwarf_Addr addr = (Dwarf_Addr)(uintptr_t)pc - 1;
	Dwfl_Module *module = NULL;
	const char *name;
	GElf_Off offset;
	GElf_Sym sym;

	memset(symbol, 0, sizeof(*symbol));
	pthread_mutex_lock(&dwfl_lock);
	if (dwfl_open())
		module = dwfl_addrmodule(dwfl, addr);
	if (module) {
		name = dwfl_module_addrinfo(module, addr, &offset, &sym, NULL,
					    NULL, NULL);
		if (name) {
			snprintf(symbol->function, sizeof(symbol->function),
				 "%.*s", (int)strcspn(name, "."), name);
			symbol->offset = offset + 1;
			symbol->size = sym.st_size;
		}
		find_line(module, addr, symbol);
	}
	pthread_mutex_unlock(&dwfl_lock);
}

void *posix_alloc(unsigned long size)
{
	void *p = calloc(1, size);

	if (!p)
		abort();
	return p;
}

void posix_free(void *p)
{
	free(p);
}
