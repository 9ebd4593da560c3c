// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bits, rounding, comparing, overflow, errors in pointers.
 */
#include <linux/bitfield.h>
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/overflow.h>
#include <linux/pfn.h>
#include <linux/sched.h>
#include <linux/sizes.h>

#include "ktest.h"

static void masks(void)
{
	CHECK_EQ(BIT(0), 1);
	CHECK_EQ(BIT(63), 0x8000000000000000ull);
	CHECK_EQ(GENMASK(63, 0), ~0ull);
	CHECK_EQ(GENMASK(0, 0), 1);
	CHECK_EQ(GENMASK(47, 12), 0x0000fffffffff000ull);
	CHECK_EQ(GENMASK_ULL(63, 63), 0x8000000000000000ull);
	CHECK_EQ(BIT_MASK(65), 2);
	CHECK_EQ(BIT_WORD(65), 1);
	CHECK_EQ(BITS_TO_LONGS(64), 1);
	CHECK_EQ(BITS_TO_LONGS(65), 2);
	CHECK_EQ(DMA_BIT_MASK(64), ~0ull);
	CHECK_EQ(DMA_BIT_MASK(32), 0xffffffff);
	CHECK_EQ(DMA_BIT_MASK(1), 1);
	CHECK_EQ(lower_32_bits(0x123456789abcdef0ull), 0x9abcdef0);
	CHECK_EQ(upper_32_bits(0x123456789abcdef0ull), 0x12345678);
}

static void finding_bits(void)
{
	CHECK_EQ(__ffs(0x8000000000000000ul), 63);
	CHECK_EQ(__ffs(6), 1);
	CHECK_EQ(__ffs64(0x100000000ull), 32);
	CHECK_EQ(__fls(1), 0);
	CHECK_EQ(__fls(0x8000000000000000ul), 63);
	CHECK_EQ(__fls(6), 2);
	CHECK_EQ(ffs(0), 0);
	CHECK_EQ(ffs(8), 4);
	CHECK_EQ(fls(0), 0);
	CHECK_EQ(fls(0x80000000), 32);
	CHECK_EQ(fls64(0), 0);
	CHECK_EQ(fls64(1ull << 40), 41);
	CHECK_EQ(ffz(0x7), 3);
	CHECK_EQ(hweight_long(0xf0f0), 8);
}

static void bitmaps(void)
{
	unsigned long map[2] = { 0 };
	unsigned int bit, n = 0;

	CHECK_EQ(find_first_bit(map, 128), 128);
	CHECK_EQ(find_first_zero_bit(map, 128), 0);
	__set_bit(3, map);
	set_bit(64, map);
	CHECK(!test_and_set_bit(127, map));
	CHECK(test_and_set_bit(127, map));
	CHECK_EQ(map[0], 8);
	CHECK_EQ(map[1], 0x8000000000000001ull);
	CHECK(test_bit(64, map) && !test_bit(65, map));
	CHECK_EQ(find_next_bit(map, 128, 4), 64);
	CHECK_EQ(find_next_bit(map, 128, 64), 64);
	CHECK_EQ(find_next_bit(map, 127, 65), 127);
	CHECK_EQ(find_next_bit(map, 128, 128), 128);
	CHECK_EQ(find_next_zero_bit(map, 128, 64), 65);
	for_each_set_bit(bit, map, 128)
		n += bit;
	CHECK_EQ(n, 3 + 64 + 127);
	__clear_bit(3, map);
	clear_bit_unlock(64, map);
	CHECK(test_and_clear_bit(127, map));
	CHECK(!test_and_clear_bit(127, map));
	CHECK_EQ(map[0] | map[1], 0);
	map[0] = map[1] = ~0ul;
	CHECK_EQ(find_first_zero_bit(map, 100), 100);
}

