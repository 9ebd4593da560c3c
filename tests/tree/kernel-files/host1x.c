// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tegra's host1x: job.c and cdma.c, with Linux's own IOVA allocator.  A job's
 * command buffers are mapped for the host's DMA engine, which fetches them by
 * the push buffer, and unmapped when the job's syncpoint says that it is done.
 * The engine, the syncpoints and the buffers' owner are stood in for below.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <hosted/sanitizer.h>
#include <hosted/time.h>
#include <linux/dma-mapping.h>
#include <linux/host1x.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "cdma.h"
#include "channel.h"
#include "dev.h"
#include "job.h"

#include "ktest.h"

#define WORDS (SZ_8K / 4)
#define SLOTS 511
#define RESTART 0x50000000
#define GATHER(words) (0x60000000 | (words))
#define NOP 0x1bad0000

unsigned int host1x_debug_trace_cmdbuf;
static struct host1x_bo_mapping *last_pinned;
static bool pin_fails;

/* Command buffers of two pages that are not in order. */
struct buffer {
	struct host1x_bo base;
	struct sg_table sgt;
	struct page *block;
	int refs, pins;
};

/* Jobs come and go on two threads. */
static void count(struct host1x_bo *bo, int refs, int pins)
{
	struct buffer *b = container_of(bo, struct buffer, base);

	spin_lock(&bo->lock);
	b->refs += refs;
	b->pins += pins;
	spin_unlock(&bo->lock);
}

static struct host1x_bo *buffer_get(struct host1x_bo *bo)
{
	count(bo, 1, 0);
	return bo;
}

static void buffer_put(struct host1x_bo *bo)
{
	count(bo, -1, 0);
}

static void *buffer_mmap(struct host1x_bo *bo)
{
	return page_address(container_of(bo, struct buffer, base)->block);
}

static void buffer_munmap(struct host1x_bo *bo, void *addr)
{
	(void)bo, (void)addr;
}

static const struct host1x_bo_ops buffer_ops = {
	.get = buffer_get,
	.put = buffer_put,
	.mmap = buffer_mmap,
	.munmap = buffer_munmap,
};

struct host1x_bo_mapping *host1x_bo_pin(struct device *dev,
					struct host1x_bo *bo,
					enum dma_data_direction dir,
					struct host1x_bo_cache *cache)
{
	struct buffer *b = container_of(bo, struct buffer, base);
	struct host1x_bo_mapping *map;

	(void)cache;
	map = pin_fails ? NULL : kzalloc(sizeof(*map), GFP_KERNEL);
	if (!map)
		return ERR_PTR(-ENOMEM);
	*map = (struct host1x_bo_mapping) {
		.bo = bo, .dev = dev, .direction = dir, .sgt = &b->sgt,
		.chunks = 1, .phys = sg_phys(b->sgt.sgl),
	};
	count(bo, 0, 1);
	last_pinned = map;
	return map;
}

void host1x_bo_unpin(struct host1x_bo_mapping *map)
{
	count(map->bo, 0, -1);
	kfree(map);
}

static void buffer_init(struct buffer *b)
{
	*b = (struct buffer) { .block = alloc_pages(GFP_KERNEL, 1) };
	host1x_bo_init(&b->base, &buffer_ops);
	sg_alloc_table(&b->sgt, 2, GFP_KERNEL);
	sg_set_page(b->sgt.sgl, b->block + 1, PAGE_SIZE, 0);
	sg_set_page(sg_next(b->sgt.sgl), b->block, PAGE_SIZE, 0);
}

static void buffer_free(struct buffer *b)
{
	sg_free_table(&b->sgt);
	__free_pages(b->block, 1);
}

/* Word @i as the engine sees the buffer. */
static u32 *word(struct buffer *b, unsigned int i)
{
	return (u32 *)page_address(b->block) + (i ^ PAGE_SIZE / 4);
}

static void fill(struct buffer *b, u32 tag)
{
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		*word(b, i) = tag + i;
}

/* Syncpoints: the shadow is the register. */
bool host1x_syncpt_is_expired(struct host1x_syncpt *sp, u32 thresh)
{
	return (s32)(atomic_read(&sp->min_val) - thresh) >= 0;
}

u32 host1x_syncpt_load(struct host1x_syncpt *sp)
{
	return atomic_read(&sp->min_val);
}

