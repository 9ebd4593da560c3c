// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jobs of several buffers each, whose pages the user gives up while the job
 * still holds them.
 */
#include <hosted/memory.h>
#include <linux/err.h>
#include <linux/kernel.h>

#include "bench.h"
#include "host1x_job.h"

const char *const bench_name = "host1x_job";

#define JOBS 4
#define GATHERS 5
#define NPAGES 3

static void bench_job(struct bench *b, struct host1x *host, bool starved)
{
	struct sg_table sgt[GATHERS];
	struct page **pages[GATHERS];
	dma_addr_t iova[GATHERS];
	struct host1x_job *job;
	unsigned int i, skip = 0;
	int err;

	for (i = 0; i < GATHERS; i++) {
		pages[i] = bench_sgt_alloc(&sgt[i], NPAGES);
		bench_expect(b, pages[i]);
		if (!pages[i])
			return;
	}
	job = host1x_job_alloc(host, sgt, GATHERS);
	bench_expect(b, job);
	do {
		hosted_mem_fail(skip++, starved);
		err = host1x_job_pin(job);
	} while (hosted_mem_fail(0, 0));
	bench_expect(b, !err);

	for (i = 0; i < GATHERS; i++) {
		iova[i] = job->gathers[i].iova;
		bench_device_reads(b, iova[i], pages[i], NPAGES);
		/* From here on the job keeps the first page alive. */
		bench_sgt_free(&sgt[i], NULL, 0);
		__free_page(pages[i][0]);
	}
	host1x_job_unpin(job);
	host1x_job_put(job);
	for (i = 0; i < GATHERS; i++) {
		bench_device_cut_off(b, iova[i], NPAGES);
		__free_page(pages[i][1]);
		__free_page(pages[i][2]);
		bench_pages_free(pages[i], 0);
	}
}

int bench_run(struct bench *b, struct device *dev)
{
	struct host1x *host = host1x_new(dev);
	unsigned int i;

	if (IS_ERR(host))
		return PTR_ERR(host);
	for (i = 0; i < JOBS; i++)
		bench_job(b, host, !i);
	host1x_del(host);
	return 0;
}
