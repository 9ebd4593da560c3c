// SPDX-License-Identifier: GPL-2.0-only
/*
 * The software IOMMU's invalidation queue.
 *
 * A command takes effect some time after it was submitted, one after the other.
 * There is no thread that carries them out: whoever looks at the hardware first
 * does what is due, a transaction before it translates and a CPU that waits.
 */
#include <hosted/iommu.h>
#include <linux/kernel.h>
#include <linux/limits.h>

#include "posix/posix.h"
#include "soft-iommu.h"

static void drop_entry(struct iotlb_entry *e, void *cookie)
{
	const struct hw_command *cmd = cookie;

	if (!cmd->shift || e->shift == cmd->shift || !e->perm)
		e->valid = false;
}

static void drop_shadows(struct hosted_iommu *iommu,
			 const struct hw_command *cmd)
{
	unsigned int i;

	for (i = 0; i < HW_CONTEXTS; i++) {
		const struct hw_context *ctx = &iommu->contexts[i];

		if (iommu->devices[i].shadow &&
		    (cmd->kind == HOSTED_INVAL_GLOBAL || ctx->did == cmd->did))
			shadow_sync(iommu->devices[i].shadow, ctx->root,
				    cmd->start, cmd->last);
	}
}

static void execute(struct hosted_iommu *iommu, struct hw_command *cmd)
{
	switch (cmd->kind) {
	case HOSTED_INVAL_RANGE:
	case HOSTED_INVAL_DOMAIN:
		iotlb_for_each(&iommu->tlb, cmd->did, cmd->start, cmd->last,
			       drop_entry, cmd);
		psc_drop(&iommu->psc, cmd->did, cmd->start, cmd->last);
		drop_shadows(iommu, cmd);
		break;
	case HOSTED_INVAL_GLOBAL:
		iotlb_drop_all(&iommu->tlb);
		psc_drop_all(&iommu->psc);
		drop_shadows(iommu, cmd);
		break;
	case HOSTED_INVAL_DEVTLB:
		iotlb_for_each(&iommu->devices[cmd->sid].devtlb, cmd->did,
			       cmd->start, cmd->last, drop_entry, cmd);
		break;
	case HOSTED_INVAL_KINDS:
		break;
	}
}

/* Under hw_lock. */
void hw_process(struct hosted_iommu *iommu)
{
	struct hw_queue *q = &iommu->queue;
	struct hw_command *cmd;

	while (q->head != q->tail) {
		cmd = &q->commands[q->head % HW_QUEUE_SIZE];
		if (cmd->due && posix_now() < cmd->due)
			break;
		execute(iommu, cmd);
		q->head++;
	}
}

/* Until the command before number @upto has taken effect. */
static void hw_wait(struct hosted_iommu *iommu, u64 upto)
{
	struct hw_queue *q = &iommu->queue;
	unsigned long flags;
	u64 due = 0;
	bool done;

	for (;;) {
		spin_lock_irqsave(&iommu->hw_lock, flags);
		hw_process(iommu);
		done = q->head >= upto;
		if (!done)
			due = q->commands[q->head % HW_QUEUE_SIZE].due;
		spin_unlock_irqrestore(&iommu->hw_lock, flags);
		if (done)
			return;
		posix_wait_until(due);
	}
}