void host1x_syncpt_put(struct host1x_syncpt *sp)
{
	(void)sp;
}

void host1x_intr_put_ref(struct host1x *host, unsigned int id, void *ref,
			 bool flush)
{
	(void)host, (void)id, (void)ref, (void)flush;
}

static struct hosted_iommu *iommu;
static struct device parent, client_dev;
static struct host1x host;
static struct host1x_channel channel;
static struct host1x_client client;
static struct host1x_syncpt syncpt;
static unsigned int resumed_at, get, submitted;	/* get: the engine's */

static void cdma_start(struct host1x_cdma *cdma)
{
	cdma->running = true;
	get = 0;
}

static void cdma_flush(struct host1x_cdma *cdma)
{
	cdma->last_pos = cdma->push_buffer.pos;
}

static void cdma_timeout(struct work_struct *work)
{
	struct host1x_cdma *cdma = container_of(to_delayed_work(work),
						struct host1x_cdma,
						timeout.wq);

	mutex_lock(&cdma->lock);
	if (cdma->timeout.client)
		host1x_cdma_update_sync_queue(cdma, &client_dev);
	mutex_unlock(&cdma->lock);
}

static int cdma_timeout_init(struct host1x_cdma *cdma)
{
	INIT_DELAYED_WORK(&cdma->timeout.wq, cdma_timeout);
	cdma->timeout.initialized = true;
	return 0;
}

static void cdma_timeout_destroy(struct host1x_cdma *cdma)
{
	if (cdma->timeout.initialized)
		cancel_delayed_work_sync(&cdma->timeout.wq);
	cdma->timeout.initialized = false;
}

static void cdma_resume(struct host1x_cdma *cdma, u32 getptr)
{
	(void)cdma;
	resumed_at = getptr;
}

static void pushbuffer_init(struct push_buffer *pb)
{
	*(u32 *)(pb->mapped + pb->size) = RESTART;
}

static const struct host1x_cdma_ops cdma_ops = {
	.start = cdma_start,
	.flush = cdma_flush,
	.timeout_init = cdma_timeout_init,
	.timeout_destroy = cdma_timeout_destroy,
	.resume = cdma_resume,
};

static const struct host1x_pushbuffer_ops pushbuffer_ops = {
	.init = pushbuffer_init,
};

static void setup(const char *preset)
{
	static const struct host1x_info info;

	hosted_san_set_mode(HOSTED_SAN_REPORT);
	iommu = hosted_iommu_create(hosted_iommu_preset(preset));
	host = (struct host1x) {
		.dev = hosted_device_create(iommu, "host1x"),
		.domain = iommu_domain_alloc(hosted_iommu_bus(iommu)),
		.iova_end = SZ_1G - 1,
		.info = &info, .cdma_op = &cdma_ops,
		.cdma_pb_op = &pushbuffer_ops,
	};
	iova_cache_get();
	init_iova_domain(&host.iova, PAGE_SIZE, 1);
	parent = (struct device) { .init_name = "bus", .driver_data = &host };
	client_dev = (struct device) { .init_name = "vic", .parent = &parent };
	client = (struct host1x_client) { .dev = &client_dev };
	channel = (struct host1x_channel) { .dev = &client_dev };
	submitted = 0;
	syncpt = (struct host1x_syncpt) { .host = &host };
	if (iommu_attach_device(host.domain, host.dev) ||
	    host1x_cdma_init(&channel.cdma))
		ktest_fail(__FILE__, __LINE__, "setup");
}

static void teardown_all(void)
{
	channel.cdma.running = false;
	if (host1x_cdma_deinit(&channel.cdma))
		ktest_fail(__FILE__, __LINE__, "deinit");
	iommu_detach_device(host.domain, host.dev);
	iommu_domain_free(host.domain);
	put_iova_domain(&host.iova);
	iova_cache_put();
	hosted_device_destroy(host.dev);
	hosted_iommu_destroy(iommu);
}

/* A job that runs all of the buffers, twice the first; not yet pinned. */
static struct host1x_job *new_job(struct buffer *b, unsigned int n)
{
	struct host1x_job *job = host1x_job_alloc(&channel, n + 2, 0, true);
	unsigned int i;

