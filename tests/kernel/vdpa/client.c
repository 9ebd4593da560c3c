// SPDX-License-Identifier: GPL-2.0-only
/*
 * client CONTIGUOUS DISJOINT RANGES DEVICE: a vhost-vdpa program, which lets a
 * virtio device, on the PCI bus at DEVICE, reach memory, takes that memory away,
 * and looks whether it did.
 */
#include <err.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "device.h"
#include "manage.h"
#include "unmap.h"

#define PATH "/dev/vhost-vdpa-0"
#define IOVA 0x10000000ul

static struct witness unmap(uint64_t iova, size_t size)
{
	return take_away(device_unmap, iova, size);
}

/* Has the device written to @page, which it knows as @iova? */
static bool reaches(uint64_t iova, char *page)
{
	static const char nothing[64];

	memset(page, 0, PAGE);
	return device_fills(iova) && memcmp(page, nothing, sizeof(nothing));
}

static bool untouched(const char *page)
{
	size_t i;

	for (i = 0; i < PAGE; i++)
		if (page[i])
			return false;
	return true;
}

/*
 * One life of the device: what it may not reach breaks it.  It ends before any
 * verdict, for the next test opens the device anew.
 */
static enum greatest_test_res cut_off(char *buffer, size_t size, uint64_t at)
{
	bool reached, stale;

	device_open(PATH);
	device_map(IOVA, buffer, size);
	reached = reaches(IOVA, buffer) && reaches(IOVA + at, buffer + at);
	unmap(IOVA, size);
	memset(buffer + at, 0, PAGE);
	device_fills(IOVA + at);
	stale = !untouched(buffer + at);
	device_close();
	ASSERT(reached);
	ASSERT_FALSE(stale);
	PASS();
}

TEST cut_off_1(void)
{
	return cut_off(pages(PAGE, 0), PAGE, 0);
}

TEST cut_off_4096_first(void)
{
	return cut_off(one_page_at_all(MANY * PAGE, PAGE), MANY * PAGE, 0);
}

TEST cut_off_4096_last(void)
{
	return cut_off(one_page_at_all(MANY * PAGE, PAGE), MANY * PAGE,
		       (MANY - 1) * PAGE);
}

TEST cut_off_huge(void)
{
	return cut_off(pages(HUGE_PAGE, MAP_HUGETLB), HUGE_PAGE, 0);
}

TEST neighbours_stay(void)
{
	char *buffer = pages(3 * PAGE, 0);
	bool reached = true, stay;
	size_t i;

	device_open(PATH);
	for (i = 0; i < 3; i++)
		device_map(IOVA + i * PAGE, buffer + i * PAGE, PAGE);
	for (i = 0; i < 3; i++)
		reached &= reaches(IOVA + i * PAGE, buffer + i * PAGE);
	unmap(IOVA + PAGE, PAGE);
	stay = reaches(IOVA, buffer) &&
	       reaches(IOVA + 2 * PAGE, buffer + 2 * PAGE);
	device_close();
	ASSERT(reached);
	ASSERT(stay);
	PASS();
}

static enum greatest_test_res count(enum count which, char *buffer, size_t each)
{
	enum greatest_test_res result;
	size_t at;

	device_open(PATH);
	for (at = 0; at < MANY * PAGE; at += each)
		device_map(IOVA + at, buffer + at, each);
	result = check_count(which, unmap(IOVA, MANY * PAGE));
	device_close();
	return result;
}

TEST count_contiguous(void)
{
	return count(CONTIGUOUS, one_page_at_all(MANY * PAGE, HUGE_PAGE), MANY * PAGE);
}

TEST count_disjoint(void)
{
	return count(DISJOINT, one_page_at_all(MANY * PAGE, PAGE), MANY * PAGE);
}

TEST count_ranges(void)
{
	return count(RANGES, one_page_at_all(MANY * PAGE, PAGE), PAGE);
}

TEST closing_gives_back_all(long pinned)
{
	struct witness w;
	enum greatest_test_res result;

	device_open(PATH);
	device_map(IOVA, pages(64 * PAGE, 0), 64 * PAGE);
	result = gives_back_all(device_close, device_mapped(), pinned, &w);
	total.early += w.early;
	return result;
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	long pinned = pinned_pages();

	if (argc != 5)
		errx(2, "usage: client CONTIGUOUS DISJOINT RANGES DEVICE");
	read_counts(argv + 1);
	vdpa_add("test", argv[4]);

	GREATEST_INIT();
	greatest_set_verbosity(1);
	RUN_TEST(cut_off_1);
	RUN_TEST(cut_off_4096_first);
	RUN_TEST(cut_off_4096_last);
	RUN_TEST(cut_off_huge);
	RUN_TEST(neighbours_stay);
	RUN_TEST(count_contiguous);
	RUN_TEST(count_disjoint);
	RUN_TEST(count_ranges);
	RUN_TESTp(closing_gives_back_all, pinned);
	RUN_TEST(pages_are_given_back_after_the_flush);
	GREATEST_PRINT_REPORT();
	return greatest_all_passed() ? 0 : 1;
}
