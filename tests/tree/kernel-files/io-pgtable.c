// SPDX-License-Identifier: GPL-2.0-only
/*
 * Linux's own page tables for ARM: their built-in self tests run as initcalls,
 * and what these have said is looked at; then a walk of a table.
 */
#include <hosted/kernel.h>
#include <linux/init.h>
#include <linux/io-pgtable.h>
#include <linux/kernel.h>
#include <linux/mm.h>

#include "ktest.h"

static unsigned int lpae, v7s, warnings;

/* Before a case of ours clears the log, and after the tests have run. */
static int listen(void)
{
	lpae = hosted_log_count("selftest: completed with 18 PASS 0 FAIL");
	v7s = hosted_log_count("self test ok");
	warnings = hosted_warn_count();
	return 0;
}
late_initcall(listen);

static void self_test_of_lpae_says_18_pass_0_fail(void)
{
	CHECK_EQ(lpae, 1);
}

static void self_test_of_v7s_is_ok(void)
{
	CHECK_EQ(v7s, 1);
	CHECK_EQ(warnings, 0);
}

static unsigned int flushed;

static void flush_all(void *cookie)
{
	(void)cookie;
	flushed++;
}

static void flush_walk(unsigned long iova, size_t size, size_t granule,
		       void *cookie)
{
	(void)iova, (void)size, (void)granule, (void)cookie;
	flushed++;
}

static const struct iommu_flush_ops flush_ops = {
	.tlb_flush_all = flush_all,
	.tlb_flush_walk = flush_walk,
};

/* Every format that has the tables, and all of them free again. */
static void formats_map_translate_and_unmap(void)
{
	static const enum io_pgtable_fmt formats[] = {
		ARM_32_LPAE_S1, ARM_32_LPAE_S2, ARM_64_LPAE_S1, ARM_64_LPAE_S2,
		ARM_V7S,
	};
	struct iommu_iotlb_gather gather;
	size_t i, mapped;

	for (i = 0; i < ARRAY_SIZE(formats); i++) {
		struct io_pgtable_cfg cfg = {
			.pgsize_bitmap = SZ_4K,
			.ias = 32,
			.oas = formats[i] == ARM_V7S ? 32 : 40,
			.coherent_walk = true,
			.tlb = &flush_ops,
		};
		struct io_pgtable_ops *ops;

		ops = alloc_io_pgtable_ops(formats[i], &cfg, NULL);
		CHECK(ops);
		mapped = 0;
		CHECK_EQ(ops->map_pages(ops, SZ_1M, SZ_1G, SZ_4K, 16,
					IOMMU_READ | IOMMU_WRITE, GFP_KERNEL,
					&mapped), 0);
		CHECK_EQ(mapped, SZ_64K);
		CHECK_EQ(ops->iova_to_phys(ops, SZ_1M + 0x5678),
			 SZ_1G + 0x5678);
		CHECK_EQ(ops->iova_to_phys(ops, SZ_1M + SZ_64K), 0);
		iommu_iotlb_gather_init(&gather);
		CHECK_EQ(ops->unmap_pages(ops, SZ_1M, SZ_4K, 8, &gather),
			 SZ_32K);
		CHECK_EQ(ops->iova_to_phys(ops, SZ_1M), 0);
		CHECK_EQ(ops->iova_to_phys(ops, SZ_1M + SZ_32K),
			 SZ_1G + SZ_32K);
		CHECK_EQ(ops->unmap_pages(ops, SZ_1M + SZ_32K, SZ_4K, 8,
					  &gather), SZ_32K);
		flushed = 0;
		free_io_pgtable_ops(ops);
		CHECK_EQ(flushed, 1);
	}
}

KTEST_SUITE(io_pgtable,
	KTEST(self_test_of_lpae_says_18_pass_0_fail),
	KTEST(self_test_of_v7s_is_ok),
	KTEST(formats_map_translate_and_unmap));
