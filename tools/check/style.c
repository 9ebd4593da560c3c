// SPDX-License-Identifier: GPL-2.0-only
#include "check/style.h"

#include <string.h>

#include "scan/shim.h"

bool plain_defers(enum style style)
{
	return style == STYLE_SYNC || style == STYLE_EXPLICIT;
}

/* What the calls of the unit give away; several of them at once is possible. */
struct signs {
	bool queue, nosync, fast, gather, sync, plain;
	enum style own;		/* that brings a deferred call which queues */
};

static void look(struct signs *signs, const struct site *site)
{
	const struct api_name *api = site->api;

	signs->queue |= !strcmp(api->name, "iommu_tlb_range_add") ||
			!strcmp(api->name, "iommu_tlb_sync");
	signs->nosync |= !strcmp(api->name, "iommu_sync_map");
	signs->gather |= !strcmp(api->name, "iommu_iotlb_sync");
	if (api->op > OP_UNMAP)
		return;
	if (api->form == FORM_ASYNC)
		signs->own = style_bringing(api);
	signs->sync |= api->form == FORM_SYNC;
	signs->plain |= api->form == FORM_PLAIN;
	signs->nosync |= api->form == FORM_FAST && api->op != OP_UNMAP;
	signs->fast |= api->form == FORM_FAST && site->arguments == 3;
	signs->gather |= api->form == FORM_FAST && site->arguments == 4;
}

enum style style_of_unit(const struct flow *flow, bool *told)
{
	enum style style = shim_style(&flow->stream);
	struct signs signs = { .own = STYLE_UNKNOWN };
	size_t i;

	*told = style != STYLE_UNKNOWN;
	if (*told)
		return style;
	for (i = 0; i < flow->src->site_count; i++)
		if (flow->src->sites[i].kind == SITE_CALL)
			look(&signs, &flow->src->sites[i]);
	/* iommu_tlb_sync() is of three styles: what goes with it decides. */
	if (signs.nosync)
		return STYLE_NOSYNC;
	if (signs.own != STYLE_UNKNOWN)
		return signs.own;
	if (signs.queue)
		return signs.fast ? STYLE_FAST : STYLE_EXPLICIT;
	if (signs.sync)
		return STYLE_SYNC;
	if (signs.gather || signs.fast)
		return signs.fast ? STYLE_FAST : STYLE_GATHER;
	return signs.plain ? STYLE_IMPLICIT : STYLE_UNKNOWN;
}
