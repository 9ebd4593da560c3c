// SPDX-License-Identifier: GPL-2.0-only
/*
 * The MMUs of Vivante GPUs: etnaviv_iommu.c, etnaviv_iommu_v2.c and
 * etnaviv_mmu.c over Linux's drm_mm.c.  They have tables and a TLB of their own
 * and are not behind the IOMMU API; the GPU below walks the tables as it would,
 * and forgets what it has found when its driver says that something changed.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <linux/dma-mapping.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "etnaviv_cmdbuf.h"
#include "etnaviv_gem.h"
#include "etnaviv_gpu.h"
#include "etnaviv_mmu.h"
#include "state_hi.xml.h"

#include "ktest.h"

#define BAD 0xdead55aa
#define NPAGES 4
#define V1_WINDOW 0x80000000

/* What the rest of the driver does. */
struct etnaviv_cmdbuf_suballoc {
	struct page *page;
};

int etnaviv_cmdbuf_suballoc_map(struct etnaviv_cmdbuf_suballoc *suballoc,
				struct etnaviv_iommu_context *context,
				struct etnaviv_vram_mapping *mapping,
				u32 memory_base)
{
	return etnaviv_iommu_get_suballoc_va(context, mapping, memory_base,
					     page_to_phys(suballoc->page),
					     PAGE_SIZE);
}

void etnaviv_cmdbuf_suballoc_unmap(struct etnaviv_iommu_context *context,
				   struct etnaviv_vram_mapping *mapping)
{
	etnaviv_iommu_put_suballoc_va(context, mapping);
}

static struct etnaviv_cmdbuf_suballoc suballoc;

dma_addr_t etnaviv_cmdbuf_get_pa(struct etnaviv_cmdbuf *buf)
{
	(void)buf;
	return page_to_phys(suballoc.page);
}

static u32 mtlb, safe;		/* as the front end was told */

u16 etnaviv_buffer_config_mmuv2(struct etnaviv_gpu *gpu, u32 mtlb_addr,
				u32 safe_addr)
{
	(void)gpu;
	mtlb = mtlb_addr;
	safe = safe_addr;
	return 2;
}

u16 etnaviv_buffer_config_pta(struct etnaviv_gpu *gpu, unsigned short id)
{
	u64 *pta = phys_to_virt(gpu_read(gpu, VIVS_MMUv2_PTA_ADDRESS_LOW));

	mtlb = pta[id] & PAGE_MASK;
	safe = gpu_read(gpu, VIVS_MMUv2_NONSEC_SAFE_ADDR_LOW);
	return 2;
}

static unsigned int starts;

void etnaviv_gpu_start_fe(struct etnaviv_gpu *gpu, u32 address, u16 prefetch)
{
	(void)gpu;
	starts += address == page_to_phys(suballoc.page) && prefetch == 2;
}

int etnaviv_gpu_wait_idle(struct etnaviv_gpu *gpu, unsigned int timeout_ms)
{
	(void)gpu, (void)timeout_ms;
	return 0;
}

void drm_printf(struct drm_printer *p, const char *f, ...)
{
	p->used += !!strstr(f, ": used\n");
	p->free += !!strstr(f, ": free\n");
}

/* The GPU. */
static u32 regs[SZ_4K / 4];
static struct device dev = { .init_name = "gpu" };
static struct etnaviv_drm_private priv;
static struct drm_device drm = { .dev = &dev, .dev_private = &priv };
static struct etnaviv_gpu gpu;
static struct { u32 iova, entry; } tlb[64];
static unsigned int tlb_used;

/* Before commands of the context run; see etnaviv_buffer_queue(). */
static void submit(struct etnaviv_iommu_context *context)
{
	unsigned int seq = READ_ONCE(context->flush_seq);

	if (gpu.flush_seq != seq || gpu.mmu_context != context) {
		tlb_used = 0;
		gpu.flush_seq = seq;
	}
}

