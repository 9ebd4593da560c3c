// SPDX-License-Identifier: GPL-2.0-only
/*
 * The environment in a real kernel: `edu` behind whatever IOMMU there is.
 */
#include <linux/completion.h>
#include <linux/delay.h>
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
static bool enforces_aperture;
static bool flushes_exactly;
static bool defers_tables;
static bool gathers;
static bool unmaps_up_to_hole;
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

/*
 * The kernel sees to leaks no more than to warnings: these are a panic, see
 * tests/kernel/boot.
 */
void ktest_begin(void)
{
	log_clear();
}

void ktest_ran(void)
{
}

void ktest_end(const char *impossible)
{
}

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

bool env_drop_flush_all(void)
{
	return false;
}

bool env_counts_holes(void)
{
	return counts_holes;
}

bool env_enforces_aperture(void)
{
	return enforces_aperture;
}

bool env_flushes_exactly(void)
{
	return flushes_exactly;
}

bool env_defers_tables(void)
{
	return defers_tables;
}

bool env_gathers(void)
{
	return gathers;
}

bool env_unmaps_up_to_hole(void)
{
	return unmaps_up_to_hole;
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
 * A kernel's clock does not stand still.  A timeout of ten units is half of what
 * a flush may take before the shim says that it hangs.
 */
const unsigned int env_time_unit_us = 50 * USEC_PER_MSEC;

void env_time_freeze(bool frozen)
{
}

void env_time_pass(unsigned int units)
{
	unsigned long us = units * env_time_unit_us;

	usleep_range(us, us + USEC_PER_MSEC);
}

/* There is one, or the clock could not be as it is: see tests/kernel/modules. */
bool env_cpu_goes(void (*before)(void))
{
	return false;
}

/* What it has kept, it says when it is unloaded: see the script. */
bool env_keeps_records(void)
{
	return false;
}

void env_watch(void)
{
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

static void look_at_unmap(struct page *page)
{
	size_t unmapped;

	unshimmed_unmap(conf_domain, IOVA_A, PAGE_SIZE);
	keeps_stale = conf_reaches(IOVA_A, page);

	/* A is stale, and B is flushed. */
	if (conf_map_cached(IOVA_B, page))
		return;
	unmapped = SYNC(iommu_unmap)(conf_domain, IOVA_B, 2 * PAGE_SIZE);
	counts_holes = unmapped > PAGE_SIZE;
	flushes_exactly = keeps_stale && conf_reaches(IOVA_A, page);

	/* A page in the lower half of what a larger page would be. */
	if (conf_map_cached(SZ_8M, page))
		return;
	unmapped = SYNC(iommu_unmap)(conf_domain, SZ_8M, 2 * PAGE_SIZE);
	unmaps_up_to_hole = unmapped >= PAGE_SIZE;
	if (conf_map_cached(IOVA_C, page))
		return;
	gathers = unshimmed_unmap_gathers(conf_domain, IOVA_C, PAGE_SIZE);
}

static void look_at_tables(struct page *page)
{
	unsigned long iova;

	for (iova = SZ_4M; iova < SZ_4M + SZ_2M; iova += PAGE_SIZE)
		if (SYNC(iommu_map)(conf_domain, iova, page_to_phys(page),
				    PAGE_SIZE, RW))
			return;
	defers_tables = unshimmed_unmap_defers_tables(conf_domain, SZ_4M,
						      SZ_2M);
}

static void look_at_aperture(struct page *page)
{
	unsigned long end = conf_domain->geometry.aperture_end;

	enforces_aperture = SYNC(iommu_map)(conf_domain, end + 1 - PAGE_SIZE,
					    page_to_phys(page), 2 * PAGE_SIZE,
					    RW) < 0;
}

static void say_what_was_seen(void)
{
	const struct {
		bool seen;
		const char *what;
	} rows[] = {
		{ !has_flush_probe, "flushes within the unmap" },
		{ keeps_stale, "leaves what it unmapped in the IOTLB" },
		{ !flushes_exactly, "drops more than what is flushed" },
		{ counts_holes, "counts holes as unmapped" },
		{ !enforces_aperture, "maps beyond the aperture" },
		{ !gathers, "does not say what is to be flushed" },
		{ !unmaps_up_to_hole, "forgets what it finds before a hole" },
		{ !defers_tables, "frees no page tables after a flush" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].seen)
			pr_info("conformance: this IOMMU %s\n", rows[i].what);
}

/* What the driver and its IOMMU do where the contract leaves it to them. */
static int look_at_iommu(void)
{
	struct page *page;
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
	look_at_unmap(page);
	look_at_tables(page);
	look_at_aperture(page);
	say_what_was_seen();
out:
	teardown();
	return ret;
}

int env_begin(void)
{
	struct pci_dev *edu = edu_get(0);
	int ret;

	if (IS_ERR(edu))
		return PTR_ERR(edu);
	conf_device = &edu->dev;
	mailbox = (u64 *)get_zeroed_page(GFP_KERNEL);
	ret = mailbox ? look_at_iommu() : -ENOMEM;
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
