// SPDX-License-Identifier: GPL-2.0-only
#include "styles.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"

const struct style_row style_table[STYLE_COUNT] = {
	[STYLE_IMPLICIT] = {
		"implicit", "-", "iommu_map, iommu_map_sg, iommu_unmap", "-",
		"mainline, always",
	},
	[STYLE_SYNC] = {
		"sync", "iommu_map, iommu_map_sg, iommu_unmap",
		"iommu_map_sync, iommu_map_sg_sync, iommu_unmap_sync", "-",
		"2017 series, patches 3-13",
	},
	[STYLE_EXPLICIT] = {
		"explicit", "iommu_map, iommu_map_sg, iommu_unmap",
		"iommu_map_sync, iommu_map_sg_sync, iommu_unmap_sync",
		"iommu_tlb_range_add, iommu_tlb_sync, iommu_flush_tlb_all",
		"2017 series, patch 2",
	},
	[STYLE_ASYNC] = {
		"async",
		"iommu_map_async, iommu_map_sg_async, iommu_unmap_async",
		"iommu_map, iommu_map_sg, iommu_unmap",
		"iommu_tlb_sync, iommu_flush_tlb_all",
		"reply to the 2017 series",
	},
	[STYLE_FAST] = {
		"fast", "iommu_unmap_fast(domain, iova, size)",
		"iommu_map, iommu_map_sg, iommu_unmap",
		"iommu_tlb_range_add, iommu_tlb_sync, iommu_flush_tlb_all",
		"Linux 4.15 to 5.3",
	},
	[STYLE_GATHER] = {
		"gather", "iommu_unmap_fast(domain, iova, size, &gather)",
		"iommu_map, iommu_map_sg, iommu_unmap",
		"iommu_iotlb_sync, iommu_flush_iotlb_all",
		"Linux 5.4 on",
	},
	[STYLE_NOSYNC] = {
		"nosync", "as gather, and iommu_map_nosync",
		"iommu_map, iommu_map_sg, iommu_unmap",
		"as gather, and iommu_sync_map",
		"Linux 6.16 on, code in the tree only",
	},
};

enum style style_by_name(const char *name)
{
	int s;

	for (s = 0; s < STYLE_COUNT; s++)
		if (!strcmp(name, style_table[s].name))
			return s;
	return STYLE_UNKNOWN;
}

static const char *const level_names[] = {
	[LEVEL_4_13] = "4.13", [LEVEL_4_15] = "4.15", [LEVEL_5_4] = "5.4",
	[LEVEL_6_3] = "6.3", [LEVEL_6_16] = "6.16",
};

enum level level_by_name(const char *name)
{
	size_t i;

	for (i = LEVEL_4_13; i < ARRAY_SIZE(level_names); i++)
		if (!strcmp(name, level_names[i]))
			return i;
	return LEVEL_UNKNOWN;
}

const char *level_name(enum level level)
{
	return level_names[level];
}

bool style_has_level(enum style style, enum level level)
{
	static const struct {
		enum level first, last;
	} spans[STYLE_COUNT] = {
		/* The shim supplies these at every level. */
		[STYLE_IMPLICIT] = { LEVEL_4_13, LEVEL_6_16 },
		[STYLE_SYNC] = { LEVEL_4_13, LEVEL_6_16 },
		[STYLE_EXPLICIT] = { LEVEL_4_13, LEVEL_6_16 },
		[STYLE_ASYNC] = { LEVEL_4_13, LEVEL_6_16 },
		/* These are the kernel's own. */
		[STYLE_FAST] = { LEVEL_4_15, LEVEL_4_15 },
		[STYLE_GATHER] = { LEVEL_5_4, LEVEL_6_16 },
		[STYLE_NOSYNC] = { LEVEL_6_16, LEVEL_6_16 },
	};

	return level == LEVEL_SOURCE ||
	       (level >= spans[style].first && level <= spans[style].last);
}

enum style style_bringing(const struct api_name *api)
{
	unsigned int by = api->brought_by;

	return by && !(by & (by - 1)) ? (enum style)__builtin_ctz(by) :
					STYLE_UNKNOWN;
}

enum operation operation_sleeping(enum operation op)
{
	return op == OP_MAP_ATOMIC ? OP_MAP :
	       op == OP_MAP_SG_ATOMIC ? OP_MAP_SG : op;
}

enum operation operation_atomic(enum operation op)
{
	return op == OP_MAP ? OP_MAP_ATOMIC :
	       op == OP_MAP_SG ? OP_MAP_SG_ATOMIC : op;
}

#define BY_SYNC (1u << STYLE_SYNC | 1u << STYLE_EXPLICIT)
#define BY_ASYNC (1u << STYLE_ASYNC)
#define BY_QUEUE (1u << STYLE_EXPLICIT | 1u << STYLE_FAST)
#define BY_TLB (BY_QUEUE | BY_ASYNC)

/* The plain name of an operation, and its two suffixed forms. */
#define THREE_FORMS(name, op, min, max)				\
	{ name, op, FORM_PLAIN, min, max, 0 },			\
	{ name "_async", op, FORM_ASYNC, min, max, BY_ASYNC },	\
	{ name "_sync", op, FORM_SYNC, min, max, BY_SYNC }

/*
 * Argument counts: include/linux/iommu.h of 4.13 to 6.16.  iommu_map() and
 * iommu_map_sg() took on a gfp_t in 6.3, iommu_unmap_fast() its gather in 5.4.
 */
