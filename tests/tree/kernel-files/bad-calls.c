// SPDX-License-Identifier: GPL-2.0-only
/*
 * What Linux's own iommu.c makes of calls that are wrong, the hosted core makes
 * of them as well.  Both run in this process, each over an IOMMU of its own
 * with page tables of io-pgtable-arm.c; every call is made to both, and what
 * they answer, what they log and warn of, and each call that reaches the
 * IOMMU's driver must be the same.
 */
#include <hosted/kernel.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "arm-iommu.h"
#include "ktest.h"
#include "linux-core.h"

#define RW (IOMMU_READ | IOMMU_WRITE)
#define NDOMAINS 2

/* A core with all that it works on. */
struct side {
	const struct iommu_core *core;
	struct arm_iommu iommu;
	struct iommu_domain_ops ops;
	struct device *dev;
	struct iommu_domain *domains[NDOMAINS];
	char trace[4096];
	size_t traced;
};

static struct side sides[2] = {
	{ .core = &hosted_core }, { .core = &linux_core },
};
static struct side *now;	/* whose call is under way */

#define trace(fmt, ...)							\
	(now->traced += scnprintf(now->trace + now->traced,		\
				  sizeof(now->trace) - now->traced,	\
				  fmt "\n", ##__VA_ARGS__))

/* 0 and 1, whatever their addresses are. */
static int domain_nr(struct iommu_domain *domain)
{
	return domain == now->domains[1];
}

static int traced_attach(struct iommu_domain *domain, struct device *dev)
{
	trace("attach %d", domain_nr(domain));
	return arm_domain_ops.attach_dev(domain, dev);
}

static void traced_detach(struct iommu_domain *domain, struct device *dev)
{
	trace("detach %d", domain_nr(domain));
	arm_domain_ops.detach_dev(domain, dev);
}

static int traced_map(struct iommu_domain *domain, unsigned long iova,
		      phys_addr_t paddr, size_t pgsize, size_t pgcount,
		      int prot, gfp_t gfp, size_t *mapped)
{
	int ret = arm_domain_ops.map_pages(domain, iova, paddr, pgsize,
					   pgcount, prot, gfp, mapped);

	trace("map %d %#lx to %pa %#zx x %zu prot %d gfp %x: %d, %#zx",
	      domain_nr(domain), iova, &paddr, pgsize, pgcount, prot, gfp, ret,
	      *mapped);
	return ret;
}

static size_t traced_unmap(struct iommu_domain *domain, unsigned long iova,
			   size_t pgsize, size_t pgcount,
			   struct iommu_iotlb_gather *gather)
{
	size_t ret = arm_domain_ops.unmap_pages(domain, iova, pgsize, pgcount,
						gather);

	trace("unmap %d %#lx %#zx x %zu: %#zx", domain_nr(domain), iova,
	      pgsize, pgcount, ret);
	return ret;
}

/* Of a driver that maps and unmaps one page a call. */
static int traced_map_one(struct iommu_domain *domain, unsigned long iova,
			  phys_addr_t paddr, size_t size, int prot, gfp_t gfp)
{
	size_t mapped = 0;

	return traced_map(domain, iova, paddr, size, 1, prot, gfp, &mapped);
}

static size_t traced_unmap_one(struct iommu_domain *domain, unsigned long iova,
			       size_t size, struct iommu_iotlb_gather *gather)
{
	return traced_unmap(domain, iova, size, 1, gather);
}

static void traced_sync_map(struct iommu_domain *domain, unsigned long iova,
			    size_t size)
{
	trace("sync map %d %#lx %#zx", domain_nr(domain), iova, size);
}

static void traced_sync(struct iommu_domain *domain,
			struct iommu_iotlb_gather *gather)
{
	trace("sync %d %#lx to %#lx of %#zx", domain_nr(domain),
	      gather->start, gather->end, gather->pgsize);
	arm_domain_ops.iotlb_sync(domain, gather);
}

static void traced_free(struct iommu_domain *domain)
{
	trace("free %d", domain_nr(domain));
	arm_domain_ops.free(domain);
}

static void init_side(struct side *s)
{
	int i;

	now = s;
	s->traced = 0;
	arm_iommu_init(&s->iommu, s->core->generic_device_group);
	s->ops = arm_domain_ops;
	s->ops.attach_dev = traced_attach;
	s->ops.detach_dev = traced_detach;
	s->ops.map_pages = traced_map;
	s->ops.unmap_pages = traced_unmap;
	s->ops.iotlb_sync_map = traced_sync_map;
	s->ops.iotlb_sync = traced_sync;
	s->ops.free = traced_free;
	s->iommu.ops.default_domain_ops = &s->ops;
	s->dev = arm_device_create(&s->iommu, "dev");
	if (!s->dev || s->core->iommu_probe_device(s->dev))
		ktest_fail(__FILE__, __LINE__, "probe");
	for (i = 0; i < NDOMAINS; i++)
		s->domains[i] = s->core->iommu_domain_alloc(&s->iommu.bus);
	/* The page tables come with a device, and stay when it goes. */
	for (i = NDOMAINS; i--; ) {
		if (s->core->iommu_attach_device(s->domains[i], s->dev))
			ktest_fail(__FILE__, __LINE__, "attach");
		if (i)
			s->core->iommu_detach_device(s->domains[i], s->dev);
	}
}

static void setup(void)
{
	hosted_log_quiet(true);
	init_side(&sides[0]);
	init_side(&sides[1]);
}

static void teardown(void)
{
	struct side *s;
	int i;

	for (s = sides; s < sides + 2; s++) {
		now = s;
		if (s->domains[0]) {
			s->core->iommu_detach_device(s->domains[0], s->dev);
			for (i = 0; i < NDOMAINS; i++)
				s->core->iommu_domain_free(s->domains[i]);
		}
		s->core->iommu_release_device(s->dev);
		put_device(s->dev);
	}
	hosted_log_quiet(false);
}

/*
 * Does @call, to both: 0 when all is the same, and *@ret what they answered.
 * The warnings are announced: they are part of what is compared.
 */
#define SAME(call, ret) ({						\
	unsigned int __warned[2], __lines[2];				\
	long __ret[2];							\
	int __i;							\
									\
	for (__i = 0; __i < 2; __i++) {					\
		struct side *s __maybe_unused = &sides[__i];		\
		const struct iommu_core *c __maybe_unused = s->core;	\
									\
		now = s;						\
		s->traced = 0;						\
		s->trace[0] = '\0';					\
		hosted_log_clear();					\
		__warned[__i] = hosted_warn_count();			\
		__ret[__i] = (long)(call);				\
		__warned[__i] = hosted_warn_count() - __warned[__i];	\
		ktest_expect_warnings(__warned[__i]);			\
		__lines[__i] = hosted_log_count("unaligned");		\
	}								\
	*(ret) = __ret[1];						\
	__ret[0] == __ret[1] && __warned[0] == __warned[1] &&		\
		__lines[0] == __lines[1] &&				\
		!strcmp(sides[0].trace, sides[1].trace); })