	for (i = 0; i < n; i++)
		host1x_job_add_gather(job, &b[i].base, WORDS, 0);
	host1x_job_add_wait(job, 0, 0, false, 0);
	host1x_job_add_gather(job, &b[0].base, 1, 4);
	job->client = &client;
	job->syncpt = &syncpt;
	return job;
}

/* As channel_submit() of the hardware does. */
static int submit(struct host1x_job *job)
{
	struct host1x_cdma *cdma = &channel.cdma;
	struct host1x_job_gather *g;
	unsigned int i;
	int ret;

	job->syncpt_end = atomic_add_return(1, &syncpt.max_val);
	ret = host1x_cdma_begin(cdma, job);
	if (ret)
		return ret;
	for (i = 0; i < job->num_cmds; i++) {
		g = &job->cmds[i].gather;
		if (!job->cmds[i].is_wait)
			host1x_cdma_push(cdma, GATHER(g->words),
					 g->base + g->offset);
	}
	submitted = job->syncpt_end;
	host1x_cdma_end(cdma, job);
	return 0;
}

/*
 * The engine runs what was pushed; false when it cannot read what it is told
 * to, or it is not what the buffers hold.
 */
static u32 expected_tag;

static bool fetches_gather(dma_addr_t addr, unsigned int words)
{
	u32 at[4], i, first = addr & ~PAGE_MASK ? 1 : 0;

	for (i = 0; i < words; i += 4) {
		unsigned int n = min(words - i, 4U);

		if (hosted_device_read(host.dev, addr + i * 4, at, n * 4))
			return false;
		if (at[0] != expected_tag + first + i ||
		    at[n - 1] != expected_tag + first + i + n - 1)
			return false;
	}
	return true;
}

static bool engine_runs(void)
{
	struct push_buffer *pb = &channel.cdma.push_buffer;
	u32 op[2];

	while (get != channel.cdma.last_pos) {
		if (hosted_device_read(host.dev, pb->dma + get, op, 8))
			return false;
		if (op[0] >> 28 == 6 &&
		    !fetches_gather(op[1], op[0] & 0xffff))
			return false;
		get += 8;
		if (get == pb->size) {
			if (hosted_device_read(host.dev, pb->dma + get, op, 4)
			    || op[0] != RESTART)
				return false;
			get = 0;
		}
	}
	/* What is only half pushed is not done. */
	atomic_set(&syncpt.min_val, submitted);
	return true;
}

#ifndef UNFLUSHED

static void teardown(void)
{
	teardown_all();
	if (hosted_san_total())
		ktest_fail(__FILE__, __LINE__, "reports of the sanitizer");
	hosted_san_set_mode(HOSTED_SAN_OFF);
}

static void on(const char *preset)
{
	struct host1x_job *job;
	struct buffer b[3];
	dma_addr_t at[3];
	unsigned int i, round;
	u32 data;

	setup(preset);
	for (i = 0; i < 3; i++)
		buffer_init(&b[i]);
	/* Often enough for the push buffer to wrap. */
	for (round = 0; round < 200; round++) {
		expected_tag = round << 16;
		for (i = 0; i < 3; i++)
			fill(&b[i], expected_tag);
		job = new_job(b, 3);
		CHECK_EQ(host1x_job_pin(job, &client_dev), 0);
		CHECK(b[0].refs == 2 && b[1].refs == 1 && b[0].pins == 2);
		for (i = 0; i < 3; i++) {
			at[i] = job->cmds[i].gather.base;
			CHECK(at[i] <= host.iova_end);
			CHECK_EQ(iommu_iova_to_phys(host.domain, at[i]),
				 page_to_phys(b[i].block + 1));
		}
		CHECK_EQ(submit(job), 0);
		host1x_job_put(job);
		/* It is not done, and stays pinned. */
		host1x_cdma_update(&channel.cdma);
		CHECK_EQ(b[2].pins, 1);
		CHECK(engine_runs());
		/* Commands cannot be written by the device. */
		CHECK_EQ(hosted_device_write(host.dev, at[0], &data, 4),
			 -EFAULT);
		host1x_cdma_update(&channel.cdma);
		CHECK(list_empty(&channel.cdma.sync_queue));
		for (i = 0; i < 3; i++) {
			CHECK(!b[i].refs && !b[i].pins);
			CHECK(!find_iova(&host.iova,
					 iova_pfn(&host.iova, at[i])));
			CHECK_EQ(hosted_device_read(host.dev, at[i], &data,
						    4), -EFAULT);
			CHECK_EQ(hosted_device_read(host.dev,
						    at[i] + PAGE_SIZE, &data,
						    4), -EFAULT);
		}
	}
	for (i = 0; i < 3; i++)
		buffer_free(&b[i]);
	teardown();
}

