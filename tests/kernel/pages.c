// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "pages.h"

#include <err.h>
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

void *one_page_at_all(size_t size)
{
	int fd = memfd_create("page", MFD_CLOEXEC);
	char *p = pages(size, 0);
	size_t at;

	if (fd < 0 || ftruncate(fd, (off_t)PAGE))
		err(2, "memfd");
	for (at = 0; at < size; at += PAGE)
		if (mmap(p + at, PAGE, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_FIXED | MAP_POPULATE, fd, 0) ==
		    MAP_FAILED)
			err(2, "mmap: page %zu", at / PAGE);
	close(fd);
	return p;
}