/* The last call reached the IOMMU's driver. */
static bool reached(const char *op)
{
	return strstr(sides[1].trace, op);
}

#define D s->domains[0]
#define E s->domains[1]
#define PA SZ_1G

static void unaligned(void)
{
	static const struct {
		unsigned long iova, paddr, size;
	} bad[] = {
		{ SZ_1M + 1, PA, SZ_4K }, { SZ_1M, PA + 0x800, SZ_4K },
		{ SZ_1M, PA, SZ_4K - 1 }, { SZ_1M + SZ_2K, PA, SZ_2K },
		{ ~0UL, ~0UL, ~0UL }, { 0, 0, 1 },
	};
	size_t i;
	long ret;

	setup();
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		CHECK(SAME(c->iommu_map(D, bad[i].iova, bad[i].paddr,
					bad[i].size, RW), &ret));
		CHECK_EQ(ret, -EINVAL);
		CHECK_EQ(hosted_log_count("iommu: unaligned: iova"), 1);
		CHECK(!reached("map"));
		CHECK(SAME(c->iommu_unmap(D, bad[i].iova | !!i, bad[i].size),
			   &ret));
		CHECK_EQ(ret, 0);
		CHECK(!reached("unmap") && reached("sync"));
	}
	teardown();
}

static void of_nothing(void)
{
	struct scatterlist sg;
	long ret;

	setup();
	CHECK(SAME(c->iommu_map(D, SZ_1M, PA, 0, RW), &ret));
	CHECK_EQ(ret, 0);
	CHECK(reached("sync map 0 0x100000 0"));
	CHECK(SAME(c->iommu_unmap(D, SZ_1M, 0), &ret));
	CHECK_EQ(ret, 0);
	sg_init_table(&sg, 1);
	sg_set_page(&sg, mem_map, SZ_4K, 0);
	CHECK(SAME(c->iommu_map_sg(D, SZ_1M, &sg, 0, RW), &ret));
	CHECK_EQ(ret, 0);
	sg_set_page(&sg, mem_map, 0, 0);
	CHECK(SAME(c->iommu_map_sg(D, SZ_1M, &sg, 1, RW), &ret));
	CHECK_EQ(ret, 0);
	CHECK(SAME(c->iommu_iova_to_phys(D, SZ_1M), &ret));
	CHECK_EQ(ret, 0);
	teardown();
}