static u32 walk_v1(u32 iova)
{
	u32 *table = phys_to_virt(regs[VIVS_MC_MMU_FE_PAGE_TABLE / 4]);

	return table[(iova - V1_WINDOW) / SZ_4K];
}

/* 0 where the GPU takes an exception. */
static u32 walk_v2(u32 iova)
{
	u32 *table = phys_to_virt(mtlb), entry = table[iova >> 22];

	if (!(entry & 1) || entry & 2)
		return 0;
	table = phys_to_virt(entry & PAGE_MASK);
	entry = table[iova >> 12 & 0x3ff];
	return entry & 1 && !(entry & 2) ? entry : 0;
}

static u32 translate(u32 iova)
{
	bool v1 = priv.mmu_global->version == ETNAVIV_IOMMU_V1;
	unsigned int i;

	if (v1 && iova < V1_WINDOW)
		return (regs[VIVS_MC_MEMORY_BASE_ADDR_FE / 4] + iova) &
		       PAGE_MASK;
	for (i = 0; i < tlb_used; i++)
		if (tlb[i].iova == (iova & PAGE_MASK))
			return tlb[i].entry;
	if (tlb_used == ARRAY_SIZE(tlb))
		tlb_used = 0;
	tlb[tlb_used].iova = iova & PAGE_MASK;
	tlb[tlb_used].entry = v1 ? walk_v1(iova) : walk_v2(iova);
	return tlb[tlb_used++].entry;
}

/* 0: an exception. */
static u32 gpu_load(u32 iova)
{
	u32 entry = translate(iova);

	return entry ? *(u32 *)phys_to_virt((entry & PAGE_MASK) |
					    (iova & ~PAGE_MASK)) : 0;
}

static bool gpu_store(u32 iova, u32 value)
{
	u32 entry = translate(iova);

	if (priv.mmu_global->version == ETNAVIV_IOMMU_V2 && !(entry & 4))
		return false;
	*(u32 *)phys_to_virt((entry & PAGE_MASK) | (iova & ~PAGE_MASK)) =
		value;
	return true;
}

/* An object of pages that are not in order, unless it is of one. */
struct object {
	struct etnaviv_gem_object base;
	struct sg_table sgt;
	struct page *block;
};

static void object_init(struct object *o, int n, u32 tag)
{
	struct scatterlist *sg;
	unsigned int i;

	*o = (struct object) { .block = alloc_pages(GFP_KERNEL, 2) };
	mutex_init(&o->base.lock);
	o->base.base.size = n * PAGE_SIZE;
	o->base.sgt = &o->sgt;
	sg_alloc_table(&o->sgt, n, GFP_KERNEL);
	for_each_sgtable_sg(&o->sgt, sg, i) {
		sg_set_page(sg, o->block + n - 1 - i, PAGE_SIZE, 0);
		memset32(sg_virt(sg), tag + i, PAGE_SIZE / 4);
	}
	dma_map_sgtable(&dev, &o->sgt, DMA_BIDIRECTIONAL, 0);
}

static void object_free(struct object *o)
{
	sg_free_table(&o->sgt);
	__free_pages(o->block, 2);
}

static int map(struct etnaviv_iommu_context *context, struct object *o,
	       struct etnaviv_vram_mapping *mapping, u64 va)
{
	int ret;

	*mapping = (struct etnaviv_vram_mapping) { .object = &o->base };
	mutex_lock(&o->base.lock);
	ret = etnaviv_iommu_map_gem(context, &o->base,
				    priv.mmu_global->memory_base, mapping, va);
	mutex_unlock(&o->base.lock);
	return ret;
}

/* All pages are read, and written behind their tags. */
static bool reaches(u32 iova, int n, u32 tag)
{
	int i;

	for (i = 0; i < n; i++, iova += PAGE_SIZE)
		if (gpu_load(iova) != tag + i ||
		    gpu_load(iova + PAGE_SIZE - 4) != tag + i ||
		    !gpu_store(iova + 4, ~(tag + i)) ||
		    gpu_load(iova + 4) != ~(tag + i))
			return false;
	return true;
}

static struct hosted_mem_stats before;

