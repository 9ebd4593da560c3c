// SPDX-License-Identifier: GPL-2.0-only
#include "plan.h"

#include <string.h>

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
	return to == STYLE_IMPLICIT || to == STYLE_SYNC;
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

static void rename_to(const struct source *src, struct site *site,
		      const char *name)
{
	unsigned int line = taken_by(src, name);

	if (site->len != strlen(site->api->name)) {
		site_decide(site, OUTCOME_OPEN,
			    "the name is split by a backslash and a newline: join it first");
		return;
	}
	if (line) {
		site_decide(site, OUTCOME_OPEN,
			    "%s means something else in this file, line %u: rename that first",
			    name, line);
		return;
	}
	site->becomes = name;
	site_decide(site, OUTCOME_CONVERTED, "becomes %s", name);
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
		if (to == STYLE_SYNC && !deferred)
			rename_to(src, site, style_sync_name(to, site->api->op));
		else if (deferred)
			site_decide(site, OUTCOME_OPEN,
				    "deferred in style explicit: convert it with its flush by hand");
		else
			site_decide(site, OUTCOME_KEPT,
				    "synchronous in style %s",
				    style_table[to].name);
		break;
	case FORM_SYNC:
		if (to == STYLE_IMPLICIT)
			rename_to(src, site, style_sync_name(to, site->api->op));
		else
			site_decide(site, OUTCOME_KEPT, "synchronous already");
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

void plan_source(struct source *src, enum style from, enum style to)
{
	size_t i;

	if (from == STYLE_UNKNOWN)
		from = recognise(src);
	for (i = 0; i < src->site_count; i++)
		if (!src->sites[i].reason)
			plan_site(src, &src->sites[i], from, to);
}

bool plan_has_work(const struct source *src)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].outcome == OUTCOME_CONVERTED)
			return true;
	return false;
}
