// SPDX-License-Identifier: GPL-2.0-only
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "batch.h"

static bool is_use(const struct site *site)
{
	return site->kind == SITE_CALL || site->kind == SITE_ADDRESS ||
	       site->kind == SITE_MACRO;
}

static bool uses(const struct source *src, const char *name)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].api && is_use(&src->sites[i]) &&
		    !strcmp(src->sites[i].api->name, name))
			return true;
	return false;
}

static bool uses_form(const struct source *src, enum form form)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].api && is_use(&src->sites[i]) &&
		    src->sites[i].api->op <= OP_UNMAP &&
		    src->sites[i].api->form == form)
			return true;
	return false;
}

/*
 * A style is told by the names that only it has.  iommu_unmap_fast() comes
 * before the queueing calls, which styles fast and explicit share.
 */
enum style recognise(const struct source *src)
{
	static const struct {
		const char *name;
		enum style style;
	} marks[] = {
		{ "iommu_map_nosync", STYLE_NOSYNC },
		{ "iommu_sync_map", STYLE_NOSYNC },
		{ "iommu_iotlb_sync", STYLE_GATHER },
		{ "iommu_flush_iotlb_all", STYLE_GATHER },
		{ "iommu_unmap_fast", STYLE_FAST },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(marks); i++)
		if (uses(src, marks[i].name))
			return marks[i].style;
	if (uses_form(src, FORM_ASYNC))
		return STYLE_ASYNC;
	if (uses(src, "iommu_tlb_range_add") || uses(src, "iommu_tlb_sync"))
		return STYLE_EXPLICIT;
	if (uses_form(src, FORM_SYNC))
		return STYLE_SYNC;
	if (uses_form(src, FORM_PLAIN))
		return STYLE_IMPLICIT;
	return STYLE_UNKNOWN;
}

bool plan_can_convert_to(enum style to)
{
	return to < STYLE_COUNT;
}

/* Is the site in the body of one of the API's own functions? */
static bool in_api_itself(const struct source *src, const struct site *site)
{
	size_t i;

	if (!site->function)
		return false;
	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].kind == SITE_DEFINITION &&
		    !strcmp(src->sites[i].api->name, site->function))
			return true;
	return false;
}

/* The line that gives @name another meaning in this file, or 0. */
static unsigned int taken_by(const struct source *src, const char *name)
{
	size_t i;

	for (i = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];

		if (!site->api || strcmp(site->api->name, name))
			continue;
		if (site->declares || site->defines_macro)
			return site->line;
	}
	return 0;
}

/* A call that stays synchronous: in the words of style @to. */
static void keep_synchronous(const struct source *src, struct site *site,
			     enum style to)
{
	const char *name = style_sync_name(to, site->api->op);
	unsigned int line = taken_by(src, name);

	if (!strcmp(name, site->api->name)) {
		if (site->why)
			site_decide(site, OUTCOME_KEPT, "%s", site->why);
		else
			site_decide(site, OUTCOME_KEPT,
				    "synchronous in style %s",
				    style_table[to].name);
	} else if (site->len != strlen(site->api->name)) {
		site_decide(site, OUTCOME_OPEN,
			    "the name is split by a backslash and a newline: join it first");
	} else if (line) {
		site_decide(site, OUTCOME_OPEN,
			    "%s means something else in this file, line %u: rename that first",
			    name, line);
	} else {
		site->becomes = name;
		site_decide(site, OUTCOME_CONVERTED, "becomes %s%s%s", name,
			    site->why ? "; not deferred: " : "",
			    site->why ? site->why : "");
	}
}

static void plan_site(const struct source *src, struct site *site,
		      enum style from, enum style to)
{
	bool deferred = from == STYLE_EXPLICIT;

	if (in_api_itself(src, site)) {
		site_decide(site, OUTCOME_KEPT, "inside the API's own %s()",
			    site->function);
		return;
	}
	if (site->api->op == OP_GATHER) {
		site_decide(site, OUTCOME_KEPT, "works on a gather");
		return;
	}
	if (site->api->op == OP_FINISH) {
		if (deferred || from == STYLE_ASYNC)
			site_decide(site, OUTCOME_OPEN,
				    "finishes deferred calls of style %s: convert these by hand",
				    style_table[from].name);
		else
			site_decide(site, OUTCOME_KEPT,
				    "finishes calls that are kept");
		return;
	}
	switch (site->api->form) {
	case FORM_PLAIN:
		if (deferred)
			site_decide(site, OUTCOME_OPEN,
				    "deferred in style explicit: convert it with its flush by hand");
		else
			keep_synchronous(src, site, to);
		break;
	case FORM_SYNC:
		keep_synchronous(src, site, to);
		break;
	case FORM_ASYNC:
		site_decide(site, OUTCOME_OPEN,
			    "deferred in style async: convert it with its flush by hand");
		break;
	case FORM_FAST:
		site_decide(site, OUTCOME_KEPT,
			    "deferred already, with a flush of its own");
		break;
	}
}

static void plan_sites(struct source *src, const struct goal *goal)
{
	enum style from = goal->from == STYLE_UNKNOWN ? recognise(src) :
							goal->from;
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (!src->sites[i].reason)
			plan_site(src, &src->sites[i], from, goal->to);
}

void plan_source(struct source *src, const struct goal *goal)
{
	if (!goal->no_batch)
		plan_batches(src, goal->to);
	plan_sites(src, goal);
}

void plan_without_batches(struct source *src, const struct goal *goal,
			  const char *why)
{
	size_t i;

	source_drop_edits(src);
	for (i = 0; i < src->site_count; i++) {
		struct site *site = &src->sites[i];

		if (!site->batched)
			continue;
		site->batched = false;
		site->becomes = NULL;
		free(site->reason);
		free(site->why);
		site->reason = NULL;
		site->why = xstrdup(why);
	}
	plan_sites(src, goal);
}

bool plan_has_work(const struct source *src)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].outcome == OUTCOME_CONVERTED)
			return true;
	return false;
}
