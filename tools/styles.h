/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of styles and names: the one place in the tool that knows them.
 *
 * A *style* is which functions a driver calls and who invalidates the IOTLB.
 * A *name* is one identifier of the API.  An *operation* is what a call does
 * whatever its style (map, unmap, ...); a *form* is when it takes effect on
 * the IOTLB.  (operation, form) names an identifier uniquely.
 */
#ifndef STYLES_H
#define STYLES_H

#include <stdbool.h>
#include <stddef.h>

enum style {
	STYLE_IMPLICIT,
	STYLE_SYNC,
	STYLE_EXPLICIT,
	STYLE_ASYNC,
	STYLE_FAST,
	STYLE_GATHER,
	STYLE_NOSYNC,
	STYLE_COUNT,
	STYLE_UNKNOWN = STYLE_COUNT,
};

struct style_row {
	const char *name;
	const char *deferred;
	const char *synchronous;
	const char *finishing;
	const char *from;	/* where and when it came into being */
};

extern const struct style_row style_table[STYLE_COUNT];

/* The style of that name, or STYLE_UNKNOWN. */
enum style style_by_name(const char *name);

/* The signatures of a kernel generation, oldest first. */
enum level {
	LEVEL_SOURCE,		/* whatever the source has */
	LEVEL_4_13,
	LEVEL_4_15,
	LEVEL_5_4,
	LEVEL_6_3,		/* gfp_t on map and map_sg, no _atomic calls */
	LEVEL_6_16,
	LEVEL_UNKNOWN,
};

enum level level_by_name(const char *name);
const char *level_name(enum level level);

/* The first and the last level at which a style's own calls exist. */
bool style_has_level(enum style style, enum level level);

enum operation {
	OP_MAP,
	OP_MAP_ATOMIC,
	OP_MAP_SG,
	OP_MAP_SG_ATOMIC,
	OP_MAP_SGTABLE,
	OP_UNMAP,
	OP_FINISH,	/* flushes, or queues what is to be flushed */
	OP_GATHER,	/* works on a struct iommu_iotlb_gather only */
	OP_ALLOC,	/* of a domain */
};

/*
 * FORM_PLAIN is the name without suffix: synchronous in styles implicit, async,
 * fast, gather and nosync; deferred in styles sync and explicit.
 */
enum form {
	FORM_PLAIN,
	FORM_SYNC,	/* iommu_unmap_sync */
	FORM_ASYNC,	/* deferred, and queues its range: iommu_unmap_async */
	FORM_FAST,	/* iommu_unmap_fast, iommu_map_nosync */
};

struct api_name {
	const char *name;
	enum operation op;
	enum form form;
	/* Number of arguments, over all levels of the API. */
	unsigned char min_args;
	unsigned char max_args;
	/* Bit per style whose header declares it, if the kernel's does not. */
	unsigned char brought_by;
};

/* The API's name that is exactly these @len bytes, or NULL. */
const struct api_name *api_lookup(const char *word, size_t len);
/*
 * Does a kernel of that level have it, with so many arguments?  What the shim
 * brings is there at every level, and what is converted is not asked about.
 */
bool api_has_level(const struct api_name *api, unsigned int arguments,
		   enum level level);
/* Is there a name that begins with these @len bytes, but is longer? */
bool api_is_prefix(const char *word, size_t len);

/* The one style whose header declares it, or STYLE_UNKNOWN. */
enum style style_bringing(const struct api_name *api);

/* The operation that may sleep, or may not, where there are two; else @op. */
enum operation operation_sleeping(enum operation op);
enum operation operation_atomic(enum operation op);

/* How style @to spells the synchronous call of @op; OP_MAP to OP_UNMAP. */
const char *style_sync_name(enum style to, enum operation op);

/* Semantic patch that gives synchronous calls the names of style @to. */
const char *style_rename_script(enum style to);

/*
 * How a style writes a batch: the form of its deferred calls, and whether the
 * ranges are collected in a variable or queued by a call.
 */
struct batch_form {
	enum form deferred;
	const char *script;	/* semantic patch that makes it of the markers */
	bool gather;		/* needs a struct iommu_iotlb_gather */
	bool queue;		/* needs iommu_tlb_range_add() */
	bool maps;		/* can defer a map, too */
};

/* NULL: the style has no deferred unmap with a flush. */
const struct batch_form *style_batch_form(enum style style);

/* How such a style spells the deferred call of @op, or NULL. */
const char *style_deferred_name(enum style style, enum operation op);

/* All names begin with this: what the search over a tree looks for. */
#define API_PREFIX "iommu"

/* Longest name, in bytes. */
#define API_NAME_MAX 40

#endif
