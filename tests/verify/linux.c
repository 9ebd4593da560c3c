// SPDX-License-Identifier: GPL-2.0-only
/*
 * verify on conversions of Linux 6.1: nothing to say of what the command wrote,
 * and something to say of every sabotage, with the file and the place.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "csv.h"
#include "greatest.h"
#include "harness.h"

#define TYPE1 "drivers/vfio/vfio_iommu_type1.c"
#define GK20A "drivers/gpu/drm/nouveau/nvkm/subdev/instmem/gk20a.c"
#define USNIC "drivers/infiniband/hw/usnic/usnic_uiom.c"
#define RPROC "drivers/remoteproc/remoteproc_core.c"
#define AHB "drivers/net/wireless/ath/ath11k/ahb.c"
#define ARM "arch/arm/mm/dma-mapping.c"
#define MSM "drivers/gpu/drm/msm/msm_iommu.c"
#define TEGRA "drivers/gpu/drm/tegra/drm.c"

static const char *const styles[] = {
	"sync", "explicit", "async", "fast", "gather", "nosync", NULL,
};

static char *before, *after[6];

/* ---- setting the scene ---- */

static void set_out(void)
{
	struct run r = RUN(LINUX, tool(), "scan", "--format", "csv", ".");
	struct csv table = csv_parse(r.out, "scan");
	size_t i;

	before = scratch();
	for (i = 0; i < table.rows; i++) {
		const char *name = csv_get(&table, i, "file");
		char *to = text("%s/%s", before, name);

		if (!exists(to))
			copy(text(LINUX "/%s", name), to);
	}
	for (i = 0; styles[i]; i++) {
		after[i] = scratch();
		RUN(NULL, "cp", "-r", text("%s/.", before), after[i]);
		r = RUN(NULL, tool(), "convert", "--to", styles[i], "--in-place",
			"--rename-collisions", "--progress", "never", after[i]);
		/* A gather of its caller cannot be that of style fast: open. */
		if (r.status != (strcmp(styles[i], "fast") ? 0 : 3))
			broken("convert: exit status %d: %s", r.status, r.err.data);
	}
}

static char *converted_to(const char *style)
{
	size_t i;

	for (i = 0; styles[i]; i++)
		if (!strcmp(styles[i], style))
			return after[i];
	broken("no style %s", style);
}

static struct run verify(const char *dir)
{
	return RUN(NULL, tool(), "verify", "--progress", "never", before, dir);
}

/* That file alone: what is wrong in it has to be seen without the others. */
static struct run verify_file(const char *dir, const char *style,
			      const char *file)
{
	return RUN(NULL, tool(), "verify", "--progress", "never", "--to",
		   style, before, dir, file);
}