static struct etnaviv_iommu_context *setup(bool v2, enum etnaviv_sec_mode sec)
{
	struct etnaviv_iommu_context *context;

	hosted_mem_stats(&before);
	memset(regs, 0, sizeof(regs));
	tlb_used = 0;
	starts = 0;
	gpu = (struct etnaviv_gpu) {
		.drm = &drm, .dev = &dev, .mmio = regs, .sec_mode = sec,
		.identity.minor_features1 =
			v2 ? chipMinorFeatures1_MMU_VERSION : 0,
	};
	suballoc.page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	*(u32 *)page_address(suballoc.page) = 0xc0de;
	if (etnaviv_iommu_global_init(&gpu))
		ktest_fail(__FILE__, __LINE__, "global init");
	if (!v2)
		priv.mmu_global->memory_base = HOSTED_RAM_PHYS;
	context = etnaviv_iommu_context_init(priv.mmu_global, &suballoc);
	etnaviv_iommu_restore(&gpu, context);
	submit(context);
	return context;
}

static void teardown(struct etnaviv_iommu_context *context)
{
	struct hosted_mem_stats after;

	etnaviv_iommu_context_put(context);
	etnaviv_iommu_context_put(gpu.mmu_context);
	etnaviv_iommu_global_fini(&gpu);
	__free_page(suballoc.page);
	hosted_mem_stats(&after);
	if (after.slab_objects != before.slab_objects || priv.mmu_global)
		ktest_fail(__FILE__, __LINE__, "not all was freed");
}

static void v1_by_window_and_table(void)
{
	struct etnaviv_iommu_context *context = setup(false, ETNA_SEC_NONE);
	struct etnaviv_vram_mapping m, one;
	struct object o, flat;
	u32 *dump;
	u32 iova;

	/* There is one context for all. */
	CHECK(etnaviv_iommu_context_init(priv.mmu_global, &suballoc) ==
	      context);
	etnaviv_iommu_context_put(context);
	CHECK_EQ(gpu_load(context->cmdbuf_mapping.iova), 0xc0de);
	object_init(&o, NPAGES, 0x1000);
	object_init(&flat, 1, 0x2000);
	CHECK_EQ(map(context, &o, &m, 0), 0);
	CHECK(m.iova >= V1_WINDOW);
	submit(context);
	CHECK(reaches(m.iova, NPAGES, 0x1000));
	CHECK_EQ(gpu_load(m.iova + NPAGES * PAGE_SIZE), BAD);
	/* In one piece it is seen where it is. */
	CHECK_EQ(map(context, &flat, &one, 0), 0);
	CHECK_EQ(one.iova, page_to_phys(flat.block) - HOSTED_RAM_PHYS);
	CHECK(reaches(one.iova, 1, 0x2000));
	etnaviv_iommu_unmap_gem(context, &one);
	flat.base.flags = ETNA_BO_FORCE_MMU;
	CHECK_EQ(map(context, &flat, &one, 0), 0);
	CHECK(one.iova >= V1_WINDOW);
	submit(context);
	CHECK_EQ(gpu_load(one.iova), 0x2000);
	CHECK_EQ(etnaviv_iommu_dump_size(context), SZ_2M);
	dump = vmalloc(SZ_2M);
	etnaviv_iommu_dump(context, dump);
	CHECK_EQ(dump[(one.iova - V1_WINDOW) / SZ_4K],
		 page_to_phys(flat.block));
	vfree(dump);
	iova = m.iova;
	etnaviv_iommu_unmap_gem(context, &m);
	etnaviv_iommu_unmap_gem(context, &one);
	submit(context);
	CHECK_EQ(gpu_load(iova), BAD);
	object_free(&o);
	object_free(&flat);
	teardown(context);
}

