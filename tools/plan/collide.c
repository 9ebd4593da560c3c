// SPDX-License-Identifier: GPL-2.0-only
#include "plan/collide.h"

#include <stdlib.h>
#include <string.h>

#include "flow/flow.h"

static bool collides(const struct site *site, enum style to)
{
	return site->api && (site->declares || site->defines_macro) &&
	       (site->api->brought_by & (1u << to));
}

static bool has_word(const struct source *src, const char *word)
{
	struct stream s = {
		.text = src->text.data, .tokens = src->tokens.data,
		.count = src->tokens.count,
	};
	size_t i;

	for (i = 0; i < s.count; i++)
		if (s.tokens[i].kind == TOKEN_IDENTIFIER && is(&s, i, word))
			return true;
	return false;
}

/* Length of the first @words words of a name, their underscores included. */
static size_t prefix_length(const char *name, size_t len, unsigned int words)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (name[i] == '_' && i && !--words)
			return i + 1;
	return 0;
}

/* How many functions of the file begin with these bytes? */
static size_t count_prefix(const struct flow *flow, const char *prefix,
			   size_t len)
{
	size_t count = 0, i;

	for (i = 0; i < flow->count; i++) {
		const struct token *t =
			&flow->stream.tokens[flow->functions[i].name];

		count += t->len > len &&
			 !memcmp(flow->stream.text + t->offset, prefix, len);
	}
	return count;
}

/*
 * What the file's own functions begin with: two words if half of them share
 * these, else one, else the name of the file.
 */
static char *learn_prefix(struct source *src)
{
	const char *base = strrchr(src->path, '/') + 1;
	char *best = NULL, *p;
	unsigned int words;
	struct flow flow;
	size_t i, most, n;

	flow_begin(&flow, src);
	for (words = 2; words && !best; words--) {
		/* A single function of that name is no custom. */
		most = flow.count / 2 > 1 ? flow.count / 2 : 1;
		for (i = 0; i < flow.count; i++) {
			const struct token *t =
				&flow.stream.tokens[flow.functions[i].name];
			const char *name = flow.stream.text + t->offset;
			size_t len = prefix_length(name, t->len, words);

			if (!len || !strncmp(name, API_PREFIX, 5))
				continue;
			n = count_prefix(&flow, name, len);
			if (n > most) {
				most = n;
				free(best);
				best = xstrndup(name, len);
			}
		}
	}
	flow_end(&flow);
	if (!best) {
		best = xasprintf("%.*s_", (int)strcspn(base, "."), base);
		for (p = best; *p; p++)
			if (!is_word_byte(*p))
				*p = '_';
	}
	return best;
}

static char *free_name(struct source *src, const char *name)
{
	static const char api[] = API_PREFIX "_";
	char *prefix = learn_prefix(src), *free_one = NULL;
	size_t len = strlen(prefix);
	unsigned int i;

	/* amd_iommu_flush_tlb_all, not amd_iommu_iommu_flush_tlb_all. */
	if (len >= sizeof(api) - 1 && !strcmp(prefix + len - sizeof(api) + 1, api))
		name += sizeof(api) - 1;
	for (i = 0; !free_one || has_word(src, free_one); i++) {
		free(free_one);
		free_one = i ? xasprintf("%s%s%u", prefix, name, i) :
			       xasprintf("%s%s", prefix, name);
	}
	free(prefix);
	return free_one;
}

/* All uses of the name that mean the tree's own thing. */
static void rename_uses(struct source *src, const struct api_name *api,
			const char *name)
{
	size_t i;

	for (i = 0; i < src->site_count; i++) {
		struct site *site = &src->sites[i];

		if (site->api != api || site->kind != SITE_UNRELATED)
			continue;
		free(site->own_name);
		site->own_name = xstrdup(name);
		site->becomes = site->own_name;
		site_decide(site, OUTCOME_CONVERTED,
			    "gives way to the style's %s: becomes %s",
			    api->name, name);
	}
}

static void rename_collision(struct source *sources, size_t count,
			     struct source *src, const struct site *site)
{
	bool global = src->path[strlen(src->path) - 1] == 'h';
	char *name = free_name(src, site->api->name);
	size_t i;

	rename_uses(src, site->api, name);
	/* What a header declares, others use. */
	for (i = 0; global && i < count; i++)
		rename_uses(&sources[i], site->api, name);
	free(name);
}

size_t plan_collisions(struct source *sources, size_t count, enum style to,
		       bool rename)
{
	size_t found = 0, i, k;

	for (i = 0; i < count; i++) {
		struct source *src = &sources[i];

		for (k = 0; k < src->site_count; k++) {
			struct site *site = &src->sites[k];

			if (!collides(site, to) || site->own_name)
				continue;
			found++;
			if (!rename)
				warn("%s:%u: collision: %s is this file's own, and a call of style %s",
				     src->shown, site->line, site->api->name,
				     style_table[to].name);
			else if (site->defines_macro)
				site_decide(site, OUTCOME_OPEN,
					    "a macro that collides with a call of style %s: rename it by hand",
					    style_table[to].name);
			else
				rename_collision(sources, count, src, site);
		}
	}
	return found;
}