static void on_vtd(void)
{
	on("vt-d");
}

static void on_vtd_in_caching_mode(void)
{
	on("vt-d-caching-mode");
}

static void on_smmu(void)
{
	on("smmu-v3");
}

static void on_s390(void)
{
	on("s390-shadow");
}

static void addresses_are_written_into_the_commands(void)
{
	struct host1x_job *job;
	struct buffer b, target;

	setup("smmu-v3");
	buffer_init(&b);
	buffer_init(&target);
	job = host1x_job_alloc(&channel, 1, 1, true);
	job->client = &client;
	host1x_job_add_gather(job, &b.base, 8, 0);
	job->relocs[0] = (struct host1x_reloc) {
		.cmdbuf = { &b.base, 8 }, .target = { &target.base, 0x100 },
		.shift = 8, .flags = HOST1X_RELOC_WRITE,
	};
	job->num_relocs = 1;
	CHECK_EQ(host1x_job_pin(job, &client_dev), 0);
	CHECK_EQ(*(u32 *)(page_address(b.block) + 8),
		 (page_to_phys(target.block + 1) + 0x100) >> 8);
	CHECK_EQ(target.pins, 1);
	host1x_job_unpin(job);
	CHECK(!target.pins && !b.pins && !target.refs && !b.refs);
	job->relocs[0].flags = 0;
	CHECK_EQ(host1x_job_pin(job, &client_dev), -EINVAL);
	host1x_job_put(job);
	buffer_free(&b);
	buffer_free(&target);
	teardown();
}

/* It copies the commands, and maps nothing by itself. */
static void behind_the_firewall(void)
{
	struct host1x_job *job;
	struct buffer b;
	u32 *commands;

	setup("smmu-v3");
	buffer_init(&b);
	commands = page_address(b.block);
	memset32(commands, 0x20010000, 4);
	commands[0] = 0x10010003;	/* three registers, one after the other */
	job = host1x_job_alloc(&channel, 1, 0, false);
	job->client = &client;
	host1x_job_add_gather(job, &b.base, 4, 0);
	CHECK_EQ(host1x_job_pin(job, &client_dev), 0);
	CHECK(!b.pins && job->cmds[0].gather.base == job->gather_copy);
	CHECK(!memcmp(job->gather_copy_mapped, commands, 16));
	host1x_job_unpin(job);
	host1x_job_put(job);
	/* More registers than there are words. */
	commands[0] = 0x10010004;
	job = host1x_job_alloc(&channel, 1, 0, false);
	job->client = &client;
	host1x_job_add_gather(job, &b.base, 4, 0);
	CHECK_EQ(host1x_job_pin(job, &client_dev), -EINVAL);
	host1x_job_put(job);
	buffer_free(&b);
	teardown();
}

/* In either case Linux 6.1 forgets something: a reference, the mapping. */
static void a_job_that_cannot_be_pinned(void)
{
	struct host1x_job *job;
	struct buffer b;

	setup("vt-d");
	buffer_init(&b);
	job = new_job(&b, 1);
	pin_fails = true;
	CHECK_EQ(host1x_job_pin(job, &client_dev), -ENOMEM);
	pin_fails = false;
	CHECK(b.refs == 1 && !b.pins);
	b.refs = 0;
	host1x_job_put(job);
	/* No address. */
	host.iova_end = 0;
	job = new_job(&b, 1);
	CHECK_EQ(host1x_job_pin(job, &client_dev), -ENOMEM);
	CHECK(!b.refs && b.pins == 1);
	host1x_bo_unpin(last_pinned);
	host1x_job_put(job);
	buffer_free(&b);
	teardown();
}

static struct {
	bool ok, stop;
} consumer;