/* Out of the aperture at its end, and out of what an address can be. */
static void beyond_the_end(void)
{
	const unsigned long end = BIT(48);
	long ret;

	setup();
	CHECK(SAME(c->iommu_map(D, end - SZ_8K, PA, SZ_16K, RW), &ret));
	CHECK(ret < 0);
	/* Nothing is left of it. */
	CHECK(SAME(c->iommu_iova_to_phys(D, end - SZ_8K), &ret));
	CHECK_EQ(ret, 0);
	CHECK(SAME(c->iommu_map(D, -SZ_4K, PA, SZ_8K, RW), &ret));
	CHECK(ret < 0);
	CHECK(SAME(c->iommu_unmap(D, -SZ_4K, SZ_8K), &ret));
	CHECK_EQ(ret, 0);
	CHECK(SAME(c->iommu_map(D, SZ_4K, -SZ_4K, SZ_8K, RW), &ret));
	CHECK(ret < 0);
	CHECK(SAME(c->iommu_map(D, SZ_4K, PA, -SZ_8K, 0), &ret));
	CHECK(SAME(c->iommu_unmap(D, -SZ_4K, -SZ_4K), &ret));
	CHECK_EQ(ret, 0);
	teardown();
}

static void what_is_not_mapped(void)
{
	long ret;

	setup();
	CHECK(SAME(c->iommu_unmap(D, SZ_2M, SZ_64K), &ret));
	CHECK_EQ(ret, 0);
	CHECK(SAME(c->iommu_map(D, SZ_2M, PA, SZ_16K, RW), &ret));
	/* More than there is: up to the hole. */
	CHECK(SAME(c->iommu_unmap(D, SZ_2M, SZ_64K), &ret));
	CHECK_EQ(ret, SZ_16K);
	CHECK(SAME(c->iommu_unmap(D, SZ_2M, SZ_16K), &ret));
	CHECK_EQ(ret, 0);
	/* It begins in a hole: nothing of it. */
	CHECK(SAME(c->iommu_map(D, SZ_2M + SZ_8K, PA, SZ_8K, RW), &ret));
	CHECK(SAME(c->iommu_unmap(D, SZ_2M, SZ_16K), &ret));
	CHECK_EQ(ret, 0);
	CHECK(SAME(c->iommu_iova_to_phys(D, SZ_2M + SZ_8K), &ret));
	CHECK_EQ(ret, PA);
	/* A part of a large page. */
	CHECK(SAME(c->iommu_map(D, SZ_1G, PA, SZ_2M, RW), &ret));
	CHECK(SAME(c->iommu_unmap(D, SZ_1G + SZ_4K, SZ_8K), &ret));
	CHECK_EQ(ret, SZ_8K);
	CHECK(SAME(c->iommu_iova_to_phys(D, SZ_1G), &ret));
	CHECK_EQ(ret, PA);
	/* The table in its place goes as a whole, holes or not. */
	CHECK(SAME(c->iommu_unmap(D, SZ_1G, SZ_2M), &ret));
	CHECK_EQ(ret, SZ_2M);
	teardown();
}

