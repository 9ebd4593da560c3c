// SPDX-License-Identifier: GPL-2.0-only
/*
 * host1x in style explicit, its flushes taken out: the sanitizer says so, for
 * the jobs' buffers and for the push buffer.
 */
#define UNFLUSHED
#include "host1x.c"

static void a_removed_flush_is_seen(void)
{
	struct host1x_job *job;
	unsigned int freed;
	struct buffer b;
	dma_addr_t at;
	u32 data;

	setup("vt-d");
	hosted_log_quiet(true);
	buffer_init(&b);
	expected_tag = 0;
	fill(&b, 0);
	job = new_job(&b, 1);
	CHECK_EQ(host1x_job_pin(job, &client_dev), 0);
	at = job->cmds[0].gather.base;
	CHECK_EQ(submit(job), 0);
	host1x_job_put(job);
	CHECK(engine_runs());
	CHECK_EQ(hosted_san_total(), 0);
	host1x_cdma_update(&channel.cdma);
	CHECK_EQ(hosted_device_read(host.dev, at, &data, 4), 0);
	CHECK_EQ(hosted_san_count(HOSTED_SAN_STALE_USE), 1);
	buffer_free(&b);
	freed = hosted_san_count(HOSTED_SAN_PAGE_FREED);
	CHECK(freed);
	teardown_all();
	CHECK(hosted_san_count(HOSTED_SAN_PAGE_FREED) > freed);
	hosted_log_quiet(false);
	hosted_san_set_mode(HOSTED_SAN_OFF);
}

KTEST_SUITE(host1x_unflushed,
	KTEST(a_removed_flush_is_seen));
