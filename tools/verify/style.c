// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which styles a call may be of, and which of them fits best.
 */
#include "verify/account.h"

#include <string.h>

unsigned int arguments_of(const struct source *src, const struct site *site)
{
	struct stream s = {
		.text = src->text.data, .tokens = src->tokens.data,
		.count = src->tokens.count,
	};
	size_t open = call_open(&s, site->token), close;
	struct arguments args;

	close = open == NO_TOKEN ? NO_TOKEN : closing(&s, open);
	if (close == NO_TOKEN)
		return 0;
	args = count_arguments(&s, open, close);
	return args.conditional || args.by_macro ? 0 : args.count;
}

unsigned int styles_of(const struct source *src, const struct site *site)
{
	const struct api_name *api = site->api;
	unsigned int all = (1u << STYLE_COUNT) - 1, n;

	/* What is not the kernel's own belongs to those who bring it. */
	if (api->brought_by)
		return api->brought_by;
	switch (api->op) {
	case OP_GATHER:
		return GATHERS;
	case OP_ALLOC:
		return all;
	case OP_FINISH:
		return strcmp(api->name, "iommu_sync_map") ? GATHERS :
							     STYLE_BIT(NOSYNC);
	default:
		break;
	}
	if (api->form != FORM_FAST)
		return all & ~STYLE_BIT(SYNC);
	if (api->op != OP_UNMAP)
		return STYLE_BIT(NOSYNC);
	n = arguments_of(src, site);
	return n == 3 ? STYLE_BIT(FAST) : n == 4 ? GATHERS :
	       STYLE_BIT(FAST) | GATHERS;
}

enum style style_asked_for(const struct addition *line)
{
	static const char define[] = "# define IOMMU_SHIM_STYLE ";

	if (line->kind != ADD_INCLUDE ||
	    strncmp(line->text, define, sizeof(define) - 1))
		return STYLE_UNKNOWN;
	return style_by_name(line->text + sizeof(define) - 1);
}

static void vote_for(const struct source *src, const struct site *site,
		     size_t *votes)
{
	unsigned int styles = styles_of(src, site);
	int s;

	for (s = 0; s < STYLE_COUNT; s++)
		votes[s] += styles >> s & 1;
}

void vote(const struct comparison *c, size_t *votes)
{
	enum style told;
	size_t i;

	for (i = 0; i < c->before->site_count; i++) {
		const struct site *was = &c->before->sites[i];
		const struct site *is = counterpart(c, was);

		if (is && is_used(c->before, was) && is_used(c->after, is) &&
		    was->api != is->api)
			vote_for(c->after, is, votes);
	}
	for (i = 0; i < c->new.addition_count; i++) {
		const struct addition *a = &c->new.additions[i];

		told = style_asked_for(a);
		if (!a->matched && told != STYLE_UNKNOWN)
			votes[told]++;
		if (!a->matched && a->call != NO_TOKEN &&
		    (a->kind == ADD_FLUSH || a->kind == ADD_QUEUE))
			vote_for(c->after, site_of((struct flow *)&c->new.flow,
						   a->kind == ADD_QUEUE ?
						   a->first : a->call), votes);
	}
}