static void what_is_mapped_already(void)
{
	long ret;

	setup();
	CHECK(SAME(c->iommu_map(D, SZ_2M + SZ_8K, PA, SZ_4K, RW), &ret));
	CHECK(SAME(c->iommu_map(D, SZ_2M + SZ_8K, PA, SZ_4K, RW), &ret));
	CHECK_EQ(ret, -EEXIST);
	/* The first two pages of it go again; what was there stays. */
	CHECK(SAME(c->iommu_map(D, SZ_2M, 2UL * PA, SZ_16K, RW), &ret));
	CHECK_EQ(ret, -EEXIST);
	CHECK(SAME(c->iommu_iova_to_phys(D, SZ_2M), &ret));
	CHECK_EQ(ret, 0);
	CHECK(SAME(c->iommu_iova_to_phys(D, SZ_2M + SZ_8K), &ret));
	CHECK(SAME(c->iommu_unmap(D, SZ_2M + SZ_8K, SZ_4K), &ret));
	/* A small page in a large one. */
	CHECK(SAME(c->iommu_map(D, SZ_1G, PA, SZ_2M, RW), &ret));
	CHECK(SAME(c->iommu_map(D, SZ_1G + SZ_4K, PA, SZ_4K, RW), &ret));
	CHECK_EQ(ret, -EEXIST);
	teardown();
}

static void the_wrong_domain(void)
{
	struct device stranger[2] = {};
	long ret;

	setup();
	CHECK(SAME(c->iommu_attach_device(E, s->dev), &ret));
	CHECK_EQ(ret, -EBUSY);
	CHECK(SAME(c->iommu_attach_device(D, s->dev), &ret));
	CHECK_EQ(ret, -EBUSY);
	CHECK(SAME((c->iommu_detach_device(E, s->dev), 0), &ret));
	CHECK(!reached("detach"));
	CHECK(SAME(c->iommu_get_domain_for_dev(s->dev) == D, &ret));
	CHECK_EQ(ret, true);
	CHECK(SAME(c->iommu_map(D, SZ_1M, PA, SZ_4K, RW), &ret));
	CHECK(SAME(c->iommu_unmap(E, SZ_1M, SZ_4K), &ret));
	CHECK_EQ(ret, 0);
	CHECK(SAME(c->iommu_iova_to_phys(D, SZ_1M), &ret));
	CHECK_EQ(ret, PA);
	/* Twice; and a device that is behind no IOMMU. */
	CHECK(SAME((c->iommu_detach_device(D, s->dev), 0), &ret));
	CHECK(reached("detach 0"));
	CHECK(SAME((c->iommu_detach_device(D, s->dev), 0), &ret));
	CHECK(!reached("detach"));
	CHECK(SAME(!c->iommu_get_domain_for_dev(s->dev), &ret));
	CHECK(SAME(c->iommu_attach_device(D, &stranger[s - sides]), &ret));
	CHECK_EQ(ret, -ENODEV);
	CHECK(SAME((c->iommu_detach_device(D, &stranger[s - sides]), 0),
		   &ret));
	CHECK(SAME(!c->iommu_get_domain_for_dev(&stranger[s - sides]), &ret));
	CHECK_EQ(ret, true);
	CHECK(SAME(c->device_iommu_capable(&stranger[s - sides],
					   IOMMU_CAP_CACHE_COHERENCY), &ret));
	CHECK_EQ(ret, false);
	CHECK(SAME(c->iommu_attach_device(D, s->dev), &ret));
	CHECK_EQ(ret, 0);
	teardown();
}

/* Neither core knows which domains there are: the call goes to the driver. */
static void after_the_domain_was_freed(void)
{
	static char kept[2][sizeof(struct arm_domain)];
	struct side *s;
	long ret;

	setup();
	for (s = sides; s < sides + 2; s++)
		memcpy(kept[s - sides], D, sizeof(kept[0]));
	CHECK(SAME((c->iommu_detach_device(D, s->dev), 0), &ret));
	CHECK(SAME((c->iommu_domain_free(D), 0), &ret));
	CHECK(SAME((c->iommu_domain_free(E), 0), &ret));
	CHECK(reached("free 1"));
	/* The memory as it was; the page tables are gone. */
	for (s = sides; s < sides + 2; s++) {
		D = (struct iommu_domain *)kept[s - sides];
		to_arm_domain(D)->ops = NULL;
		E = NULL;
	}
	CHECK(SAME(c->iommu_map(D, SZ_1M, PA, SZ_4K, RW), &ret));
	CHECK_EQ(ret, -ENODEV);
	CHECK(reached("map 0 0x100000"));
	CHECK(SAME(c->iommu_unmap(D, SZ_1M, SZ_4K), &ret));
	CHECK_EQ(ret, 0);
	CHECK(reached("unmap 0 0x100000"));
	CHECK(SAME(c->iommu_iova_to_phys(D, SZ_1M), &ret));
	CHECK_EQ(ret, 0);
	for (s = sides; s < sides + 2; s++)
		D = NULL;
	teardown();
}