static void rounding(void)
{
	CHECK_EQ(ALIGN(0x1001, 0x1000), 0x2000);
	CHECK_EQ(ALIGN(0x1000, 0x1000), 0x1000);
	CHECK_EQ(ALIGN_DOWN(0x1fff, 0x1000), 0x1000);
	CHECK_EQ(ALIGN(0x100000001ull, SZ_4K), 0x100001000ull);
	CHECK(IS_ALIGNED(0x3000, 0x1000) && !IS_ALIGNED(0x3001, 0x1000));
	CHECK(IS_ALIGNED(0x300000000ull, SZ_4K));
	CHECK_EQ(round_up(5, 4), 8);
	CHECK_EQ(round_up(8, 4), 8);
	CHECK_EQ(round_down(7, 4), 4);
	CHECK_EQ(roundup(7, 3), 9);
	CHECK_EQ(rounddown(8, 3), 6);
	CHECK_EQ(DIV_ROUND_UP(9, 4), 3);
	CHECK_EQ(DIV_ROUND_UP(8, 4), 2);
	CHECK_EQ(PFN_UP(4097ul), 2);
	CHECK_EQ(PFN_DOWN(8191ul), 1);
	CHECK_EQ(PFN_PHYS(0x100000), 0x100000000ull);
	CHECK_EQ(abs(-4), 4);
}

static void logarithms(void)
{
	CHECK_EQ(ilog2(1), 0);
	CHECK_EQ(ilog2(4095), 11);
	CHECK_EQ(ilog2(1ull << 40), 40);
	CHECK(is_power_of_2(64) && !is_power_of_2(0) && !is_power_of_2(65));
	CHECK_EQ(roundup_pow_of_two(65), 128);
	CHECK_EQ(roundup_pow_of_two(64), 64);
	CHECK_EQ(rounddown_pow_of_two(127), 64);
	CHECK_EQ(order_base_2(1), 0);
	CHECK_EQ(order_base_2(5), 3);
	CHECK_EQ(order_base_2(8), 3);
}

static void comparing_evaluates_once(void)
{
	int i = 1, j = 5, calls = 0;

	CHECK_EQ(min(i++, j++), 1);
	CHECK_EQ(i, 2);
	CHECK_EQ(j, 6);
	CHECK_EQ(max(i, j), 6);
	CHECK_EQ(max((calls++, 3), 2), 3);
	CHECK_EQ(calls, 1);
	CHECK_EQ(min_t(u8, 0x101, 2), 1);
	CHECK_EQ(max_t(s32, -1, 0), 0);
	CHECK_EQ(min3(3, 1, 2), 1);
	CHECK_EQ(max3(3, 1, 2), 3);
	CHECK_EQ(clamp(5, 1, 3), 3);
	CHECK_EQ(clamp(0, 1, 3), 1);
	CHECK_EQ(clamp(2, 1, 3), 2);
	swap(i, j);
	CHECK_EQ(i, 6);
	CHECK_EQ(j, 2);
}

static void overflow(void)
{
	unsigned long r;
	u8 b;

	CHECK(!check_add_overflow(~0ul - 1, 1ul, &r) && r == ~0ul);
	CHECK(check_add_overflow(~0ul, 1ul, &r) && r == 0);
	CHECK(check_sub_overflow(0ul, 1ul, &r));
	CHECK(check_mul_overflow(1ul << 32, 1ul << 32, &r));
	CHECK(check_add_overflow(200, 100, &b));
	CHECK_EQ(size_mul(SIZE_MAX, 2), SIZE_MAX);
	CHECK_EQ(size_mul(6, 7), 42);
	CHECK_EQ(size_add(SIZE_MAX, 1), SIZE_MAX);
	CHECK_EQ(array_size(3, 4), 12);
}

static void errors_in_pointers(void)
{
	void *e = ERR_PTR(-ENOMEM), *p = &e;

	CHECK(IS_ERR(e) && !IS_ERR(p) && !IS_ERR(NULL));
	CHECK(IS_ERR_OR_NULL(NULL) && IS_ERR_OR_NULL(e) && !IS_ERR_OR_NULL(p));
	CHECK(PTR_ERR(e) == -ENOMEM);
	CHECK_EQ(PTR_ERR_OR_ZERO(p), 0);
	CHECK(PTR_ERR_OR_ZERO(e) == -ENOMEM);
	CHECK(ERR_CAST(e) == e);
	CHECK(IS_ERR(ERR_PTR(-MAX_ERRNO)) && !IS_ERR(ERR_PTR(-MAX_ERRNO - 1)));
	CHECK(IS_ERR(ERR_PTR(-4095)) && !IS_ERR(ERR_PTR(-4096)));
	CHECK(IS_ERR_VALUE((size_t)-EINVAL) && !IS_ERR_VALUE(4096ul));
}

static void hashes_use_the_bits_they_are_given(void)
{
	unsigned int i, used = 0;

	for (i = 0; i < 64; i++) {
		CHECK(hash_long(i * 64, 4) < 16);
		used |= 1u << hash_long(i * 64, 4);
	}
	CHECK(hweight_long(used) >= 12);
	CHECK_EQ(hash_ptr((void *)0x1000, 6), hash_64(0x1000, 6));
}