/* Returns the number of the command. */
static u64 hw_submit(struct hosted_iommu *iommu, const struct hw_command *cmd)
{
	struct hw_queue *q = &iommu->queue;
	unsigned long flags;
	hosted_iommu_hook_t hook;
	struct hw_command *slot;
	void *cookie;
	u64 now, nr;

	/* Counted, and seen by who watches, before it can take effect. */
	spin_lock_irqsave(&iommu->hw_lock, flags);
	iommu->stats.invalidations[cmd->kind]++;
	hook = iommu->hook;
	cookie = iommu->hook_cookie;
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	if (hook)
		hook(cookie, cmd->kind, cmd->start,
		     cmd->kind == HOSTED_INVAL_RANGE ?
		     cmd->last - cmd->start + 1 : 0);

	for (;;) {
		spin_lock_irqsave(&iommu->hw_lock, flags);
		if (q->tail - q->head < HW_QUEUE_SIZE)
			break;
		nr = q->head + 1;
		spin_unlock_irqrestore(&iommu->hw_lock, flags);
		hw_wait(iommu, nr);
	}
	slot = &q->commands[q->tail % HW_QUEUE_SIZE];
	*slot = *cmd;
	slot->due = 0;
	if (iommu->config.inval_latency_ns) {
		now = posix_now();
		q->busy_until = max(q->busy_until, now) +
				iommu->config.inval_latency_ns;
		slot->due = q->busy_until;
	}
	nr = ++q->tail;
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
	return nr;
}

/* The device TLBs of a domain; the IOTLB first, or they fill from it again. */
static u64 submit_devtlbs(struct hosted_iommu *iommu,
			  const struct hw_command *cmd, u64 nr)
{
	struct hw_command dev = *cmd;
	unsigned long flags;
	unsigned int i;
	bool attached;

	if (!iommu->config.devtlb_entries)
		return nr;
	dev.kind = HOSTED_INVAL_DEVTLB;
	/* The hint is for walks of the IOMMU; a device gets the range. */
	dev.shift = 0;
	for (i = 0; i < HW_CONTEXTS; i++) {
		spin_lock_irqsave(&iommu->hw_lock, flags);
		attached = iommu->contexts[i].domain &&
			   (cmd->kind == HOSTED_INVAL_GLOBAL ||
			    iommu->contexts[i].did == cmd->did);
		dev.did = iommu->contexts[i].did;
		spin_unlock_irqrestore(&iommu->hw_lock, flags);
		dev.sid = i;
		if (attached)
			nr = hw_submit(iommu, &dev);
	}
	return nr;
}

static void submit_and_wait(struct hosted_iommu *iommu,
			    const struct hw_command *cmd)
{
	u64 nr = hw_submit(iommu, cmd);

	hw_wait(iommu, submit_devtlbs(iommu, cmd, nr));
}

void hw_invalidate_range(struct hosted_iommu *iommu, u16 did,
			 unsigned long iova, size_t size, size_t pgsize)
{
	const struct hw_command cmd = {
		.kind = HOSTED_INVAL_RANGE,
		.did = did,
		.start = iova,
		.last = iova + size - 1,
		.shift = iommu->config.leaf_hint ? __ffs(pgsize) : 0,
	};
	u64 begin = san_command_begin();

	submit_and_wait(iommu, &cmd);
	san_command_done(iommu, did, cmd.start, cmd.last, cmd.shift, begin);
}

void hw_forget_domain(struct hosted_iommu *iommu, u16 did)
{
	const struct hw_command cmd = {
		.kind = HOSTED_INVAL_DOMAIN,
		.did = did,
		.last = ULONG_MAX,
	};

	submit_and_wait(iommu, &cmd);
}

void hw_invalidate_domain(struct hosted_iommu *iommu, u16 did)
{
	u64 begin = san_command_begin();

	hw_forget_domain(iommu, did);
	san_command_done(iommu, did, 0, ULONG_MAX, 0, begin);
}

void hosted_iommu_invalidate_all(struct hosted_iommu *iommu)
{
	const struct hw_command cmd = {
		.kind = HOSTED_INVAL_GLOBAL,
		.last = ULONG_MAX,
	};
	u64 begin = san_command_begin();

	submit_and_wait(iommu, &cmd);
	san_command_done(iommu, -1, 0, ULONG_MAX, 0, begin);
}

void hosted_iommu_set_hook(struct hosted_iommu *iommu,
			   hosted_iommu_hook_t hook, void *cookie)
{
	unsigned long flags;

	spin_lock_irqsave(&iommu->hw_lock, flags);
	iommu->hook = hook;
	iommu->hook_cookie = cookie;
	spin_unlock_irqrestore(&iommu->hw_lock, flags);
}
