// SPDX-License-Identifier: GPL-2.0-only
/*
 * The environments on the hosted kernel: the software IOMMU as it comes, and
 * as hardware that is more demanding.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/sanitizer.h>
#include <hosted/time.h>
#include <linux/kthread.h>
#include <linux/percpu.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "conformance.h"
#include "shim.h"

static struct hosted_iommu *iommu;
static const struct hosted_iommu_config *iommu_config;
static DEFINE_SPINLOCK(atomic_lock);

static void setup(const struct hosted_iommu_config *config)
{
	/* A suite that defers nothing has nothing to be reported. */
	if (!strcmp(ktest_suite.name, "synchronous"))
		hosted_san_set_mode(HOSTED_SAN_REPORT);
	/* But for what a case provokes. */
	hosted_san_suppress("unmap-of-nothing:unmap_of_nothing_is_nothing");
	iommu = hosted_iommu_create(config);
	iommu_config = config;
	if (IS_ERR(iommu)) {
		ktest_fail(__FILE__, __LINE__, "no IOMMU");
		return;
	}
	conf_device = hosted_device_create(iommu, "conformance");
	conf_domain = iommu_paging_domain_alloc(conf_device);
	if (IS_ERR(conf_domain) || iommu_attach_device(conf_domain, conf_device))
		ktest_fail(__FILE__, __LINE__, "no domain");
}

void env_detach(void)
{
	iommu_detach_device(conf_domain, conf_device);
	iommu_domain_free(conf_domain);
	conf_domain = NULL;
}

int env_attach(struct iommu_domain *domain)
{
	conf_domain = domain;
	return iommu_attach_device(domain, conf_device);
}

static void teardown(void)
{
	if (conf_domain)
		env_detach();
	hosted_device_destroy(conf_device);
	hosted_iommu_destroy(iommu);
	conf_free_pages();
	if (hosted_san_total())
		ktest_fail(__FILE__, __LINE__, "reports of the sanitizer");
}

static void setup_plain(void)
{
	setup(NULL);
}

static void setup_small_pages(void)
{
	setup(&(struct hosted_iommu_config) { .pgsize_bitmap = SZ_4K });
}

#define PRESET(fn, preset)						\
	static void fn(void)						\
	{								\
		setup(hosted_iommu_preset(preset));			\
	}
PRESET(setup_vtd, "vt-d")
PRESET(setup_caching_mode, "vt-d-caching-mode")
PRESET(setup_amd, "amd-vi")
PRESET(setup_smmu, "smmu-v3")
PRESET(setup_virtio, "virtio")
PRESET(setup_s390, "s390-shadow")

const struct ktest_env ktest_envs[] = {
	{ "a plain IOMMU", setup_plain, teardown },
	{ "an IOMMU of 4 KiB pages", setup_small_pages, teardown },
	{ "VT-d", setup_vtd, teardown },
	{ "VT-d in caching mode", setup_caching_mode, teardown },
	{ "AMD-Vi", setup_amd, teardown },
	{ "SMMUv3", setup_smmu, teardown },
	{ "virtio", setup_virtio, teardown },
	{ "s390", setup_s390, teardown },
	{ 0 },
};

void env_dma_write(unsigned long iova, u64 value)
{
	hosted_device_write(conf_device, iova, &value, sizeof(value));
}

u64 env_dma_read(unsigned long iova)
{
	u64 value = 0;

	hosted_device_read(conf_device, iova, &value, sizeof(value));
	return value;
}

u64 env_invalidations(void)
{
	struct hosted_iommu_stats stats;

	hosted_iommu_stats(iommu, &stats);
	return hosted_iommu_invalidations(&stats);
}

bool env_counts_holes(void)
{
	return iommu_config && iommu_config->holes != HOSTED_HOLES_END;
}

bool env_enforces_aperture(void)
{
	return true;
}

bool env_flushes_exactly(void)
{
	return true;
}

bool env_defers_tables(void)
{
	return true;
}

bool env_gathers(void)
{
	return true;
}

bool env_unmaps_up_to_hole(void)
{
	return true;
}

const unsigned int env_rounds = 300;

bool env_can_fail_alloc(void)
{
	return true;
}

void env_fail_alloc(unsigned int skip, unsigned int count)
{
	hosted_mem_fail(skip, count);
}

unsigned int env_log_count(const char *text)
{
	return hosted_log_count(text);
}

void env_log_expect(bool on)
{
	hosted_log_quiet(on);
}

void env_atomic_begin(void)
{
	spin_lock(&atomic_lock);
}

void env_atomic_end(void)
{
	spin_unlock(&atomic_lock);
}

struct env_thread *env_thread(int (*fn)(void *), void *data)
{
	return (struct env_thread *)kthread_run(fn, data, "conformance");
}

void env_join(struct env_thread *thread)
{
	kthread_stop((struct task_struct *)thread);
}

bool env_drop_flush_all(void)
{
	static struct iommu_domain_ops ops;

	ops = *conf_domain->ops;
	ops.flush_iotlb_all = NULL;
	conf_domain->ops = &ops;
	return true;
}

const unsigned int env_time_unit_us = 1000;

void env_time_freeze(bool frozen)
{
	hosted_time_freeze(frozen);
}

void env_time_pass(unsigned int units)
{
	hosted_time_advance(units);
}

/* A thread has a CPU's number but not the CPU: it may take another. */
bool env_cpu_goes(void (*before)(void))
{
	unsigned int own = raw_smp_processor_id();
	unsigned int other = (own + 1) % num_possible_cpus();

	hosted_cpu_plus_one = other + 1;
	before();
	hosted_cpu_plus_one = own + 1;
	hosted_cpu_dead(other);
	return true;
}

bool env_keeps_records(void)
{
	return shim_domain_find(conf_domain);
}

void env_watch(void)
{
	hosted_san_set_mode(HOSTED_SAN_REPORT);
}

static void (*flush_hook)(void);

static void call_hook(void *cookie, enum hosted_iommu_inval kind,
		      unsigned long iova, size_t size)
{
	(void)cookie, (void)kind, (void)iova, (void)size;
	flush_hook();
}

bool env_set_flush_hook(void (*hook)(void))
{
	flush_hook = hook;
	hosted_iommu_set_hook(iommu, hook ? call_hook : NULL, NULL);
	return true;
}

u64 env_full_flushes(void)
{
	struct hosted_iommu_stats stats;

	hosted_iommu_stats(iommu, &stats);
	return stats.invalidations[HOSTED_INVAL_DOMAIN];
}
