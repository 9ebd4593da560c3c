// SPDX-License-Identifier: GPL-2.0-only
/*
 * The steps of a finding: the path that the walk came by.
 */
#include <stdlib.h>

#include "check/walk.h"

/* Nobody reads a longer path: the beginning and the end are kept. */
#define MAX_STEPS 16

static const struct node *node_of(const struct walk_paths *w, uint32_t place)
{
	const struct place *p = &w->places[place];

	return &w->frames[p->frame]->subject->graph.nodes[p->node];
}

static char *short_text(struct unit *u, size_t first, size_t last)
{
	char *text = tokens_text(&u->flow.stream, first, last), *from, *to;
	size_t len = 0;

	/* On one line, and not too long. */
	for (from = to = text; *from && len < 60; from++) {
		bool blank = *from == ' ' || *from == '\t' || *from == '\n' ||
			     *from == '\\';

		if (blank && (to == text || to[-1] == ' '))
			continue;
		*to++ = blank ? ' ' : *from;
		len++;
	}
	if (*from) {
		char *cut;

		*to = '\0';
		cut = xasprintf("%s...", text);
		free(text);
		return cut;
	}
	*to = '\0';
	return text;
}

/* The condition at @node, and how it came out. */
static char *test_text(struct walk_paths *w, const struct node *node, bool holds)
{
	char *text = short_text(w->u, node->first, node->last), *step;

	step = xasprintf("%s is %s", text, holds ? "true" : "false");
	free(text);
	return step;
}

static char *jump_text(struct walk_paths *w, const struct node *node)
{
	return short_text(w->u, node->first,
			  before(&w->u->flow.stream, node->last));
}

/* What is worth a step at @place; @next is the place behind it. */
static char *step_text(struct walk_paths *w, uint32_t place, uint32_t next)
{
	const struct node *node = node_of(w, place);
	const struct stream *s = &w->u->flow.stream;
	char *name, *text;

	switch (node->kind) {
	case NODE_TEST:
		if (next == place || node->next[0] == node->next[1])
			return NULL;
		return test_text(w, node,
				 w->places[next].node == node->next[0]);
	case NODE_JUMP:
		return jump_text(w, node);
	case NODE_EXIT:
		if (w->frames[w->places[place].frame]->up)
			return NULL;
		return xstrdup(is(s, node->token, "return") ? "return" :
			       "the end of the function");
	case NODE_CALL:
	case NODE_RELEASE:
	case NODE_API:
		name = short_text(w->u, node->token, node->token);
		text = xasprintf("%s()", name);
		free(name);
		return text;
	default:
		return NULL;
	}
}

/* The places from the call at @token to the present one, in their order. */
static uint32_t *path_from(const struct walk_paths *w, size_t token,
			   size_t *count)
{
	uint32_t *path = NULL, at;
	size_t room = 0, n = 0, i;

	for (at = w->now;; at = w->places[at].from) {
		const struct node *node = node_of(w, at);

		grow(path, n, room);
		path[n++] = at;
		if ((node->kind != NODE_PASS && node->token == token) ||
		    w->places[at].from == at)
			break;
	}
	for (i = 0; i < n / 2; i++) {
		at = path[i];
		path[i] = path[n - 1 - i];
		path[n - 1 - i] = at;
	}
	*count = n;
	return path;
}

static void add_steps(struct walk_paths *w, struct finding *f, size_t token)
{
	size_t count, i, skipped;
	uint32_t *path = path_from(w, token, &count);
	struct step *all = xcalloc(count + 1, sizeof(*all));
	size_t n = 0;

	for (i = 0; i < count; i++) {
		size_t at = node_of(w, path[i])->token;
		char *text = step_text(w, path[i],
				       i + 1 < count ? path[i + 1] : path[i]);

		if (text)
			all[n++] = (struct step){
				line_of(w->u, at), unit_column(w->u, at), text,
			};
	}
	skipped = n > MAX_STEPS ? n - MAX_STEPS : 0;
	for (i = 0; i < n; i++) {
		/* From the middle: how it begins and ends says the most. */
		if (skipped && i > 0 && i <= skipped)
			free(all[i].text);
		else
			finding_step(f, all[i].line, all[i].column,
				     all[i].text);
	}
	free(all);
	free(path);
}

/* As the scan has noted it: the source outlives the unit. */
static const char *function_name(struct unit *u, size_t token)
{
	const struct function *f = function_at(&u->flow, token);
	size_t i;

	for (i = 0; f && i < u->src->site_count; i++)
		if (u->src->sites[i].token > f->open &&
		    u->src->sites[i].token < f->close)
			return u->src->sites[i].function;
	return NULL;
}

/* Were there more conditions than fit?  One of them may rule the path out. */
static bool has_forgotten(const struct walk_paths *w)
{
	struct state state;

	if (!w->precise)
		return false;
	state_get(&w->states, w->places[w->now].state, &state);
	return state.fact_count >= w->max_facts;
}

void walk_report(struct walk_paths *w, const struct rule *rule,
		 enum confidence confidence, size_t token, size_t from,
		 char *text)
{
	struct unit *u = w->u;
	struct finding *finding;
	size_t i;

	if (has_forgotten(w))
		confidence = CONFIDENCE_MODERATE;
	if (from != NO_TOKEN && !w->precise) {
		grow(w->suspects, w->suspect_count, w->suspect_room);
		w->suspects[w->suspect_count++] = from;
	}
	/* The first path that led there is the shortest. */
	for (i = 0; i < w->found.count; i++)
		if (w->found.at[i].rule == rule &&
		    w->found.at[i].line == line_of(u, token) &&
		    w->found.at[i].column == unit_column(u, token)) {
			free(text);
			return;
		}
	finding = finding_add(&w->found, rule, confidence, u->src->shown,
			      line_of(u, token), unit_column(u, token), text);
	finding->function = function_name(u, token);
	if (from != NO_TOKEN)
		add_steps(w, finding, from);
}