/* What the interrupt does: let the engine run, and see what is done. */
static int consume(void *unused)
{
	(void)unused;
	consumer.ok = true;
	while (!READ_ONCE(consumer.stop)) {
		mutex_lock(&channel.cdma.lock);
		channel.cdma.last_pos = channel.cdma.push_buffer.pos;
		consumer.ok &= engine_runs();
		mutex_unlock(&channel.cdma.lock);
		host1x_cdma_update(&channel.cdma);
		cond_resched();
	}
	return 0;
}

static void a_full_push_buffer_waits(void)
{
	struct task_struct *task;
	struct host1x_job *job;
	struct buffer b;
	int i;

	setup("smmu-v3");
	buffer_init(&b);
	expected_tag = 0;
	fill(&b, 0);
	/* Three slots a job: 510 of 511, of which one stays free. */
	for (i = 0; i < SLOTS / 3; i++) {
		job = new_job(&b, 1);
		CHECK_EQ(host1x_job_pin(job, &client_dev), 0);
		CHECK_EQ(submit(job), 0);
		host1x_cdma_begin(&channel.cdma, job);
		host1x_cdma_push(&channel.cdma, NOP, NOP);
		mutex_unlock(&channel.cdma.lock);
		job->num_slots++;
		host1x_job_put(job);
	}
	CHECK_EQ(b.pins, SLOTS / 3 * 2);
	WRITE_ONCE(consumer.stop, false);
	task = kthread_run(consume, NULL, "consume");
	for (i = 0; i < SLOTS; i++) {
		job = new_job(&b, 1);
		CHECK_EQ(host1x_job_pin(job, &client_dev), 0);
		CHECK_EQ(submit(job), 0);
		host1x_job_put(job);
	}
	mutex_lock(&channel.cdma.lock);
	CHECK_EQ(host1x_cdma_wait_locked(&channel.cdma,
					 CDMA_EVENT_SYNC_QUEUE_EMPTY), 1);
	mutex_unlock(&channel.cdma.lock);
	WRITE_ONCE(consumer.stop, true);
	kthread_stop(task);
	CHECK(consumer.ok);
	CHECK(!b.pins);
	buffer_free(&b);
	teardown();
}

/* The job that hangs and what waits for the same syncpoint are given up. */
static void a_job_that_takes_too_long(void)
{
	struct host1x_job *hangs, *waits;
	struct buffer b[2];
	u32 *commands, data;
	dma_addr_t at;

	setup("vt-d");
	buffer_init(&b[0]);
	buffer_init(&b[1]);
	hosted_time_freeze(true);
	hangs = new_job(&b[0], 1);
	hangs->timeout = 100;
	waits = new_job(&b[1], 1);
	CHECK_EQ(host1x_job_pin(hangs, &client_dev), 0);
	CHECK_EQ(host1x_job_pin(waits, &client_dev), 0);
	at = hangs->cmds[0].gather.base;
	CHECK_EQ(submit(hangs), 0);
	CHECK_EQ(submit(waits), 0);
	hosted_time_advance(99);
	flush_workqueue(system_wq);
	CHECK(b[0].pins && !syncpt.locked);
	hosted_time_advance(1);
	flush_workqueue(system_wq);
	hosted_time_freeze(false);
	CHECK(hangs->cancelled && waits->cancelled && syncpt.locked);
	CHECK(!b[0].pins && !b[1].pins);
	CHECK(list_empty(&channel.cdma.sync_queue));
	CHECK_EQ(hosted_device_read(host.dev, at, &data, 4), -EFAULT);
	/* Its commands are nothing now, and the engine goes on with them. */
	commands = channel.cdma.push_buffer.mapped + waits->first_get;
	CHECK_EQ(commands[0], NOP);
	CHECK_EQ(resumed_at, waits->first_get);
	CHECK_EQ(submit(waits), -EPERM);
	host1x_job_put(hangs);
	host1x_job_put(waits);
	buffer_free(&b[0]);
	buffer_free(&b[1]);
	teardown();
}

KTEST_SUITE(host1x,
	KTEST(on_vtd),
	KTEST(on_vtd_in_caching_mode),
	KTEST(on_smmu),
	KTEST(on_s390),
	KTEST(addresses_are_written_into_the_commands),
	KTEST(behind_the_firewall),
	KTEST(a_job_that_cannot_be_pinned),
	KTEST(a_full_push_buffer_waits),
	KTEST(a_job_that_takes_too_long));

#endif
