/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_HOST1X_JOB_H
#define SAMPLES_HOST1X_JOB_H

#include <linux/device.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct host1x;

/* The buffers of commands that a submitted job consists of. */
struct host1x_job {
	struct host1x *host;
	unsigned int num_gathers;
	unsigned int num_unpins;
	struct {
		struct sg_table *sgt;
		struct page *page;	/* the first, pinned */
		dma_addr_t iova;
		size_t size;
	} gathers[];
};

struct host1x *host1x_new(struct device *dev);
void host1x_del(struct host1x *host);

struct host1x_job *host1x_job_alloc(struct host1x *host,
				    struct sg_table *gathers, unsigned int n);
/* All of the buffers, or a negative errno and none. */
int host1x_job_pin(struct host1x_job *job);
void host1x_job_unpin(struct host1x_job *job);
void host1x_job_put(struct host1x_job *job);

#endif
