// SPDX-License-Identifier: GPL-2.0-only
/*
 * The device fetches commands from the ring, follows the jump at its end, and
 * finds nothing where a ring was before the restart.
 */
#include <hosted/device.h>
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>

#include "bench.h"
#include "host1x_cdma.h"

const char *const bench_name = "host1x_cdma";

#define RESTARTS 5

/* Fetches @n pairs; the words count up from *@next. */
static void device_fetches(struct bench *b, struct device *dev,
			   dma_addr_t *get, unsigned int n, u32 *next)
{
	u32 words[2], jump;

	while (n--) {
		bench_data(b, !hosted_device_read(dev, *get, words, 8));
		bench_data(b, words[0] == *next && words[1] == ~*next);
		(*next)++;
		*get += 8;
		/* The last word of the ring, if this was the last pair. */
		if (*get % PAGE_SIZE == PAGE_SIZE - 8 &&
		    !hosted_device_read(dev, *get, &jump, 4) && jump & 1)
			*get = jump & ~1u;
	}
}

int bench_run(struct bench *b, struct device *dev)
{
	struct host1x_cdma *cdma;
	unsigned int i, j, slots, fill;
	u32 put = 0, next = 0;
	dma_addr_t get, old;

	cdma = host1x_cdma_init(dev);
	if (IS_ERR(cdma))
		return PTR_ERR(cdma);
	slots = host1x_cdma_slots(cdma);
	for (i = 0; i < RESTARTS; i++) {
		get = host1x_cdma_dma(cdma);
		/* More than once around. */
		for (j = 0; j < 4; j++) {
			for (fill = 0; fill < slots / 2; fill++, put++)
				host1x_cdma_push(cdma, put, ~put);
			device_fetches(b, dev, &get, fill, &next);
			host1x_cdma_fence(cdma, fill);
		}
		for (fill = 0; !host1x_cdma_push(cdma, 0, 0); fill++)
			;
		bench_expect(b, fill == slots);
		old = host1x_cdma_dma(cdma);
		/* The ring is gone, and there is no memory for another. */
		hosted_mem_fail(0, i % 2);
		bench_expect(b, host1x_cdma_restart(cdma) ==
			     (i % 2 ? -ENOMEM : 0));
		if (hosted_mem_fail(0, 0))
			bench_expect(b, !host1x_cdma_restart(cdma));
		bench_device_cut_off(b, old, 1);
	}
	old = host1x_cdma_dma(cdma);
	bench_expect(b, hosted_device_write(dev, old, &put, 4) == -EFAULT);
	host1x_cdma_deinit(cdma);
	bench_device_cut_off(b, old, 1);
	return 0;
}
