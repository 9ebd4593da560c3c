// SPDX-License-Identifier: GPL-2.0-only
/*
 * A signal processor boots, reads its firmware, uses its carveouts and a page
 * of another device, and is shut down; twice, and memory fails in between.
 */
#include <hosted/device.h>
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "bench.h"
#include "remoteproc.h"

const char *const bench_name = "remoteproc";

#define NRSC 12
#define IMAGE_SIZE 5000
#define DA(i) (0x10000000UL + (i) * SZ_16K)

static void bench_booted(struct bench *b, struct device *dev,
			 const struct fw_rsc *table, struct page *mailbox)
{
	static u8 seen[IMAGE_SIZE];
	unsigned int i;
	u64 word;

	for (i = 0; i < NRSC; i++) {
		bench_data(b, !hosted_device_read(dev, table[i].da, seen,
						  table[i].filesz));
		bench_data(b, !memcmp(seen, table[i].image, table[i].filesz));
		/* Its own data lies behind, and is zero at first. */
		bench_data(b, !hosted_device_read(dev, table[i].da +
						  table[i].len - 8, &word, 8));
		bench_data(b, !word);
		word = ~0;
		bench_data(b, !hosted_device_write(dev, table[i].da +
						   table[i].len - 8, &word,
						   8));
	}
	bench_device_uses(b, DA(NRSC), &mailbox, 1);
}

int bench_run(struct bench *b, struct device *dev)
{
	struct page *mailbox = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct rproc *rproc = rproc_alloc(dev);
	static u8 image[IMAGE_SIZE];
	struct fw_rsc table[NRSC + 1];
	unsigned int i, boot, skip = 0;

	if (IS_ERR(rproc))
		return PTR_ERR(rproc);
	for (i = 0; i < IMAGE_SIZE; i++)
		image[i] = i * 7 + i / 256;
	for (i = 0; i < NRSC; i++)
		table[i] = (struct fw_rsc) {
			.type = RSC_CARVEOUT, .da = DA(i),
			.len = SZ_16K,
			.image = image, .filesz = IMAGE_SIZE - i,
		};
	table[NRSC] = (struct fw_rsc) {
		.type = RSC_DEVMEM, .da = DA(NRSC),
		.pa = page_to_phys(mailbox), .len = PAGE_SIZE,
	};

	for (boot = 0; boot < 2; boot++) {
		for (;;) {
			hosted_mem_fail(skip++, boot ? 1 : 0);
			if (!rproc_boot(rproc, table, NRSC + 1))
				break;
			bench_expect(b, hosted_mem_fail(0, 0) == 1);
			bench_device_cut_off(b, DA(0), 2);
		}
		hosted_mem_fail(0, 0);
		bench_booted(b, dev, table, mailbox);
		rproc_shutdown(rproc);
		for (i = 0; i <= NRSC; i++)
			bench_device_cut_off(b, DA(i),
					     table[i].len >> PAGE_SHIFT);
	}
	bench_expect(b, skip > NRSC);
	rproc_free(rproc);
	__free_page(mailbox);
	return 0;
}