struct outer {
	int before;
	struct {
		int x;
	} inner;
};

static void containers(void)
{
	struct outer o;

	CHECK(container_of(&o.inner.x, struct outer, inner.x) == &o);
	CHECK_EQ(offsetofend(struct outer, before), sizeof(int));
	CHECK_EQ(sizeof_field(struct outer, before), sizeof(int));
	CHECK_EQ(ARRAY_SIZE(((int[7]) { 0 })), 7);
}

static unsigned long shared_word;
static int owners;

/* Bits of one word, of which each thread owns some: none may get lost. */
static int owns_bits(void *data)
{
	unsigned long first = (unsigned long)data, bit;
	int i, lost = 0;

	/* Not before the others are there. */
	__atomic_add_fetch(&owners, 1, __ATOMIC_RELAXED);
	while (__atomic_load_n(&owners, __ATOMIC_RELAXED) < 4)
		cpu_relax();
	for (i = 0; i < 500000; i++) {
		for (bit = first; bit < first + 4; bit++) {
			set_bit(bit, &shared_word);
			lost += !test_bit(bit, &shared_word);
		}
		for (bit = first; bit < first + 4; bit++) {
			if (i % 2)
				clear_bit(bit, &shared_word);
			else
				lost += !test_and_clear_bit(bit, &shared_word);
			lost += test_bit(bit, &shared_word);
		}
	}
	return lost;
}

static void bits_of_a_word_belong_to_several_cpus(void)
{
	struct task_struct *tasks[4];
	unsigned long i;

	for (i = 0; i < 4; i++)
		tasks[i] = kthread_run(owns_bits, (void *)(i * 16), "owner");
	for (i = 0; i < 4; i++)
		CHECK_EQ(kthread_stop(tasks[i]), 0);
	CHECK_EQ(shared_word, 0);
}

static void areas_of_bitmaps(void)
{
	DECLARE_BITMAP(map, 130);
	unsigned long *z;

	bitmap_zero(map, 130);
	CHECK(bitmap_empty(map, 130));
	CHECK(!bitmap_full(map, 130));
	bitmap_set(map, 60, 10);
	CHECK_EQ(bitmap_weight(map, 130), 10);
	CHECK(!test_bit(59, map) && test_bit(60, map));
	CHECK(test_bit(69, map) && !test_bit(70, map));
	bitmap_clear(map, 61, 8);
	CHECK_EQ(bitmap_weight(map, 130), 2);
	CHECK(test_bit(60, map) && !test_bit(61, map));
	CHECK(!test_bit(68, map) && test_bit(69, map));

	/* Of zero bits: 0-59, 61-68, 70-129. */
	CHECK_EQ(bitmap_find_next_zero_area(map, 130, 0, 60, 0), 0);
	CHECK_EQ(bitmap_find_next_zero_area(map, 130, 1, 8, 0), 1);
	CHECK_EQ(bitmap_find_next_zero_area(map, 130, 55, 8, 0), 61);
	CHECK_EQ(bitmap_find_next_zero_area(map, 130, 55, 9, 0), 70);
	CHECK_EQ(bitmap_find_next_zero_area(map, 130, 55, 4, 7), 56);
	CHECK_EQ(bitmap_find_next_zero_area(map, 130, 57, 4, 7), 64);
	CHECK_EQ(bitmap_find_next_zero_area(map, 130, 55, 8, 7), 72);
	CHECK_EQ(bitmap_find_next_zero_area(map, 130, 0, 60, 15), 0);
	CHECK_EQ(bitmap_find_next_zero_area(map, 130, 70, 60, 0), 70);
	CHECK(bitmap_find_next_zero_area(map, 130, 0, 61, 0) >= 130);
	CHECK(bitmap_find_next_zero_area(map, 130, 71, 60, 0) >= 130);

	bitmap_fill(map, 130);
	CHECK(bitmap_full(map, 130));
	CHECK_EQ(bitmap_weight(map, 130), 130);
	z = bitmap_zalloc(130, GFP_KERNEL);
	CHECK(z && bitmap_empty(z, 130));
	bitmap_free(z);
}

