// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "pages.h"

#include <err.h>
#include <linux/memfd.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void *pages(size_t size, int flags)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | flags, -1, 0);

	if (p == MAP_FAILED)
		err(2, "mmap: %zu bytes", size);
	return p;
}

void *one_page_at_all(size_t size, size_t each)
{
	int fd = memfd_create("page", each == PAGE ? MFD_CLOEXEC :
			      MFD_CLOEXEC | MFD_HUGETLB | MFD_HUGE_2MB);
	/* A huge page stands at a multiple of its size. */
	char *p = mmap(NULL, size + each, PROT_NONE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t at;

	if (p == MAP_FAILED || fd < 0 || ftruncate(fd, (off_t)each))
		err(2, "memfd of %zu bytes", each);
	p += each - (uintptr_t)p % each;
	for (at = 0; at < size; at += each)
		if (mmap(p + at, each, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_FIXED | MAP_POPULATE, fd, 0) ==
		    MAP_FAILED)
			err(2, "mmap: %zu bytes at %zu", each, at);
	close(fd);
	return p;
}
