// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: the maps of Linux 6.1, converted to the signatures of 6.3, get
 * the gfp_t that mainline gave them there.
 *
 * The table was read from linux-source-6.12: arguments of iommu_map() and
 * iommu_map_sg() in the files that were converted.  Two sites have moved on
 * since 6.3: __iommu_dma_alloc_noncontiguous() hands its caller's gfp through,
 * and vfio_iommu_type1.c charges GFP_KERNEL_ACCOUNT.
 */
#include <string.h>

#include "greatest.h"
#include "harness.h"
#include "linux-release.h"

static const struct {
	const char *file;
	size_t kernel, atomic;
} mainline[] = {
	{ "arch/arm/mm/dma-mapping.c", 4, 0 },
	{ "drivers/gpu/drm/nouveau/nvkm/subdev/instmem/gk20a.c", 1, 0 },
	{ "drivers/gpu/drm/tegra/drm.c", 1, 0 },
	{ "drivers/gpu/host1x/cdma.c", 1, 0 },
	{ "drivers/infiniband/hw/usnic/usnic_uiom.c", 0, 2 },
	{ "drivers/iommu/dma-iommu.c", 1, 3 },
	{ "drivers/iommu/iommu.c", 1, 0 },
	{ "drivers/media/platform/qcom/venus/firmware.c", 1, 0 },
	{ "drivers/net/ipa/ipa_mem.c", 2, 0 },
	{ "drivers/net/wireless/ath/ath10k/snoc.c", 1, 0 },
	{ "drivers/net/wireless/ath/ath11k/ahb.c", 2, 0 },
	{ "drivers/remoteproc/remoteproc_core.c", 2, 0 },
	{ "drivers/vfio/vfio_iommu_type1.c", 3, 0 },
	{ "drivers/vhost/vdpa.c", 1, 0 },
};

#define FILES (sizeof(mainline) / sizeof(mainline[0]))

/* Lines of one file's diff that add the word. */
static size_t added(const char *diff, const char *file, const char *word)
{
	const char *at = strstr(diff, text("+++ b/%s\n", file));
	size_t count = 0;

	if (!at)
		return 0;
	for (at = strchr(at, '\n') + 1; *at && strncmp(at, "diff ", 5);
	     at = strchr(at, '\n') + 1) {
		char *line = text("%.*s", (int)strcspn(at, "\n"), at);

		count += *line == '+' && strstr(line, word);
	}
	return count;
}

static size_t files_in(const char *diff)
{
	size_t count = 0;

	while ((diff = strstr(diff, "\n+++ b/"))) {
		count++;
		diff++;
	}
	return count;
}

TEST gfp_is_that_of_mainline(const char *style)
{
	struct run r = RUN(in_source(LINUX), tool(), "convert", "--to",
			   style, "--level", "6.3", ".");
	size_t i;

	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	for (i = 0; i < FILES; i++) {
		const char *file = mainline[i].file;

		ASSERT_EQ_FMTm(file, mainline[i].kernel,
			       added(r.out.data, file, "GFP_KERNEL"), "%zu");
		ASSERT_EQ_FMTm(file, mainline[i].atomic,
			       added(r.out.data, file, "GFP_ATOMIC"), "%zu");
	}
	if (!strcmp(style, "implicit"))
		ASSERT_EQ_FMT(FILES, files_in(r.out.data), "%zu");
	PASS();
}

/* The batches that hand-labelled sites of this tree allow, and no other. */
#define GK20A "drivers/gpu/drm/nouveau/nvkm/subdev/instmem/gk20a.c,"
#define AHB "drivers/net/wireless/ath/ath11k/ahb.c,"

static const char unmaps[] =
	GK20A "336\n"
	GK20A "484\n"
	"drivers/infiniband/hw/usnic/usnic_uiom.c,203\n"
	AHB "1089\n"
	AHB "1094\n"
	"drivers/remoteproc/remoteproc_core.c,1233\n"
	"drivers/vfio/vfio_iommu_type1.c,1871\n";

/* In styles that can defer a map: 484 undoes what 477 has mapped. */
static const char maps_too[] =
	GK20A "336\n"
	GK20A "477\n"
	GK20A "484\n"
	"drivers/infiniband/hw/usnic/usnic_uiom.c,203\n"
	AHB "1034\n"
	AHB "1042\n"
	AHB "1089\n"
	AHB "1094\n"
	"drivers/remoteproc/remoteproc_core.c,1233\n"
	"drivers/vfio/vfio_iommu_type1.c,1871\n";

TEST batches_are_the_labelled_ones(const char *style, const char *expected)
{
	struct run r = RUN(in_source(LINUX), "sh", "-c",
			   text("'%s' convert --to %s --format csv . | grep ,deferred: | cut -d, -f1,2",
				tool(), style));

	ASSERT_STR_EQ(without_lines(LINUX, expected),
		      without_lines(LINUX, r.out.data));
	PASS();
}

/* A loop that could share a flush if iommu_sync_map() could not fail. */
TEST nosync_says_why_a_loop_of_maps_is_kept(void)
{
	struct run r = RUN(in_source(LINUX "/drivers/gpu"), tool(), "scan",
			   "--to", "nosync", "--level", "6.16", "host1x");

	const char *out = without_lines(LINUX, r.out.data);

	ASSERT(strstr(out, without_lines(LINUX, "job.c:247: iommu_map_sgtable call, kept: one iommu_sync_map() for the loop would need its whole range")));
	ASSERT(strstr(out, without_lines(LINUX, "cdma.c:107: iommu_map call, converted: signature of level 6.16; not deferred: a single map")));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	static const struct {
		const char *style, *expected;
	} styles[] = {
		{ "gather", unmaps }, { "explicit", maps_too },
		{ "async", maps_too }, { "fast", unmaps },
		{ "nosync --level 6.16", unmaps },
	};
	size_t i;

	GREATEST_MAIN_BEGIN();
	RUN_TESTp(gfp_is_that_of_mainline, "implicit");
	RUN_TESTp(gfp_is_that_of_mainline, "explicit");
	RUN_TEST(nosync_says_why_a_loop_of_maps_is_kept);
	for (i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		RUN_NAMED(text("batches_of_%.6s", styles[i].style),
			  batches_are_the_labelled_ones, styles[i].style,
			  styles[i].expected);
	GREATEST_MAIN_END();
}