static void v2(enum etnaviv_sec_mode sec)
{
	struct etnaviv_iommu_context *context = setup(true, sec), *other;
	struct etnaviv_vram_mapping m, n;
	struct drm_printer p = {};
	struct object o, q;
	u32 iova;

	CHECK_EQ(starts, 1);
	CHECK_EQ(mtlb, etnaviv_iommuv2_get_mtlb_addr(context));
	CHECK_EQ(*(u32 *)phys_to_virt(safe), BAD);
	/* A command buffer can be read and not written. */
	CHECK_EQ(gpu_load(context->cmdbuf_mapping.iova), 0xc0de);
	CHECK(!gpu_store(context->cmdbuf_mapping.iova, 0));
	object_init(&o, NPAGES, 0x3000);
	object_init(&q, NPAGES, 0x4000);
	CHECK_EQ(map(context, &o, &m, 0), 0);
	CHECK_EQ(map(context, &q, &n, SZ_64M - SZ_8K), 0);
	CHECK_EQ(n.iova, SZ_64M - SZ_8K);
	submit(context);
	CHECK(reaches(m.iova, NPAGES, 0x3000));
	CHECK(reaches(n.iova, NPAGES, 0x4000));
	/* The first level, and three tables, one of them for the window. */
	CHECK_EQ(etnaviv_iommu_dump_size(context), 4 * SZ_4K);
	drm_mm_print(&context->mm, &p);
	CHECK_EQ(p.used, 3);
	CHECK_EQ(p.free, 2);
	/* Another context has other tables. */
	other = etnaviv_iommu_context_init(priv.mmu_global, &suballoc);
	CHECK(other != context && etnaviv_iommuv2_get_pta_id(other) !=
	      etnaviv_iommuv2_get_pta_id(context));
	CHECK(etnaviv_iommuv2_get_mtlb_addr(other) != mtlb);
	etnaviv_iommu_context_put(other);
	iova = m.iova;
	etnaviv_iommu_unmap_gem(context, &m);
	etnaviv_iommu_unmap_gem(context, &n);
	submit(context);
	CHECK_EQ(gpu_load(iova), 0);
	CHECK(!gpu_store(SZ_64M, 1));
	object_free(&o);
	object_free(&q);
	teardown(context);
}

static void v2_by_the_front_end(void)
{
	v2(ETNA_SEC_NONE);
}

static void v2_by_an_array_of_tables(void)
{
	v2(ETNA_SEC_KERNEL);
}

/* An address that goes from one to the other is flushed between them. */
static void a_change_shows_at_the_next_submit(void)
{
	struct etnaviv_iommu_context *context;
	struct etnaviv_vram_mapping m;
	struct object a, b;
	int version, round;

	for (version = 0; version < 2; version++) {
		context = setup(version, ETNA_SEC_NONE);
		object_init(&a, NPAGES, 0x5000);
		object_init(&b, NPAGES, 0x6000);
		for (round = 0; round < 10; round++) {
			CHECK_EQ(map(context, round % 2 ? &a : &b, &m,
				     V1_WINDOW + SZ_16M), 0);
			submit(context);
			CHECK(reaches(V1_WINDOW + SZ_16M, NPAGES,
				      round % 2 ? 0x5000 : 0x6000));
			etnaviv_iommu_unmap_gem(context, &m);
			/* It goes on to use what it holds, as any would. */
			CHECK(gpu_load(V1_WINDOW + SZ_16M) !=
			      (version ? 0 : BAD));
		}
		object_free(&a);
		object_free(&b);
		teardown(context);
	}
}

