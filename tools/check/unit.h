/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file under check: its functions, and what its calls mean in its style.
 */
#ifndef CHECK_UNIT_H
#define CHECK_UNIT_H

#include "check/check.h"
#include "check/graph.h"
#include "check/names.h"
#include "flow/flow.h"

/* What a call of the API does to the IOTLB. */
enum call_kind {
	CALL_NONE,
	CALL_UNMAP_SYNC,	/* flushes itself */
	CALL_MAP_SYNC,
	CALL_UNMAP,		/* deferred */
	CALL_MAP,
	CALL_QUEUE,		/* iommu_tlb_range_add() */
	CALL_FLUSH_QUEUE,	/* iommu_tlb_sync(): what was queued */
	CALL_FLUSH_ALL,		/* of a domain */
	CALL_FLUSH_GATHER,	/* iommu_iotlb_sync() */
	CALL_FLUSH_MAP,		/* iommu_sync_map() */
	CALL_INIT,		/* iommu_iotlb_gather_init() */
	CALL_GATHER,		/* looks at a gather, or adds to one */
};

struct call_meaning {
	enum call_kind kind;
	bool gathers;		/* collects in a gather */
	bool queues;		/* queues its range itself */
	bool plain;		/* deferred only because of the style */
};

/* What check knows of a function, beside what flow does. */
struct subject {
	struct function *f;
	struct graph graph;
	bool built;
	bool relevant;		/* calls the API, itself or through the file */
	bool releases;
	bool finishes;		/* queues or flushes */
	bool defers;
	bool callers_known;	/* static, and only called, by this file */
	bool visited;
	bool too_deep;		/* called where nobody follows any more */
	bool inert;		/* does nothing to a caller with nothing pending */
	struct findings own;	/* what was found when it was walked by itself */
};

struct unit {
	struct source *src;
	struct flow flow;
	struct names names;
	enum style style;
	bool style_is_told;	/* by the caller or the unit, not guessed */
	struct subject *subjects;	/* as flow.functions */
	bool *interesting;	/* by word: its values matter */
	bool *place_words;	/* ... which domain or gather they lead to */
	uint8_t *computes;	/* by word: see only_computes(); 0: not asked yet */
	struct checked *out;
};

void unit_begin(struct unit *u, struct source *src, enum style style,
		struct checked *out);
void unit_end(struct unit *u);

/* The subject of that function of the file. */
struct subject *subject_of(struct unit *u, const struct function *f);
/* What the file defines under the name called at @i, if it is one function. */
struct subject *callee_of(struct unit *u, size_t i);

struct call_meaning meaning_of(const struct unit *u, const struct site *site);
/* The same of a token; CALL_NONE when no call of the API stands there. */
struct call_meaning meaning_at(struct unit *u, size_t token);

/* Token of the name -> line and column of a message. */
uint32_t line_of(const struct unit *u, size_t token);
uint32_t unit_column(const struct unit *u, size_t token);

/* Take note of a function that cannot be looked into; @why is taken over. */
void not_checked(struct unit *u, size_t token, char *why);

#endif