static void a_domain_of_another_kind(void)
{
	static const unsigned int types[] = {
		IOMMU_DOMAIN_BLOCKED, IOMMU_DOMAIN_IDENTITY,
	};
	size_t i;
	long ret;

	setup();
	for (i = 0; i < ARRAY_SIZE(types); i++) {
		sides[0].domains[0]->type = types[i];
		sides[1].domains[0]->type = types[i];
		CHECK(SAME(c->iommu_map(D, SZ_1M, PA, SZ_4K, RW), &ret));
		CHECK_EQ(ret, -EINVAL);
		CHECK(SAME(c->iommu_unmap(D, SZ_1M, SZ_4K), &ret));
		CHECK_EQ(ret, 0);
		CHECK(SAME(c->iommu_iova_to_phys(D, SZ_1M), &ret));
		CHECK_EQ(ret, types[i] == IOMMU_DOMAIN_IDENTITY ? SZ_1M : 0);
	}
	sides[0].domains[0]->pgsize_bitmap = 0;
	sides[1].domains[0]->pgsize_bitmap = 0;
	CHECK(SAME(c->iommu_map(D, SZ_1M, PA, SZ_4K, RW), &ret));
	CHECK_EQ(ret, -ENODEV);
	CHECK(SAME(c->iommu_unmap(D, SZ_1M, SZ_4K), &ret));
	CHECK_EQ(ret, 0);
	CHECK(SAME(!c->iommu_domain_alloc(NULL), &ret));
	CHECK_EQ(ret, true);
	teardown();
}

static void a_driver_without_the_call(void)
{
	struct side *s;
	long ret;

	setup();
	for (s = sides; s < sides + 2; s++) {
		s->ops.map_pages = NULL;
		s->ops.map = traced_map_one;
		s->ops.unmap_pages = NULL;
		s->ops.unmap = traced_unmap_one;
	}
	CHECK(SAME(c->iommu_map(D, SZ_2M - SZ_8K, PA - SZ_8K, SZ_2M + SZ_16K,
				RW), &ret));
	CHECK_EQ(ret, 0);
	CHECK(reached("0x200000 x 1"));
	CHECK(SAME(c->iommu_map(D, SZ_2M - SZ_16K, PA, SZ_16K, RW), &ret));
	CHECK_EQ(ret, -EEXIST);
	CHECK(SAME(c->iommu_unmap(D, SZ_2M - SZ_8K, SZ_4M), &ret));
	CHECK_EQ(ret, SZ_2M + SZ_16K);
	for (s = sides; s < sides + 2; s++) {
		s->ops.map = NULL;
		s->ops.unmap = NULL;
	}
	CHECK(SAME(c->iommu_map(D, SZ_2M, PA, SZ_4K, RW), &ret));
	CHECK_EQ(ret, -ENODEV);
	CHECK(SAME(c->iommu_unmap(D, SZ_2M, SZ_4K), &ret));
	CHECK_EQ(ret, 0);
	CHECK(SAME((c->iommu_detach_device(D, s->dev), 0), &ret));
	for (s = sides; s < sides + 2; s++)
		s->ops.attach_dev = NULL;
	CHECK(SAME(c->iommu_attach_device(D, s->dev), &ret));
	CHECK_EQ(ret, -ENODEV);
	for (s = sides; s < sides + 2; s++)
		s->ops.attach_dev = traced_attach;
	CHECK(SAME(c->iommu_attach_device(D, s->dev), &ret));
	teardown();
}

/* ---- calls by the thousand, drawn from what is likely to go wrong ---- */