/* What is left of another style, and cannot be built beside the new calls. */
TEST gathers_beside_style_fast(void)
{
	static const char *const open[] = {
		"drivers/iommu/dma-iommu.c:690:13: warning: iommu_unmap_fast() with 4 arguments is left as it was",
		TYPE1 ":1070:14: warning: iommu_unmap_fast() with 4 arguments is left as it was",
	};
	struct run r = verify(converted_to("fast"));
	size_t i;

	for (i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		ASSERTm(r.out.data, contains(r.out, open[i]));
	ASSERT_EQ_FMTm(r.out.data, i, count_lines(r.out), "%zu");
	ASSERT_EQ(1, r.status);
	PASS();
}

TEST passes(const char *style)
{
	struct run r = verify(converted_to(style));

	if (r.out.size)
		FAILm(r.out.data);
	ASSERT_EQ(0, r.status);
	ASSERT(contains(r.err, "0 findings, 0 open"));
	PASS();
}

/* ---- sabotage ---- */

struct edit {
	const char *from, *to;
};

struct sabotage {
	const char *name, *style, *file;
	const char *rule;
	struct edit edits[2];
};

#define FLUSH(domain) "\tif (" domain ")\n\t\tiommu_iotlb_sync(" domain ", &gather);\n"

/* Behind the maps of gk20a: what stands behind their flush tells of them. */
#define TOLD "\t/* IOMMU bit tells"
#define MAP_FLUSH "\tif (imem->domain)\n\t\tiommu_tlb_sync(imem->domain);\n\n" TOLD
#define CE_QUEUE "\tiommu_tlb_range_add(iommu_dom, ab_ahb->fw.ce_paddr, ab_ahb->fw.ce_size);\n"
#define CE_TEST "\tif (ret) {\n\t\tath11k_err(ab, \"failed to map firmware CE"
#define CE_FLUSH "\tiommu_tlb_sync(iommu_dom);\n" CE_TEST

static const struct sabotage sabotages[] = {
	{ "site_missed", "sync", ARM, "not-converted",
	  { { "iommu_unmap_sync(mapping->domain, iova, size)",
	      "iommu_unmap(mapping->domain, iova, size)" } } },
	{ "map_missed", "explicit", TEGRA, "not-converted",
	  { { "iommu_map_sync(tegra->domain", "iommu_map(tegra->domain" } } },
	{ "arguments_swapped", "sync", ARM, "argument-changed",
	  { { "iommu_unmap_sync(mapping->domain, iova, size)",
	      "iommu_unmap_sync(mapping->domain, size, iova)" } } },
	{ "argument_changed", "gather", RPROC, "argument-changed",
	  { { "entry->da, entry->len, &gather", "entry->da, entry->len + 1, &gather" } } },
	{ "argument_number_changed", "sync", TYPE1, "argument-changed",
	  { { "npage << PAGE_SHIFT, prot | IOMMU_CACHE", "npage << PAGE_SHIFT, prot | IOMMU_READ" } } },
	{ "comment_lost", "gather", RPROC, "changed-outside",
	  { { "/* nothing much to do besides complaining */", "" } } },
	{ "comment_changed", "gather", RPROC, "changed-outside",
	  { { "/* clean up iommu mapping entries */", "/* clean up mapping entries */" } } },
	{ "comment_added", "sync", MSM, "changed-outside",
	  { { "\tiommu_unmap_sync(", "\t/* now */\n\tiommu_unmap_sync(" } } },
	{ "line_elsewhere_changed", "gather", GK20A, "changed-outside",
	  { { "r->offset &= ~BIT(", "r->offset |= BIT(" } } },
	{ "line_elsewhere_added", "gather", GK20A, "changed-outside",
	  { { "\tr->offset &= ~BIT(", "\tdump_stack();\n\tr->offset &= ~BIT(" } } },
	{ "line_elsewhere_deleted", "gather", USNIC, "changed-outside",
	  { { "\t\t\tva += PAGE_SIZE;\n", "" } } },
	{ "string_changed", "gather", GK20A, "changed-outside",
	  { { "IOMMU mapping failure: %d", "mapping failure: %d" } } },
	{ "number_changed", "gather", GK20A, "changed-outside",
	  { { "while (i-- > 0)", "while (i-- > 1)" } } },
	{ "include_lost", "sync", MSM, "changed-outside",
	  { { "#include \"msm_drv.h\"\n", "" } } },
	{ "statements_swapped", "gather", USNIC, "changed-outside",
	  { { "va += PAGE_SIZE;\n\t\t\tsize -= PAGE_SIZE;",
	      "size -= PAGE_SIZE;\n\t\t\tva += PAGE_SIZE;" } } },
	{ "statement_leaves_the_loop", "gather", USNIC, "changed-outside",
	  { { "\t\t\tsize -= PAGE_SIZE;\n\t\t}\n", "\t\t}\n\t\tsize -= PAGE_SIZE;\n" } } },
	{ "braces_added", "sync", MSM, "changed-outside",
	  { { "if (ret < 0)\n\t\treturn ret;", "if (ret < 0) {\n\t\treturn ret;\n\t}" } } },
	{ "release_of_another_kind", "gather", RPROC, "changed-outside",
	  { { "list_del(&entry->node);\n\t\tkfree(entry);",
	      "list_del(&entry->node);\n\t\tkvfree(entry);" } } },
	{ "release_before_the_flush", "gather", GK20A, "release-before-flush",
	  { { FLUSH("imem->domain") "\n", "" },
	    { "\t/* Release area from GPU address space */\n",
	      FLUSH("imem->domain") "\t/* Release area from GPU address space */\n" } } },
	{ "release_before_the_flush_explicit", "explicit", GK20A,
	  "release-before-flush",
	  { { "\tif (imem->domain)\n\t\tiommu_tlb_sync(imem->domain);\n\n", "" },
	    { "\t/* Release area from GPU address space */\n",
	      "\tif (imem->domain)\n\t\tiommu_tlb_sync(imem->domain);\n"
	      "\t/* Release area from GPU address space */\n" } } },
	{ "flush_deleted", "gather", USNIC, "unflushed",
	  { { FLUSH("pd->domain"), "" } } },
	{ "flush_deleted_async", "async", AHB, "unflushed",
	  { { "\tiommu_tlb_sync(iommu);\n", "" } } },
	{ "flush_between_split_loops_deleted", "gather", GK20A, "loop-split",
	  { { FLUSH("imem->domain") "\n", "" } } },
	{ "flush_conditional", "gather", USNIC, "flush-changed",
	  { { "if (pd->domain)\n\t\tiommu_iotlb_sync", "if (size)\n\t\tiommu_iotlb_sync" } } },
	{ "flush_of_another_domain", "gather", TYPE1, "unflushed",
	  { { FLUSH("domain->domain"), FLUSH("d->domain") } } },
	{ "flush_before_the_last_unmap", "gather", AHB, "unflushed",
	  { { "\tiommu_iotlb_sync(iommu, &gather);\n", "" },
	    { "\tif (unmapped_size != ab_ahb->fw.msa_size)",
	      "\tiommu_iotlb_sync(iommu, &gather);\n"
	      "\tif (unmapped_size != ab_ahb->fw.msa_size)" } } },
	{ "flush_skipped_by_return", "gather", USNIC, "unflushed",
	  { { "va, PAGE_SIZE, &gather);\n", "va, PAGE_SIZE, &gather);\n\t\t\tif (!va)\n\t\t\t\treturn;\n" } } },
	{ "flush_skipped_by_goto", "gather", GK20A, "unflushed",
	  { { "\t\t\t\toffset -= PAGE_SIZE;\n",
	      "\t\t\t\toffset -= PAGE_SIZE;\n\t\t\t\tif (!offset)\n\t\t\t\t\tgoto release_area;\n" } } },
	{ "flush_of_another_style_added", "sync", MSM, "other-style",
	  { { "\tiommu_unmap_sync(iommu->domain, iova, len);\n",
	      "\tiommu_unmap_sync(iommu->domain, iova, len);\n\tiommu_flush_iotlb_all(iommu->domain);\n" } } },
	{ "flush_added", "async", MSM, "flush-changed",
	  { { "\tiommu_unmap(iommu->domain, iova, len);\n",
	      "\tiommu_unmap(iommu->domain, iova, len);\n\tiommu_tlb_sync(iommu->domain);\n" } } },
	{ "guard_dropped", "gather", USNIC, "flush-unguarded",
	  { { "\tif (pd->domain)\n\t\tiommu_iotlb_sync", "\tiommu_iotlb_sync" } } },
	{ "guard_dropped_async", "async", RPROC, "flush-unguarded",
	  { { "\tif (rproc->domain)\n\t\tiommu_tlb_sync", "\tiommu_tlb_sync" } } },
	{ "gather_not_begun", "gather", USNIC, "gather-changed",
	  { { "\tiommu_iotlb_gather_init(&gather);\n", "" } } },
	{ "gather_begun_too_late", "gather", AHB, "gather-changed",
	  { { "\tiommu_iotlb_gather_init(&gather);\n", "" },
	    { "\tif (unmapped_size != ab_ahb->fw.msa_size)",
	      "\tiommu_iotlb_gather_init(&gather);\n"
	      "\tif (unmapped_size != ab_ahb->fw.msa_size)" } } },
	{ "gather_of_nobody", "sync", MSM, "gather-changed",
	  { { "\tiommu_unmap_sync(iommu->domain, iova, len);\n",
	      "\tstruct iommu_iotlb_gather gather;\n\tiommu_unmap_sync(iommu->domain, iova, len);\n" } } },
	{ "another_gather", "gather", AHB, "gather-changed",
	  { { "fw.ce_size, &gather);", "fw.ce_size, &other);" } } },
	{ "map_became_unmap", "sync", TEGRA, "site-lost",
	  { { "iommu_map_sync(tegra->domain", "iommu_unmap_sync(tegra->domain" } } },
	{ "map_became_map_sg", "sync", TEGRA, "other-operation",
	  { { "iommu_map_sync(tegra->domain", "iommu_map_sg_sync(tegra->domain" } } },
	{ "unmap_lost", "sync", MSM, "site-lost",
	  { { "\tiommu_unmap_sync(iommu->domain, iova, len);\n", "" } } },
	{ "unmap_twice", "sync", MSM, "site-new",
	  { { "\tiommu_unmap_sync(iommu->domain, iova, len);\n",
	      "\tiommu_unmap_sync(iommu->domain, iova, len);\n"
	      "\tiommu_unmap_sync(iommu->domain, iova, len);\n" } } },
	{ "name_of_another_style", "gather", USNIC, "other-style",
	  { { "iommu_unmap_fast(pd->domain, va, PAGE_SIZE, &gather)",
	      "iommu_unmap_async(pd->domain, va, PAGE_SIZE)" } } },
	{ "gather_argument_forgotten", "gather", TYPE1, "other-style",
	  { { "dma->size,\n\t\t\t\t\t &gather)", "dma->size)" } } },
	{ "asked_size_queued", "fast", RPROC, "wrong-range",
	  { { "iommu_tlb_range_add(rproc->domain, entry->da, unmapped)",
	      "iommu_tlb_range_add(rproc->domain, entry->da, entry->len)" } } },
	{ "range_of_another_domain_queued", "fast", RPROC, "wrong-range",
	  { { "iommu_tlb_range_add(rproc->domain, entry->da, unmapped)",
	      "iommu_tlb_range_add(domain, entry->da, unmapped)" } } },
	{ "range_begins_elsewhere", "explicit", USNIC, "wrong-range",
	  { { "iommu_tlb_range_add(pd->domain, va,", "iommu_tlb_range_add(pd->domain, size," } } },
	{ "range_not_queued", "fast", AHB, "wrong-range",
	  { { "\tiommu_tlb_range_add(iommu, ab_ahb->fw.ce_paddr, unmapped_size);\n", "" } } },
	{ "map_flush_deleted", "async", GK20A, "unflushed",
	  { { MAP_FLUSH, "\n" TOLD } } },
	{ "map_flush_deleted_explicit", "explicit", GK20A, "unflushed",
	  { { MAP_FLUSH, "\n" TOLD } } },
	{ "map_flush_deleted_on_the_error_path", "async", AHB, "unflushed",
	  { { "\t\tiommu_tlb_sync(iommu_dom);\n\t\tgoto err_iommu_detach;",
	      "\t\tgoto err_iommu_detach;" } } },
	{ "map_flush_conditional", "async", GK20A, "flush-changed",
	  { { MAP_FLUSH, "\tif (npages)\n\t\tiommu_tlb_sync(imem->domain);\n\n" TOLD } } },
	{ "map_flush_of_another_domain", "async", AHB, "unflushed",
	  { { "IOMMU_READ | IOMMU_WRITE);\n\tiommu_tlb_sync(iommu_dom);",
	      "IOMMU_READ | IOMMU_WRITE);\n\tiommu_tlb_sync(iommu);" } } },
	{ "map_flush_jumped_over", "async", GK20A, "unflushed",
	  { { "\t\t\tiommu_tlb_sync(imem->domain);\n\t\t\tgoto release_area;",
	      "\t\t\tgoto release_area;" } } },
	{ "map_flush_skipped_by_return", "explicit", GK20A, "unflushed",
	  { { MAP_FLUSH, "\tif (!npages)\n\t\treturn 0;\n" MAP_FLUSH } } },
	{ "map_flush_before_the_last_map", "explicit", AHB, "unflushed",
	  { { CE_QUEUE "\tiommu_tlb_sync(iommu_dom);\n", CE_QUEUE },
	    { "\tret = iommu_map(iommu_dom, ab_ahb->fw.ce_paddr,",
	      "\tiommu_tlb_sync(iommu_dom);\n\tret = iommu_map(iommu_dom, ab_ahb->fw.ce_paddr," } } },
	{ "map_range_not_queued", "explicit", AHB, "not-converted",
	  { { CE_QUEUE, "" } } },
	{ "map_range_of_another_size", "explicit", GK20A, "wrong-range",
	  { { "iommu_tlb_range_add(imem->domain, offset, PAGE_SIZE)",
	      "iommu_tlb_range_add(imem->domain, offset, 2 * PAGE_SIZE)" } } },
	{ "map_range_of_another_domain", "explicit", AHB, "wrong-range",
	  { { CE_QUEUE, "\tiommu_tlb_range_add(ab_ahb->fw.iommu_domain, ab_ahb->fw.ce_paddr, ab_ahb->fw.ce_size);\n" } } },
	{ "mapping_told_before_the_flush", "async", GK20A, "used-before-flush",
	  { { MAP_FLUSH, "\n" TOLD },
	    { "\n\tnode->base.mn = r;", "\tif (imem->domain)\n\t\tiommu_tlb_sync(imem->domain);\n\n\tnode->base.mn = r;" } } },
	{ "doorbell_before_the_flush", "async", AHB, "used-before-flush",
	  { { CE_FLUSH, CE_TEST },
	    { "\tab_ahb->fw.use_tz = false;\n",
	      "\tab_ahb->fw.use_tz = false;\n\tiommu_tlb_sync(iommu_dom);\n" } } },
	{ "second_loop_begins_elsewhere", "gather", GK20A, "changed-outside",
	  { { "i++) {\n\t\tdma_unmap_page", "i += 2) {\n\t\tdma_unmap_page" } } },
	{ "first_loop_ends_elsewhere", "gather", GK20A, "changed-outside",
	  { { "mn->length; i++)\n\t\tiommu_unmap_fast", "mn->length - 1; i++)\n\t\tiommu_unmap_fast" } } },
};

static unsigned int caught, tried;

/* The file with the edits made; @line: where the first of them is. */
static char *spoil(const char *text_of_file, const struct sabotage *s,
		   unsigned int *line)
{
	char *now = text("%s", text_of_file);
	size_t i;

	for (i = 0; i < 2 && s->edits[i].from; i++) {
		char *at = strstr(now, s->edits[i].from);
		const char *c;

		if (!at)
			broken("%s: no \"%s\" in %s", s->name,
			       s->edits[i].from, s->file);
		if (!i)
			for (*line = 1, c = now; c < at; c++)
				*line += *c == '\n';
		now = text("%.*s%s%s", (int)(at - now), now, s->edits[i].to,
			   at + strlen(s->edits[i].from));
	}
	return now;
}

/* How far from the edit a message may point: the way out of the function. */
#define NEAR 40

static bool names_place(struct run r, const struct sabotage *s,
			unsigned int line)
{
	char *rule = text("[%s", s->rule), *file = text("%s:", s->file);
	const char *at = r.out.data, *end;

	for (; at && *at; at = *end ? end + 1 : end) {
		unsigned int told;

		end = strchrnul(at, '\n');
		if (strncmp(at, file, strlen(file)) ||
		    !memmem(at, end - at, rule, strlen(rule)))
			continue;
		told = atoi(at + strlen(file));
		if (told + NEAR >= line && told <= line + NEAR)
			return true;
	}
	return false;
}

TEST is_caught(const struct sabotage *s)
{
	char *dir = converted_to(s->style);
	char *path = text("%s/%s", dir, s->file);
	struct bytes good = get(path);
	unsigned int line = 0;
	struct run r;

	tried++;
	put(path, spoil(good.data, s, &line));
	r = verify_file(dir, s->style, s->file);
	put_bytes(path, good);
	ASSERT_EQ(1, r.status);
	if (!names_place(r, s, line))
		FAILm(text("no [%s] near line %u in:\n%s", s->rule, line,
			   r.out.data));
	caught++;
	PASS();
}

/* ---- files ---- */

TEST forgotten_file_is_caught(void)
{
	char *dir = converted_to("sync"), *path = text("%s/" MSM, dir);
	struct bytes good = get(path);
	struct run r;

	tried++;
	copy(text("%s/" MSM, before), path);
	r = verify(dir);
	put_bytes(path, good);
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, MSM ":382:"));
	ASSERT(contains(r.out, "[not-converted]"));
	caught++;
	PASS();
}