static void what_is_idle_makes_room(void)
{
	struct etnaviv_iommu_context *context = setup(true, ETNA_SEC_NONE);
	struct etnaviv_vram_mapping m[4];
	struct object o[4];
	int i;

	for (i = 0; i < 4; i++) {
		object_init(&o[i], NPAGES, 0x7000 + i * 0x100);
		/* Three of them fit. */
		o[i].base.base.size = SZ_1G;
	}
	for (i = 0; i < 3; i++) {
		CHECK_EQ(map(context, &o[i], &m[i], 0), 0);
		m[i].use = 1;
	}
	CHECK_EQ(map(context, &o[3], &m[3], 0), -ENOSPC);
	m[1].use = 0;
	CHECK_EQ(map(context, &o[3], &m[3], 0), 0);
	CHECK(!m[1].context);
	CHECK_EQ(m[3].iova, m[1].iova);
	submit(context);
	CHECK(reaches(m[3].iova, NPAGES, 0x7300));
	CHECK(reaches(m[0].iova, NPAGES, 0x7000));
	/* At an address of the user's choice: not over what is in use. */
	CHECK_EQ(map(context, &o[1], &m[1], m[3].iova), 0);
	CHECK(!m[3].context);
	CHECK_EQ(map(context, &o[3], &m[3], m[0].iova), -ENOSPC);
	submit(context);
	CHECK(reaches(m[1].iova, NPAGES, 0x7100));
	m[0].use = m[2].use = 0;
	for (i = 0; i < 3; i++)
		etnaviv_iommu_unmap_gem(context, &m[i]);
	/* What was reaped is left alone. */
	etnaviv_iommu_unmap_gem(context, &m[3]);
	for (i = 0; i < 4; i++)
		object_free(&o[i]);
	teardown(context);
}

static void a_failure_leaves_nothing_mapped(void)
{
	struct etnaviv_iommu_context *context = setup(true, ETNA_SEC_NONE);
	struct etnaviv_vram_mapping m;
	struct object o;

	object_init(&o, NPAGES, 0x8000);
	/* A table for the third page, and none to be had. */
	CHECK_EQ(map(context, &o, &m, SZ_64M - SZ_16K), 0);
	etnaviv_iommu_unmap_gem(context, &m);
	hosted_mem_fail(0, 1);
	CHECK_EQ(map(context, &o, &m, SZ_64M - SZ_8K), -ENOMEM);
	CHECK_EQ(hosted_mem_fail(0, 0), 1);
	submit(context);
	CHECK_EQ(walk_v2(SZ_64M - SZ_8K), 0);
	CHECK_EQ(walk_v2(SZ_64M - SZ_4K), 0);
	/* The same within one segment. */
	sg_dma_len(o.sgt.sgl) = SZ_8K;
	hosted_mem_fail(0, 1);
	CHECK_EQ(map(context, &o, &m, SZ_64M - SZ_4K), -ENOMEM);
	CHECK_EQ(hosted_mem_fail(0, 0), 1);
	sg_dma_len(o.sgt.sgl) = SZ_4K;
	submit(context);
	CHECK_EQ(walk_v2(SZ_64M - SZ_4K), 0);
	/* Less than a page. */
	sg_dma_len(sg_next(o.sgt.sgl)) = SZ_2K;
	hosted_log_quiet(true);
	CHECK_EQ(map(context, &o, &m, SZ_64M - SZ_16K), -EINVAL);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_log_count("unaligned: iova"), 1);
	submit(context);
	CHECK_EQ(walk_v2(SZ_64M - SZ_16K), 0);
	object_free(&o);
	teardown(context);
}

/* Bits 32 to 39 of an address stand in bits 4 to 11 of its entry. */
static void an_entry_for_memory_above_4g(void)
{
	struct etnaviv_iommu_context *context = setup(true, ETNA_SEC_NONE);
	struct etnaviv_vram_mapping m;
	struct object o;

	object_init(&o, 1, 0x9000);
	sg_dma_address(o.sgt.sgl) = 0x1234567000;
	CHECK_EQ(map(context, &o, &m, 0), 0);
	CHECK_EQ(walk_v2(m.iova), 0x34567000 | 0x12 << 4 | 5);
	etnaviv_iommu_unmap_gem(context, &m);
	object_free(&o);
	teardown(context);
}

KTEST_SUITE(etnaviv,
	KTEST(v1_by_window_and_table),
	KTEST(v2_by_the_front_end),
	KTEST(v2_by_an_array_of_tables),
	KTEST(a_change_shows_at_the_next_submit),
	KTEST(what_is_idle_makes_room),
	KTEST(a_failure_leaves_nothing_mapped),
	KTEST(an_entry_for_memory_above_4g));
