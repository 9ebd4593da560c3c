// SPDX-License-Identifier: GPL-2.0-only
/*
 * The environment in a real kernel: `edu` behind whatever IOMMU there is.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "conformance.h"
#include "edu.h"
#include "flush-probe.h"
#include "kernel.h"

/*
 * A page through which the device is told what to write and tells what it has
 * read.  Its IOVA is far from the others, also in the low bits of the page
 * number: QEMU's VT-d drops entries that agree with an invalidated one there.
 */
#define MAILBOX 0x0e0ee000UL

static u64 *mailbox;
static DEFINE_MUTEX(mailbox_lock);
static bool has_flush_probe;
static bool keeps_stale;
static bool counts_holes;
static DEFINE_SPINLOCK(atomic_lock);

static int map_mailbox(void)
{
	return SYNC(iommu_map)(conf_domain, MAILBOX, virt_to_phys(mailbox),
			       PAGE_SIZE, RW);
}

int env_attach(struct iommu_domain *domain)
{
	int ret;

	conf_domain = domain;
	ret = iommu_attach_device(domain, conf_device);
	return ret ? ret : map_mailbox();
}

void env_detach(void)
{
	iommu_detach_device(conf_domain, conf_device);
	iommu_domain_free(conf_domain);
	conf_domain = NULL;
}

static void setup(void)
{
	struct iommu_domain *domain = iommu_paging_domain_alloc(conf_device);

	if (IS_ERR(domain) || env_attach(domain))
		ktest_fail(__FILE__, __LINE__, "no domain");
}

static void teardown(void)
{
	env_set_flush_hook(NULL);
	if (conf_domain)
		env_detach();
	conf_free_pages();
}

const struct ktest_env ktest_envs[] = {
	{ "edu", setup, teardown },
	{ 0 },
};

void env_dma_write(unsigned long iova, u64 value)
{
	mutex_lock(&mailbox_lock);
	WRITE_ONCE(*mailbox, value);
	edu_read(MAILBOX, sizeof(value));
	edu_write(iova, sizeof(value));
	mutex_unlock(&mailbox_lock);
}

/* What is not read leaves in the device what was there. */
u64 env_dma_read(unsigned long iova)
{
	u64 value;

	mutex_lock(&mailbox_lock);
	WRITE_ONCE(*mailbox, 0);
	edu_read(iova, sizeof(value));
	edu_write(MAILBOX, sizeof(value));
	value = READ_ONCE(*mailbox);
	mutex_unlock(&mailbox_lock);
	return value;
}

/*
 * Known only where the driver leaves something stale behind, as most do; one
 * that flushes within the unmap has nothing to count.
 */
u64 env_invalidations(void)
{
	return has_flush_probe && keeps_stale ? flush_probe_calls() :
	       ENV_UNKNOWN;
}

u64 env_full_flushes(void)
{
	return flush_probe_full_calls();
}

bool env_set_flush_hook(void (*hook)(void))
{
	if (!has_flush_probe)
		return false;
	flush_probe_set_hook(hook);
	return true;
}

bool env_counts_holes(void)
{
	return counts_holes;
}

/* A transfer takes the device long enough. */
const unsigned int env_rounds = 10;

bool env_can_fail_alloc(void)
{
	return false;
}

void env_fail_alloc(unsigned int skip, unsigned int count)
{
}

/* All that is logged is kept anyway. */
void env_log_expect(bool on)
{
}

void env_atomic_begin(void)
{
	spin_lock(&atomic_lock);
}

void env_atomic_end(void)
{
	spin_unlock(&atomic_lock);
}

/*
 * A reference keeps the task after it has ended, and it has begun its function
 * before anybody may tell it to stop.
 */
struct env_thread {
	int (*fn)(void *data);
	void *data;
	struct completion done;
	struct task_struct *task;
};

static int run_thread(void *data)
{
	struct env_thread *thread = data;
	int ret = thread->fn(thread->data);

	complete(&thread->done);
	return ret;
}

struct env_thread *env_thread(int (*fn)(void *), void *data)
{
	struct env_thread *thread = kzalloc(sizeof(*thread), GFP_KERNEL);

	BUG_ON(!thread);
	thread->fn = fn;
	thread->data = data;
	init_completion(&thread->done);
	thread->task = kthread_create(run_thread, thread, "conformance");
	BUG_ON(IS_ERR(thread->task));
	get_task_struct(thread->task);
	wake_up_process(thread->task);
	return thread;
}

void env_join(struct env_thread *thread)
{
	wait_for_completion(&thread->done);
	kthread_stop(thread->task);
	put_task_struct(thread->task);
	kfree(thread);
}

/*
 * Does this driver leave anything in the IOTLB when it unmaps, and what does it
 * say of a hole?
 */
static int look_at_driver(void)
{
	struct page *page;
	size_t unmapped;
	int ret;

	setup();
	if (!conf_domain)
		return -ENODEV;
	ret = flush_probe_begin(conf_domain);
	if (ret && ret != -EOPNOTSUPP)
		goto out;
	has_flush_probe = !ret;

	page = conf_page();
	ret = conf_map_cached(IOVA_A, page);
	if (ret) {
		pr_err("the device does not reach a page that is mapped\n");
		goto out;
	}
	unshimmed_unmap(conf_domain, IOVA_A, PAGE_SIZE);
	keeps_stale = conf_reaches(IOVA_A, page);

	ret = conf_map_cached(IOVA_B, page);
	unmapped = SYNC(iommu_unmap)(conf_domain, IOVA_B, 2 * PAGE_SIZE);
	counts_holes = unmapped > PAGE_SIZE;
	pr_info("conformance: the IOMMU's driver %s%s\n",
		!has_flush_probe ? "flushes within the unmap" :
		keeps_stale ? "leaves what it unmapped in the IOTLB" :
		"leaves nothing that the device could use",
		counts_holes ? ", and counts holes as unmapped" : "");
out:
	teardown();
	return ret;
}

int env_begin(void)
{
	struct pci_dev *edu = edu_get();
	int ret;

	if (IS_ERR(edu))
		return PTR_ERR(edu);
	conf_device = &edu->dev;
	mailbox = (u64 *)get_zeroed_page(GFP_KERNEL);
	ret = mailbox ? look_at_driver() : -ENOMEM;
	if (ret)
		env_end();
	return ret;
}

void env_end(void)
{
	if (has_flush_probe)
		flush_probe_end();
	free_page((unsigned long)mailbox);
	edu_put();
}