TEST deleted_file_is_caught(void)
{
	char *dir = converted_to("sync"), *path = text("%s/" MSM, dir);
	struct bytes good = get(path);
	struct run r;

	tried++;
	remove_all(path);
	r = verify(dir);
	put_bytes(path, good);
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, MSM ":1:"));
	ASSERT(contains(r.out, "not in AFTER"));
	caught++;
	PASS();
}

TEST extra_file_is_caught(void)
{
	char *dir = converted_to("sync"), *path = text("%s/extra.c", dir);
	struct run r;

	tried++;
	put(path, "int extra;\n");
	r = verify(dir);
	remove_all(path);
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, "extra.c:1:"));
	ASSERT(contains(r.out, "not in BEFORE"));
	caught++;
	PASS();
}

TEST changed_mode_is_caught(void)
{
	char *dir = converted_to("gather"), *path = text("%s/" MSM, dir);
	struct run r;

	tried++;
	chmod(path, 0755);
	r = verify(dir);
	chmod(path, 0644);
	ASSERT_EQ(1, r.status);
	ASSERT(contains(r.out, MSM ":1:"));
	ASSERT(contains(r.out, "[mode-changed]"));
	caught++;
	PASS();
}

/* Two runs that were told nothing and everything say the same. */
TEST recognises_the_style(const char *style)
{
	struct run r = RUN(NULL, tool(), "verify", "--to", style, "--from",
			   "implicit", "--progress", "never", before,
			   converted_to(style));

	ASSERT_EQ(0, r.status);
	ASSERT_EQ(0, r.out.size);
	PASS();
}

SUITE(conversions)
{
	size_t i;

	RUN_TEST(gathers_beside_style_fast);
	for (i = 0; styles[i]; i++) {
		if (!strcmp(styles[i], "fast"))
			continue;
		RUN_NAMED(text("to_%s_passes", styles[i]), passes, styles[i]);
		RUN_NAMED(text("to_%s_when_told", styles[i]),
			  recognises_the_style, styles[i]);
	}
}

SUITE(sabotage)
{
	size_t i;

	for (i = 0; i < sizeof(sabotages) / sizeof(*sabotages); i++)
		RUN_NAMED(text("caught_%s", sabotages[i].name), is_caught,
			  &sabotages[i]);
	RUN_TEST(forgotten_file_is_caught);
	RUN_TEST(deleted_file_is_caught);
	RUN_TEST(extra_file_is_caught);
	RUN_TEST(changed_mode_is_caught);
	printf("sabotage: %u of %u caught\n", caught, tried);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	set_out();
	RUN_SUITE(conversions);
	RUN_SUITE(sabotage);
	GREATEST_MAIN_END();
}
