// SPDX-License-Identifier: GPL-2.0-only
#include "plan/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "plan/alloc.h"
#include "plan/batch.h"
#include "plan/shim.h"
#include "plan/signature.h"
#include "plan/undefer.h"
#include "scan/shim.h"

static bool is_use(const struct site *site)
{
	return site->kind == SITE_CALL || site->kind == SITE_ADDRESS ||
	       (site->kind == SITE_MACRO && !site->defines_macro);
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

/* Calls that flush, as the styles that build on the gather have them. */
static bool is_gather_call(const char *name)
{
	return !strcmp(name, "iommu_iotlb_sync") ||
	       !strcmp(name, "iommu_flush_iotlb_all");
}

/* The style of one call that defers or finishes, in a file of style @from. */
static enum style style_of(const struct site *site, enum style from)
{
	if (site->api->op == OP_MAP && site->api->form == FORM_FAST)
		return STYLE_NOSYNC;
	if (is_gather_call(site->api->name))
		return from == STYLE_NOSYNC ? from : STYLE_GATHER;
	if (site->api->form == FORM_ASYNC)
		return style_bringing(site->api);
	if (site->api->form == FORM_FAST)
		return site->arguments == 3 ? STYLE_FAST :
		       from == STYLE_NOSYNC ? from : STYLE_GATHER;
	return from;
}

/* The style that has calls of its own which queue what they defer. */
static enum style self_queueing(const struct source *src)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].api && is_use(&src->sites[i]) &&
		    src->sites[i].api->form == FORM_ASYNC)
			return style_bringing(src->sites[i].api);
	return STYLE_UNKNOWN;
}

static bool uses_style(const struct source *src, enum style style)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].api && is_use(&src->sites[i]) &&
		    style_of(&src->sites[i], STYLE_UNKNOWN) == style)
			return true;
	return false;
}

/*
 * A file that includes the shim says it.  Else a style is told by the names that
 * only it has.  The queueing calls are shared by styles fast and explicit: with
 * them goes iommu_unmap_fast() or not.
 */
enum style recognise(const struct source *src)
{
	struct stream s = {
		.text = src->text.data, .tokens = src->tokens.data,
		.count = src->tokens.count,
	};
	enum style told = shim_style(&s);
	bool queues = uses(src, "iommu_tlb_range_add") ||
		      uses(src, "iommu_tlb_sync");

	if (told != STYLE_UNKNOWN)
		return told;
	if (uses_style(src, STYLE_NOSYNC) || uses(src, "iommu_sync_map"))
		return STYLE_NOSYNC;
	if (self_queueing(src) != STYLE_UNKNOWN)
		return self_queueing(src);
	if (queues)
		return uses_style(src, STYLE_FAST) ? STYLE_FAST :
						     STYLE_EXPLICIT;
	if (uses_style(src, STYLE_GATHER))
		return STYLE_GATHER;
	if (uses_style(src, STYLE_FAST))
		return STYLE_FAST;
	if (uses_form(src, FORM_SYNC))
		return STYLE_SYNC;
	if (uses_form(src, FORM_PLAIN))
		return STYLE_IMPLICIT;
	return STYLE_UNKNOWN;
}

/* Is the site in the body of one of the API's own functions? */
static bool in_api_itself(const struct flow *flow, const struct site *site)
{
	size_t i;

	if (!site->function)
		return false;
	for (i = 0; i < flow->owner_count; i++)
		if (flow->owners[i]->kind == SITE_DEFINITION &&
		    !strcmp(flow->owners[i]->api->name, site->function))
			return true;
	return false;
}

/* The line that gives @name another meaning in this file, or 0. */
static unsigned int taken_by(const struct flow *flow, const char *name)
{
	size_t i;

	for (i = 0; i < flow->owner_count; i++) {
		const struct site *site = flow->owners[i];

		if ((site->declares || site->defines_macro) &&
		    !site->own_name && site->api &&
		    !strcmp(site->api->name, name))
			return site->line;
	}
	return 0;
}

/* A call that stays synchronous: in the words of the goal. */
static void keep_synchronous(struct flow *flow, struct site *site,
			     const struct goal *goal)
{
	struct source *src = flow->src;
	size_t edits = src->edit_count;
	const char *not = site->why ? "; not deferred: " : "";
	const char *reason = site->why ? site->why : "";
	const char *name;
	enum operation op;
	unsigned int line;
	char *why = plan_signature(flow, site, goal, &op);

	name = style_sync_name(goal->to, op);
	line = taken_by(flow, name);
	if (why) {
		site_decide(site, OUTCOME_OPEN, "%s", why);
	} else if (site->len != strlen(site->api->name)) {
		site_decide(site, OUTCOME_OPEN,
			    "the name is split by a backslash and a newline: join it first");
	} else if (op != site->api->op) {
		site->becomes = name;
		site->marked = true;
		site_decide(site, OUTCOME_CONVERTED,
			    "becomes %s with the signature of level %s%s%s",
			    name, level_name(goal->level), not, reason);
	} else if (!strcmp(name, site->api->name)) {
		if (src->edit_count > edits) {
			site->becomes = name;
			site_decide(site, OUTCOME_CONVERTED,
				    "signature of level %s%s%s",
				    level_name(goal->level), not, reason);
		} else if (site->why) {
			site_decide(site, OUTCOME_KEPT, "%s", site->why);
		} else {
			site_decide(site, OUTCOME_KEPT,
				    "synchronous in style %s",
				    style_table[goal->to].name);
		}
	} else if (line) {
		site_decide(site, OUTCOME_OPEN,
			    "%s means something else in this file, line %u: rename that first",
			    name, line);
	} else {
		site->becomes = name;
		site_decide(site, OUTCOME_CONVERTED, "becomes %s%s%s", name, not,
			    reason);
	}
	free(why);
}