static const struct api_name names[] = {
	THREE_FORMS("iommu_map", OP_MAP, 5, 6),
	THREE_FORMS("iommu_map_atomic", OP_MAP_ATOMIC, 5, 5),
	THREE_FORMS("iommu_map_sg", OP_MAP_SG, 5, 6),
	THREE_FORMS("iommu_map_sg_atomic", OP_MAP_SG_ATOMIC, 5, 5),
	THREE_FORMS("iommu_map_sgtable", OP_MAP_SGTABLE, 4, 4),
	THREE_FORMS("iommu_unmap", OP_UNMAP, 3, 3),
	{ "iommu_map_nosync", OP_MAP, FORM_FAST, 6, 6, 0 },
	{ "iommu_unmap_fast", OP_UNMAP, FORM_FAST, 3, 4, 0 },
	{ "iommu_tlb_range_add", OP_FINISH, FORM_PLAIN, 3, 3, BY_QUEUE },
	{ "iommu_tlb_sync", OP_FINISH, FORM_PLAIN, 1, 1, BY_TLB },
	{ "iommu_flush_tlb_all", OP_FINISH, FORM_PLAIN, 1, 1, BY_TLB },
	{ "iommu_iotlb_sync", OP_FINISH, FORM_PLAIN, 2, 2, 0 },
	{ "iommu_flush_iotlb_all", OP_FINISH, FORM_PLAIN, 1, 1, 0 },
	{ "iommu_sync_map", OP_FINISH, FORM_PLAIN, 3, 3, 0 },
	{ "iommu_iotlb_gather_init", OP_GATHER, FORM_PLAIN, 1, 1, 0 },
	{ "iommu_iotlb_gather_add_range", OP_GATHER, FORM_PLAIN, 3, 3, 0 },
	{ "iommu_iotlb_gather_add_page", OP_GATHER, FORM_PLAIN, 4, 4, 0 },
	{ "iommu_iotlb_gather_is_disjoint", OP_GATHER, FORM_PLAIN, 3, 3, 0 },
	{ "iommu_iotlb_gather_queued", OP_GATHER, FORM_PLAIN, 1, 1, 0 },
	{ "iommu_domain_alloc", OP_ALLOC, FORM_PLAIN, 1, 1, 0 },
	{ "iommu_paging_domain_alloc", OP_ALLOC, FORM_PLAIN, 1, 1, 0 },
	{ "iommu_paging_domain_alloc_flags", OP_ALLOC, FORM_PLAIN, 2, 2, 0 },
};

const struct api_name *api_lookup(const char *word, size_t len)
{
	size_t i;

	if (len > API_NAME_MAX)
		return NULL;
	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strncmp(names[i].name, word, len) && !names[i].name[len])
			return &names[i];
	return NULL;
}

bool api_has_level(const struct api_name *api, unsigned int arguments,
		   enum level level)
{
	static const struct {
		const char *name;
		unsigned int arguments;	/* 0: any */
		enum level first, last;
	} spans[] = {
		{ "iommu_map_nosync", 0, LEVEL_6_16, LEVEL_6_16 },
		{ "iommu_sync_map", 0, LEVEL_6_16, LEVEL_6_16 },
		{ "iommu_unmap_fast", 3, LEVEL_4_15, LEVEL_4_15 },
		{ "iommu_unmap_fast", 4, LEVEL_5_4, LEVEL_6_16 },
		{ "iommu_iotlb_sync", 0, LEVEL_5_4, LEVEL_6_16 },
		{ "iommu_flush_iotlb_all", 0, LEVEL_5_4, LEVEL_6_16 },
	};
	size_t i;

	if (level == LEVEL_SOURCE)
		return true;
	if (api->op == OP_GATHER || api->op == OP_MAP_SGTABLE)
		return level >= LEVEL_5_4;
	for (i = 0; i < ARRAY_SIZE(spans); i++)
		if (!strcmp(api->name, spans[i].name) &&
		    (!spans[i].arguments || spans[i].arguments == arguments) &&
		    (level < spans[i].first || level > spans[i].last))
			return false;
	return true;
}

bool api_is_prefix(const char *word, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strncmp(names[i].name, word, len) && names[i].name[len])
			return true;
	return false;
}

/* In these styles the plain names do not flush. */
static bool plain_is_deferred(enum style style)
{
	return style == STYLE_SYNC || style == STYLE_EXPLICIT;
}

const char *style_rename_script(enum style to)
{
	return plain_is_deferred(to) ? "rename/implicit-to-sync" :
				       "rename/sync-to-implicit";
}

/* Several styles may have a form of their own: by different names. */
static const char *name_of(enum style style, enum operation op, enum form form)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].op == op && names[i].form == form &&
		    (!names[i].brought_by || names[i].brought_by & 1u << style))
			return names[i].name;
	return NULL;
}

const char *style_sync_name(enum style to, enum operation op)
{
	return name_of(to, op, plain_is_deferred(to) ? FORM_SYNC : FORM_PLAIN);
}

const struct batch_form *style_batch_form(enum style style)
{
	static const struct batch_form forms[STYLE_COUNT] = {
		[STYLE_EXPLICIT] = {
			FORM_PLAIN, "planned/explicit", .queue = true,
			.maps = true,
		},
		[STYLE_ASYNC] = {
			FORM_ASYNC, "planned/async", .maps = true,
		},
		[STYLE_FAST] = {
			FORM_FAST, "planned/fast", .queue = true,
		},
		[STYLE_GATHER] = {
			FORM_FAST, "planned/gather", .gather = true,
		},
		[STYLE_NOSYNC] = {
			FORM_FAST, "planned/gather", .gather = true,
		},
	};

	return forms[style].script ? &forms[style] : NULL;
}

const char *style_deferred_name(enum style style, enum operation op)
{
	const struct batch_form *form = style_batch_form(style);

	if (!form || (op != OP_UNMAP && !form->maps))
		return NULL;
	return name_of(style, op, form->deferred);
}