static u32 seed;

static u32 draw(u32 n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* Mostly near each other, on few page tables; some of them odd. */
static unsigned long draw_addr(void)
{
	static const unsigned long at[] = {
		0, SZ_2M, SZ_1G, SZ_1G - SZ_2M, BIT(48) - SZ_2M, BIT(47),
	};
	unsigned long addr = at[draw(ARRAY_SIZE(at))] + draw(12) * SZ_4K;

	switch (draw(24)) {
	case 0:
		return addr + 1 + draw(SZ_4K);
	case 1:
		return -addr;
	}
	return draw(4) ? addr : round_down(addr, SZ_2M);
}

static unsigned long draw_size(void)
{
	switch (draw(24)) {
	case 0:
		return draw(SZ_16K);
	case 1:
		return 0;
	case 2:
		return SZ_1G + draw(2) * SZ_2M;
	case 3:
	case 4:
		return draw(3) * SZ_2M + draw(3) * SZ_4K;
	}
	return (1 + draw(16)) * SZ_4K;
}

#define NENTS 6

static void draw_sg(struct scatterlist *sgl, unsigned int nents)
{
	unsigned int i, at = draw(64);

	sg_init_table(sgl, NENTS);
	for (i = 0; i < nents; i++) {
		unsigned int pages = draw(4);

		sg_set_page(&sgl[i], mem_map + at, pages * SZ_4K,
			    draw(16) ? 0 : draw(SZ_4K));
		at += draw(3) ? pages : draw(16);
	}
}

static void any_calls(void)
{
	unsigned int done = 0, exist = 0, range = 0, inval = 0, part = 0;
	struct iommu_iotlb_gather gathers[2];
	struct scatterlist sgl[NENTS];
	unsigned long iova, size;
	phys_addr_t paddr;
	unsigned int i, n;
	long ret;

	setup();
	seed = 1;
	for (i = 0; i < 30000; i++) {
		int d = !draw(8), prot = draw(4);

		iova = draw_addr();
		size = draw_size();
		paddr = draw(3) ? draw_addr() : iova;
		n = draw(NENTS + 1);
		draw_sg(sgl, n);
		switch (draw(8)) {
		case 0:
		case 1:
			CHECK(SAME(c->iommu_map(s->domains[d], iova, paddr,
						size, prot), &ret));
			break;
		case 2:
			CHECK(SAME(c->iommu_map_atomic(s->domains[d], iova,
						       paddr, size, prot),
				   &ret));
			break;
		case 3:
			CHECK(SAME(c->iommu_map_sg(s->domains[d], iova, sgl,
						   n, prot), &ret));
			break;
		case 4:
		case 5:
			CHECK(SAME(c->iommu_unmap(s->domains[d], iova, size),
				   &ret));
			break;
		case 6:
			iommu_iotlb_gather_init(&gathers[0]);
			iommu_iotlb_gather_init(&gathers[1]);
			CHECK(SAME(c->iommu_unmap_fast(s->domains[d], iova,
						       size,
						       &gathers[s - sides]),
				   &ret));
			CHECK_EQ(gathers[0].start, gathers[1].start);
			CHECK_EQ(gathers[0].end, gathers[1].end);
			CHECK_EQ(gathers[0].pgsize, gathers[1].pgsize);
			break;
		case 7:
			CHECK(SAME(c->iommu_iova_to_phys(s->domains[d], iova),
				   &ret));
			break;
		}
		done += ret > 0 && ret == (long)size;
		part += ret > 0 && ret < (long)size;
		exist += ret == -EEXIST;
		range += ret == -ERANGE;
		inval += ret == -EINVAL;
	}
	/* All of it has happened, and often. */
	CHECK(done > 500 && part > 500 && exist > 500);
	CHECK(range > 500 && inval > 500);
	teardown();
}

KTEST_SUITE(bad_calls,
	KTEST(unaligned),
	KTEST(of_nothing),
	KTEST(beyond_the_end),
	KTEST(what_is_not_mapped),
	KTEST(what_is_mapped_already),
	KTEST(the_wrong_domain),
	KTEST(after_the_domain_was_freed),
	KTEST(a_domain_of_another_kind),
	KTEST(a_driver_without_the_call),
	KTEST(any_calls));