/* Calls that take a gather, or what unmaps have put into one. */
static bool takes_gather(const struct site *site)
{
	return site->api && site->kind == SITE_CALL &&
	       (site->api->op == OP_UNMAP ?
		site->api->form == FORM_FAST && site->arguments == 4 :
		!strcmp(site->api->name, "iommu_iotlb_sync"));
}

/*
 * Why a call of another style cannot stay as it is, or NULL.  Linux 5.4 gave
 * iommu_unmap_fast() its gather: one name cannot be both functions.
 */
static char *cannot_stay(const struct source *src, const struct site *site,
			 const struct goal *goal)
{
	char *why = check_level(site, goal);
	size_t i;

	if (why)
		return why;
	if (goal->to != STYLE_FAST || !takes_gather(site))
		return NULL;
	/* A flush alone is of what others have unmapped, and may stay. */
	for (i = 0; i < src->site_count; i++)
		if (takes_gather(&src->sites[i]) &&
		    src->sites[i].api->op == OP_UNMAP)
			return xstrdup("takes a gather, which iommu_unmap_fast() of style fast does not: convert it by hand");
	return NULL;
}

/* A deferred call, or what finishes one, that stays as it is. */
static void keep_deferred(const struct source *src, struct site *site,
			  enum style from, const struct goal *goal)
{
	char *why = cannot_stay(src, site, goal);
	bool gathers;

	if (why) {
		site_decide(site, OUTCOME_OPEN, "%s", why);
		free(why);
		return;
	}
	from = style_of(site, from);
	/*
	 * The gather calls are there in every style that builds on Linux 5.4;
	 * those that defer a map are not.
	 */
	gathers = from == STYLE_GATHER ||
		  (from == STYLE_NOSYNC && site->api->op != OP_MAP &&
		   strcmp(site->api->name, "iommu_sync_map"));
	if (from == goal->to || gathers ||
	    (from == STYLE_FAST && goal->to == STYLE_IMPLICIT))
		site_decide(site, OUTCOME_KEPT, site->api->op >= OP_FINISH ?
			    "finishes calls that are kept" :
			    "deferred already, with a flush of its own");
	else if (goal->to == STYLE_IMPLICIT || goal->to == STYLE_SYNC)
		site_decide(site, OUTCOME_OPEN,
			    "deferred in style %s, in a function whose flush is not a statement of its own: convert it by hand",
			    style_table[from].name);
	else
		site_decide(site, OUTCOME_OPEN,
			    "deferred in style %s: convert to style implicit first, then to %s",
			    style_table[from].name, style_table[goal->to].name);
}

static void keep_gather(struct site *site, const struct goal *goal)
{
	char *why = check_level(site, goal);

	site_decide(site, why ? OUTCOME_OPEN : OUTCOME_KEPT, "%s",
		    why ? why : "works on a gather");
	free(why);
}

static void plan_site(struct flow *flow, struct site *site, enum style from,
		      const struct goal *goal)
{
	if (in_api_itself(flow, site))
		site_decide(site, OUTCOME_KEPT, "inside the API's own %s()",
			    site->function);
	else if (site->api->op == OP_GATHER)
		keep_gather(site, goal);
	else if (site->api->op == OP_ALLOC)
		plan_alloc(flow, site, goal);
	else if (site->api->op == OP_FINISH || site->api->form == FORM_FAST ||
		 is_deferred(site, from))
		keep_deferred(flow->src, site, from, goal);
	else
		keep_synchronous(flow, site, goal);
}

bool plan_needs_two_steps(const struct source *src, const struct goal *goal)
{
	enum style from = goal->from == STYLE_UNKNOWN ? recognise(src) :
							goal->from;
	const struct batch_form *form = style_batch_form(goal->to);
	size_t i;

	if (!form)
		return false;
	for (i = 0; i < src->site_count; i++) {
		const struct site *site = &src->sites[i];
		enum style style;

		if (!is_deferred(site, from))
			continue;
		style = style_of(site, from);
		if (style != goal->to &&
		    !(form->gather &&
		      (style == STYLE_GATHER ||
		       (style == STYLE_NOSYNC && site->api->op == OP_UNMAP))))
			return true;
	}
	return false;
}

static void plan_sites(struct source *src, const struct goal *goal)
{
	enum style from = goal->from == STYLE_UNKNOWN ? recognise(src) :
							goal->from;
	struct flow flow;
	size_t i;

	flow_begin(&flow, src);
	if (!style_batch_form(goal->to))
		plan_undefer(&flow, from, goal);
	for (i = 0; i < src->site_count && !interrupted(); i++)
		if (!src->sites[i].reason)
			plan_site(&flow, &src->sites[i], from, goal);
	plan_shim(&flow, goal);
	flow_end(&flow);
}

void plan_source(struct source *src, const struct goal *goal)
{
	/* In style explicit plain unmaps have their flush already. */
	if (!goal->no_batch && recognise(src) != STYLE_EXPLICIT)
		plan_batches(src, goal);
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

	if (src->edit_count)
		return true;
	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].outcome == OUTCOME_CONVERTED)
			return true;
	return false;
}