static void fields_of_a_register(void)
{
	const u32 mask = GENMASK(15, 8);

	CHECK_EQ(FIELD_PREP(mask, 0x5a), 0x5a00);
	CHECK_EQ(FIELD_PREP(mask, 0x15a), 0x5a00);
	CHECK_EQ(FIELD_GET(mask, 0x12345678), 0x56);
	CHECK_EQ(FIELD_MAX(mask), 0xff);
	CHECK(FIELD_FIT(mask, 0xff) && !FIELD_FIT(mask, 0x100));
	CHECK_EQ(u32_encode_bits(0x15a, mask), 0x5a00);
	CHECK_EQ(u32_replace_bits(0x12345678, 0xab, mask), 0x1234ab78);
	CHECK_EQ(u32_get_bits(0x12345678, mask), 0x56);
	CHECK_EQ(u64_get_bits(~0ULL, GENMASK_ULL(63, 60)), 0xf);
	CHECK_EQ(cpu_to_le32(0x12345678), 0x12345678);
	CHECK_EQ(le16_to_cpu(0x1234), 0x1234);
}

static void bits_that_are_not_atomic(void)
{
	unsigned long map[2] = { 0 };
	unsigned int bit, sum = 0, n = 0;

	CHECK(!__test_and_set_bit(70, map));
	CHECK(__test_and_set_bit(70, map));
	CHECK_EQ(map[1], BIT(6));
	CHECK(__test_and_clear_bit(70, map));
	CHECK(!__test_and_clear_bit(70, map));
	CHECK(!test_and_set_bit_lock(70, map) && test_and_set_bit_lock(70, map));
	clear_bit_unlock(70, map);
	CHECK_EQ(map[1], 0);
	map[0] = ~(BIT(3) | BIT(63));
	map[1] = ~BIT(1);
	for_each_clear_bit(bit, map, 100)
		sum += bit, n++;
	CHECK_EQ(sum, 3 + 63 + 65);
	CHECK_EQ(n, 3);
}

struct flexible {
	int n;
	u64 items[];
};

static void sizes_of_what_ends_in_an_array(void)
{
	struct flexible *f = NULL;

	CHECK_EQ(struct_size(f, items, 3), 8 + 3 * 8);
	CHECK_EQ(struct_size(f, items, SIZE_MAX / 4), SIZE_MAX);
	CHECK_EQ(array_size(3, 5), 15);
	CHECK_EQ(array_size(SIZE_MAX, 2), SIZE_MAX);
}

static void divisions_of_64_bits(void)
{
	u64 rest;

	CHECK_EQ(div64_u64(~0ULL, 1ULL << 33), (1ULL << 31) - 1);
	CHECK_EQ(div64_u64_rem(1ULL << 40, 1000, &rest), 1099511627ULL);
	CHECK_EQ(rest, 776);
}

static void values_are_clamped(void)
{
	CHECK_EQ(clamp(5, 1, 3), 3);
	CHECK_EQ(clamp(0, 1, 3), 1);
	CHECK_EQ(clamp(2, 1, 3), 2);
	/* As the type that is named: -1 is large. */
	CHECK_EQ(clamp_t(unsigned int, -1, 1, 3), 3);
	CHECK_EQ(clamp_t(int, -1, 1, 3), 1);
	CHECK_EQ(clamp_t(u8, 0x101, 2, 200), 2);
}

static void bytes_in_the_order_of_a_device(void)
{
	__le64 wide = cpu_to_le64(0x0102030405060708);
	__le16 narrow = cpu_to_le16(0x0102);

	CHECK(*(u8 *)&wide == 8 && *(u8 *)&narrow == 2);
	CHECK_EQ(le64_to_cpu(wide), 0x0102030405060708);
	CHECK_EQ(le32_to_cpu(cpu_to_le32(0x01020304)), 0x01020304);
}

KTEST_SUITE(bits,
	KTEST(fields_of_a_register),
	KTEST(bits_that_are_not_atomic),
	KTEST(masks),
	KTEST(finding_bits),
	KTEST(bitmaps),
	KTEST(areas_of_bitmaps),
	KTEST(bits_of_a_word_belong_to_several_cpus),
	KTEST(rounding),
	KTEST(logarithms),
	KTEST(comparing_evaluates_once),
	KTEST(overflow),
	KTEST(errors_in_pointers),
	KTEST(hashes_use_the_bits_they_are_given),
	KTEST(sizes_of_what_ends_in_an_array),
	KTEST(divisions_of_64_bits),
	KTEST(values_are_clamped),
	KTEST(bytes_in_the_order_of_a_device),
	KTEST(containers));
