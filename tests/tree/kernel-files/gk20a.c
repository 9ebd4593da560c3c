// SPDX-License-Identifier: GPL-2.0-only
/*
 * nouveau's gk20a.c with its allocator of ranges: objects of pages from
 * anywhere, in one piece for the GPU by the IOMMU and for the CPU by vmap().
 * The rest of nouveau is stood in for below.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/sanitizer.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include <core/tegra.h>
#include <subdev/instmem.h>
#include <subdev/ltc.h>
#include <subdev/mmu.h>
#include "priv.h"

#include "ktest.h"

#define IOMMU_BIT 34

static unsigned int l2_flushes, l2_invalidates;

void nvkm_ltc_flush(struct nvkm_ltc *ltc)
{
	(void)ltc;
	l2_flushes++;
}

void nvkm_ltc_invalidate(struct nvkm_ltc *ltc)
{
	(void)ltc;
	l2_invalidates++;
}

void nvkm_memory_ctor(const struct nvkm_memory_func *func,
		      struct nvkm_memory *memory)
{
	memory->func = func;
	kref_init(&memory->kref);
}

void nvkm_instmem_ctor(const struct nvkm_instmem_func *func,
		       struct nvkm_device *device, enum nvkm_subdev_type type,
		       int inst, struct nvkm_instmem *imem)
{
	imem->func = func;
	imem->subdev.device = device;
	imem->subdev.type = type;
	imem->subdev.inst = inst;
	imem->subdev.debug = NV_DBG_WARN;
}

int nvkm_vmm_map(struct nvkm_vmm *vmm, struct nvkm_vma *vma, void *argv,
		 u32 argc, struct nvkm_vmm_map *map)
{
	(void)vmm, (void)vma, (void)argv, (void)argc, (void)map;
	return -ENODEV;
}

static struct nvkm_device_tegra tdev;

static struct nvkm_device_tegra *tegra(struct nvkm_device *device)
{
	return container_of(device, struct nvkm_device_tegra, device);
}

static struct hosted_iommu *iommu;
static struct nvkm_instmem *imem;

static void setup(const char *preset)
{
	static const struct nvkm_device_func func = { .tegra = tegra };
	static const struct nvkm_device_tegra_func tegra_func = {
		.iommu_bit = IOMMU_BIT,
	};

	hosted_san_set_mode(HOSTED_SAN_REPORT);
	iommu = hosted_iommu_create(hosted_iommu_preset(preset));
	tdev = (struct nvkm_device_tegra) {
		.func = &tegra_func,
		.device.func = &func,
		.device.dev = hosted_device_create(iommu, "gpu"),
	};
	mutex_init(&tdev.iommu.mutex);
	tdev.iommu.pgshift = PAGE_SHIFT;
	tdev.iommu.domain = iommu_domain_alloc(hosted_iommu_bus(iommu));
	if (iommu_attach_device(tdev.iommu.domain, tdev.device.dev) ||
	    nvkm_mm_init(&tdev.iommu.mm, 0, 0, SZ_16M >> PAGE_SHIFT, 1) ||
	    gk20a_instmem_new(&tdev.device, NVKM_SUBDEV_INSTMEM, 0, &imem))
		ktest_fail(__FILE__, __LINE__, "setup");
}

static void teardown(void)
{
	kfree(imem->func->dtor(imem));
	nvkm_mm_fini(&tdev.iommu.mm);
	iommu_detach_device(tdev.iommu.domain, tdev.device.dev);
	iommu_domain_free(tdev.iommu.domain);
	hosted_device_destroy(tdev.device.dev);
	hosted_iommu_destroy(iommu);
	if (hosted_san_total())
		ktest_fail(__FILE__, __LINE__, "reports of the sanitizer");
	hosted_san_set_mode(HOSTED_SAN_OFF);
}

static struct nvkm_memory *object(u32 size)
{
	struct nvkm_memory *memory;

	if (imem->func->memory_new(imem, size, SZ_4K, false, &memory))
		return NULL;
	return memory;
}

static void destroy(struct nvkm_memory *memory)
{
	kfree(memory->func->dtor(memory));
}

/* Where the IOMMU sees the object: an address with a bit set goes to it. */
static unsigned long iova(struct nvkm_memory *memory)
{
	return nvkm_memory_addr(memory) & ~BIT(IOMMU_BIT);
}

