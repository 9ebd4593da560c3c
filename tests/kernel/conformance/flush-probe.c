// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kprobe at the beginning of a function lets it go on in another one, which
 * may sleep, and calls it again when it likes.
 */
#include <linux/atomic.h>
#include <linux/kprobes.h>
#include <linux/ptrace.h>
#include <linux/sched.h>

#include "flush-probe.h"

static void (*sync_fn)(struct iommu_domain *domain,
		       struct iommu_iotlb_gather *gather);
static void (*all_fn)(struct iommu_domain *domain);
static atomic64_t sync_calls, all_calls;
static void (*flush_hook)(void);

/* Tasks that have been held and are on their way into the function. */
static struct task_struct *passing[16];

static bool is_passing(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(passing); i++)
		if (READ_ONCE(passing[i]) == current)
			return true;
	return false;
}

/* Returns the place that is to be given back. */
static struct task_struct **begin_pass(void)
{
	void (*hook)(void) = READ_ONCE(flush_hook);
	unsigned int i;

	if (hook)
		hook();
	for (i = 0; i < ARRAY_SIZE(passing); i++)
		if (!cmpxchg(&passing[i], NULL, current))
			return &passing[i];
	BUG();
}

static void held_sync(struct iommu_domain *domain,
		      struct iommu_iotlb_gather *gather)
{
	struct task_struct **place = begin_pass();

	sync_fn(domain, gather);
	WRITE_ONCE(*place, NULL);
}

static void held_all(struct iommu_domain *domain)
{
	struct task_struct **place = begin_pass();

	all_fn(domain);
	WRITE_ONCE(*place, NULL);
}

/*
 * An interrupt that flushes while its task passes is let through: it is not
 * counted, and nothing here flushes in one.
 */
static int divert(struct pt_regs *regs, atomic64_t *calls, void *to)
{
	if (is_passing())
		return 0;
	atomic64_inc(calls);
	instruction_pointer_set(regs, (unsigned long)to);
	return 1;
}

static int at_sync(struct kprobe *probe, struct pt_regs *regs)
{
	return divert(regs, &sync_calls, held_sync);
}

static int at_all(struct kprobe *probe, struct pt_regs *regs)
{
	return divert(regs, &all_calls, held_all);
}

static struct kprobe sync_probe = { .pre_handler = at_sync };
static struct kprobe all_probe = { .pre_handler = at_all };

static int probe_at(struct kprobe *probe, void *fn)
{
	probe->addr = fn;
	return register_kprobe(probe);
}

int flush_probe_begin(struct iommu_domain *domain)
{
	int ret;

	if (!domain->ops->iotlb_sync || !domain->ops->flush_iotlb_all)
		return -EOPNOTSUPP;
	sync_fn = domain->ops->iotlb_sync;
	all_fn = domain->ops->flush_iotlb_all;
	ret = probe_at(&sync_probe, sync_fn);
	if (ret)
		return ret;
	ret = probe_at(&all_probe, all_fn);
	if (ret)
		unregister_kprobe(&sync_probe);
	return ret;
}

void flush_probe_end(void)
{
	unregister_kprobe(&all_probe);
	unregister_kprobe(&sync_probe);
}

u64 flush_probe_calls(void)
{
	return atomic64_read(&sync_calls) + atomic64_read(&all_calls);
}

u64 flush_probe_full_calls(void)
{
	return atomic64_read(&all_calls);
}

void flush_probe_set_hook(void (*hook)(void))
{
	WRITE_ONCE(flush_hook, hook);
}
