// SPDX-License-Identifier: GPL-2.0-only
/*
 * client CONTIGUOUS DISJOINT RANGES GROUP DEVICE: a VFIO program, which lets a
 * device reach memory, takes that memory away, and looks whether it did.
 *
 * A slot of IOVAs serves one test: where a flush is missing, what the device
 * still reaches belongs to no other.
 */
#include <err.h>
#include <sys/mman.h>

#include "device.h"
#include "unmap.h"

#define SLOT (MANY * PAGE)

static uint64_t new_slot(void)
{
	static uint64_t next;

	next += SLOT;
	if (next + SLOT >= DEVICE_IOVA_END)
		errx(2, "more tests than IOVAs");
	return next;
}

static uint64_t new_value(void)
{
	static uint64_t value = 0x5a5a000000000000;

	return ++value;
}

static struct witness unmap(uint64_t iova, size_t size)
{
	return take_away(device_unmap, iova, size);
}

static bool reaches(uint64_t iova, volatile uint64_t *page)
{
	*page = new_value();
	return device_sees(iova, *page);
}

static bool overwrites(uint64_t iova, volatile uint64_t *page)
{
	uint64_t value = new_value();

	*page = value;
	device_writes(iova);
	return *page != value;
}

/* What the device has read once it could read again out of its IOTLB. */
static enum greatest_test_res cut_off(char *buffer, size_t size)
{
	uint64_t iova = new_slot();
	uint64_t *first = (uint64_t *)buffer;
	uint64_t *last = (uint64_t *)(buffer + size - PAGE);
	uint64_t to_last = iova + size - PAGE;

	device_map(iova, buffer, size);
	ASSERT(reaches(iova, first));
	ASSERT(reaches(to_last, last));
	ASSERT(overwrites(iova, first));

	unmap(iova, size);
	ASSERT_FALSEm("stale write, first page", overwrites(iova, first));
	ASSERT_FALSEm("stale read, first page", reaches(iova, first));
	ASSERT_FALSEm("stale write, last page", overwrites(to_last, last));
	ASSERT_FALSEm("stale read, last page", reaches(to_last, last));
	munmap(buffer, size);
	PASS();
}

#define CUT_OFF(name, buffer, size) \
	TEST cut_off_ ## name(void) { return cut_off(buffer, size); }

/*
 * Sizes whose first and last page differ in the low bits of their IOVA.  A gather
 * flushes by itself before a region of another length, and regions are as long as
 * memory is contiguous: pages of which no two are neighbours leave all of it to
 * the flush under test.
 */
CUT_OFF(1, one_page_at_all(PAGE, PAGE), PAGE)
CUT_OFF(2, one_page_at_all(2 * PAGE, PAGE), 2 * PAGE)
CUT_OFF(512, one_page_at_all(512 * PAGE, PAGE), 512 * PAGE)
CUT_OFF(4096, one_page_at_all(MANY * PAGE, PAGE), MANY * PAGE)
CUT_OFF(huge, pages(HUGE_PAGE, MAP_HUGETLB), HUGE_PAGE)

TEST neighbours_stay(void)
{
	char *buffer = pages(3 * PAGE, 0);
	uint64_t iova = new_slot();
	size_t i;

	for (i = 0; i < 3; i++)
		device_map(iova + i * PAGE, buffer + i * PAGE, PAGE);
	for (i = 0; i < 3; i++)
		ASSERT(reaches(iova + i * PAGE, (uint64_t *)(buffer + i * PAGE)));
	unmap(iova + PAGE, PAGE);
	ASSERT(reaches(iova, (uint64_t *)buffer));
	ASSERT_FALSE(reaches(iova + PAGE, (uint64_t *)(buffer + PAGE)));
	ASSERT(reaches(iova + 2 * PAGE, (uint64_t *)(buffer + 2 * PAGE)));
	unmap(iova, PAGE);
	unmap(iova + 2 * PAGE, PAGE);
	PASS();
}

TEST iova_used_again(void)
{
	uint64_t *old = pages(PAGE, 0), *new = pages(PAGE, 0);
	uint64_t iova = new_slot();

	device_map(iova, old, PAGE);
	ASSERT(reaches(iova, old));
	unmap(iova, PAGE);
	device_map(iova, new, PAGE);
	ASSERT(reaches(iova, new));
	ASSERT_FALSE(reaches(iova, old));
	ASSERT(overwrites(iova, new));
	unmap(iova, PAGE);
	PASS();
}

TEST count_contiguous(void)
{
	uint64_t iova = new_slot();

	device_map(iova, one_page_at_all(MANY * PAGE, HUGE_PAGE), MANY * PAGE);
	return check_count(CONTIGUOUS, unmap(iova, MANY * PAGE));
}

TEST count_disjoint(void)
{
	uint64_t iova = new_slot();

	device_map(iova, one_page_at_all(MANY * PAGE, PAGE), MANY * PAGE);
	return check_count(DISJOINT, unmap(iova, MANY * PAGE));
}

TEST count_ranges(void)
{
	char *buffer = one_page_at_all(MANY * PAGE, PAGE);
	uint64_t iova = new_slot();
	size_t at;

	for (at = 0; at < MANY * PAGE; at += PAGE)
		device_map(iova + at, buffer + at, PAGE);
	return check_count(RANGES, unmap(iova, MANY * PAGE));
}

/* Without a flush: the device has been taken off the domain before. */
TEST closing_gives_back_all(long pinned)
{
	struct witness w;

	device_map(new_slot(), pages(64 * PAGE, 0), 64 * PAGE);
	return gives_back_all(device_close, device_mapped(), pinned, &w);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	long pinned = pinned_pages();

	if (argc != 6)
		errx(2, "usage: client CONTIGUOUS DISJOINT RANGES GROUP DEVICE");
	read_counts(argv + 1);
	device_open(argv[4], argv[5]);

	GREATEST_INIT();
	greatest_set_verbosity(1);
	RUN_TEST(cut_off_1);
	RUN_TEST(cut_off_2);
	RUN_TEST(cut_off_512);
	RUN_TEST(cut_off_4096);
	RUN_TEST(cut_off_huge);
	RUN_TEST(neighbours_stay);
	RUN_TEST(iova_used_again);
	RUN_TEST(count_contiguous);
	RUN_TEST(count_disjoint);
	RUN_TEST(count_ranges);
	RUN_TEST(pages_are_given_back_after_the_flush);
	RUN_TESTp(closing_gives_back_all, pinned);
	GREATEST_PRINT_REPORT();
	return greatest_all_passed() ? 0 : 1;
}