/* All that the CPU writes the GPU reads, and the other way round. */
static bool shared(struct nvkm_memory *memory, u32 tag)
{
	u32 size = nvkm_memory_size(memory), at, word;
	bool ok = nvkm_kmap(memory);

	for (at = 0; ok && at < size; at += SZ_1K) {
		nvkm_wo32(memory, at, tag + at);
		ok = !hosted_device_read(tdev.device.dev, iova(memory) + at,
					 &word, 4) && word == tag + at;
		word = ~tag;
		ok = ok && !hosted_device_write(tdev.device.dev,
						iova(memory) + at + 4, &word,
						4) &&
		     nvkm_ro32(memory, at + 4) == ~tag;
	}
	nvkm_done(memory);
	return ok;
}

static bool gone(unsigned long at, u32 size)
{
	u32 word;

	for (; size; at += PAGE_SIZE, size -= PAGE_SIZE)
		if (hosted_device_read(tdev.device.dev, at, &word, 4) !=
		    -EFAULT)
			return false;
	return true;
}

static void on(const char *preset)
{
	struct nvkm_memory *a, *b;
	unsigned long at;

	setup(preset);
	a = object(5 * SZ_4K - 100);
	b = object(1);
	CHECK(a && b);
	CHECK_EQ(nvkm_memory_size(a), 5 * SZ_4K);
	CHECK_EQ(nvkm_memory_size(b), SZ_4K);
	CHECK(nvkm_memory_addr(a) & BIT(IOMMU_BIT));
	l2_flushes = l2_invalidates = 0;
	CHECK(shared(a, 0xa0000000));
	CHECK(shared(b, 0xb0000000));
	CHECK_EQ(l2_flushes, 2);
	CHECK_EQ(l2_invalidates, 2);
	at = iova(a);
	destroy(a);
	CHECK(gone(at, 5 * SZ_4K));
	CHECK(shared(b, 0xc0000000));
	/* In the place of the first, with other pages. */
	a = object(5 * SZ_4K);
	CHECK_EQ(iova(a), at);
	CHECK(shared(a, 0xd0000000));
	destroy(a);
	destroy(b);
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

/* A megabyte of them stays mapped for the CPU; the oldest make room. */
static void mappings_for_the_cpu_are_recycled(void)
{
	struct nvkm_memory *objects[12];
	int i, round;

	setup("smmu-v3");
	for (i = 0; i < 12; i++) {
		objects[i] = object(SZ_128K);
		CHECK(objects[i]);
	}
	for (round = 0; round < 3; round++)
		for (i = 0; i < 12; i++)
			CHECK(shared(objects[i], i << 24));
	for (i = 0; i < 12; i++)
		destroy(objects[i]);
	teardown();
}

static void a_full_space_is_an_error(void)
{
	struct nvkm_memory *memory = NULL, *all;

	setup("vt-d");
	all = object(SZ_16M - SZ_4K);
	CHECK(all);
	hosted_log_quiet(true);
	CHECK_EQ(imem->func->memory_new(imem, SZ_8K, SZ_4K, false, &memory),
		 -ENOSPC);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("IOMMU space is full"), 1);
	/* It is there, and empty. */
	kfree(memory);
	destroy(all);
	teardown();
}

KTEST_SUITE(gk20a,
	KTEST(on_vtd),
	KTEST(on_vtd_in_caching_mode),
	KTEST(on_smmu),
	KTEST(on_s390),
	KTEST(mappings_for_the_cpu_are_recycled),
	KTEST(a_full_space_is_an_error));
