// SPDX-License-Identifier: GPL-2.0-only
#include "check/unit.h"

#include <stdlib.h>
#include <string.h>

#include "check/release.h"
#include "check/style.h"

/* ---- what calls mean ---- */

static enum call_kind kind_of_finish(const char *name)
{
	static const struct {
		const char *name;
		enum call_kind kind;
	} kinds[] = {
		{ "iommu_tlb_range_add", CALL_QUEUE },
		{ "iommu_tlb_sync", CALL_FLUSH_QUEUE },
		{ "iommu_flush_tlb_all", CALL_FLUSH_ALL },
		{ "iommu_flush_iotlb_all", CALL_FLUSH_ALL },
		{ "iommu_iotlb_sync", CALL_FLUSH_GATHER },
		{ "iommu_sync_map", CALL_FLUSH_MAP },
		{ "iommu_iotlb_gather_init", CALL_INIT },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (!strcmp(name, kinds[i].name))
			return kinds[i].kind;
	return CALL_GATHER;
}

struct call_meaning meaning_of(const struct unit *u, const struct site *site)
{
	struct call_meaning m = { CALL_NONE, false, false, false };
	bool unmap, deferred;

	if (site->kind != SITE_CALL || site->api->op == OP_ALLOC)
		return m;
	if (site->api->op >= OP_FINISH) {
		m.kind = kind_of_finish(site->api->name);
		return m;
	}
	unmap = site->api->op == OP_UNMAP;
	m.plain = site->api->form == FORM_PLAIN;
	deferred = site->api->form == FORM_FAST ||
		   site->api->form == FORM_ASYNC ||
		   (m.plain && plain_defers(u->style));
	if (unmap)
		m.kind = deferred ? CALL_UNMAP : CALL_UNMAP_SYNC;
	else
		m.kind = deferred ? CALL_MAP : CALL_MAP_SYNC;
	m.gathers = unmap && site->api->form == FORM_FAST &&
		    site->arguments != 3;
	m.queues = m.gathers || site->api->form == FORM_ASYNC;
	return m;
}

struct call_meaning meaning_at(struct unit *u, size_t token)
{
	const struct site *site = site_of(&u->flow, token);

	return site ? meaning_of(u, site) :
		      (struct call_meaning){ CALL_NONE, false, false, false };
}

/* ---- functions ---- */

struct subject *subject_of(struct unit *u, const struct function *f)
{
	return &u->subjects[f - u->flow.functions];
}

struct subject *callee_of(struct unit *u, size_t i)
{
	struct function *f = definition_of(&u->flow, i);
	const struct stream *s = &u->flow.stream;

	if (!f || f->macro || f->same || !is(s, after(s, i), "(") ||
	    is_member_access(s, before(s, i)))
		return NULL;
	return subject_of(u, f);
}

static void look_at_body(struct unit *u, struct subject *subject)
{
	const struct stream *s = &u->flow.stream;
	const struct function *f = subject->f;
	size_t i;
	enum call_kind kind;

	for (i = f->open; i <= f->close; i++) {
		if (!is_code(s, i))
			continue;
		kind = meaning_at(u, i).kind;
		subject->relevant |= kind != CALL_NONE;
		subject->finishes |= kind >= CALL_QUEUE && kind <= CALL_FLUSH_MAP;
		subject->defers |= kind == CALL_UNMAP || kind == CALL_MAP;
		if (kind == CALL_NONE && release_in(u, i).kind != RELEASE_NONE)
			subject->releases = true;
	}
}

static bool adopt(struct subject *to, const struct subject *from)
{
	bool changed = (from->relevant && !to->relevant) ||
		       (from->releases && !to->releases) ||
		       (from->finishes && !to->finishes) ||
		       (from->defers && !to->defers);

	to->relevant |= from->relevant;
	to->releases |= from->releases;
	to->finishes |= from->finishes;
	to->defers |= from->defers;
	return changed;
}

/* What a function calls it does itself, until nothing changes. */
static void spread(struct unit *u)
{
	const struct stream *s = &u->flow.stream;
	bool changed = true;
	size_t n, i;

	while (changed) {
		changed = false;
		for (n = u->flow.count; n--;) {
			struct subject *to = &u->subjects[n];

			if (to->relevant && to->releases && to->finishes &&
			    to->defers)
				continue;
			for (i = to->f->open; i <= to->f->close; i++) {
				const struct subject *from;

				if (!definition_of(&u->flow, i) || !is_code(s, i))
					continue;
				from = callee_of(u, i);
				if (!from || from == to)
					continue;
				changed |= adopt(to, from);
			}
		}
	}
}

static bool is_static(const struct stream *s, const struct function *f)
{
	size_t i;

	for (i = before(s, f->name); i != NO_TOKEN; i = before(s, i)) {
		if (is(s, i, ";") || is(s, i, "}"))
			break;
		if (is(s, i, "static"))
			return true;
	}
	return false;
}

/* Static, called by this file's functions and never named but for that? */
static bool has_known_callers(struct unit *u, const struct function *f)
{
	const struct stream *s = &u->flow.stream;
	struct places p = places_of(&u->flow.words, f->name);
	size_t k, calls = 0;

	if (f->same || !is_static(s, f))
		return false;
	for (k = 0; k < p.count; k++) {
		const struct function *caller = function_at(&u->flow, p.at[k]);

		if (s->tokens[p.at[k]].directive ||
		    (caller && !is(s, after(s, p.at[k]), "(")) ||
		    (!caller && p.at[k] != f->name &&
		     !is(s, after(s, p.at[k]), "(")))
			return false;
		if (caller && (caller == f || !caller->body))
			return false;
		calls += caller != NULL;
	}
	return calls > 0;
}

/* ---- words whose values matter ---- */

/* True when one of them is new. */
static bool mark_words(const struct unit *u, bool *marks, size_t from, size_t to)
{
	bool new = false;
	size_t i;

	for (i = from; i <= to; i++) {
		uint32_t word = u->flow.words.word[i];

		if (word == NO_WORD)
			continue;
		new |= !marks[word];
		marks[word] = true;
	}
	return new;
}

static void mark_conditions(struct unit *u, const struct subject *subject)
{
	const struct statement *st;

	for (st = subject->f->body; st;
	     st = next_statement(st, subject->f->body))
		if (st->open != NO_TOKEN)
			mark_words(u, u->interesting, st->open, st->close);
}

/* Is the argument a domain or a gather, or leads to one? */
static bool is_place(struct unit *u, struct call_meaning m,
		     const struct subject *callee, unsigned int n)
{
	if (m.kind != CALL_NONE)
		return n == 0 || n == 3 ||
		       (n == 1 && m.kind == CALL_FLUSH_GATHER);
	return n < callee->graph.param_count &&
	       callee->graph.params[n] != NO_WORD &&
	       u->place_words[callee->graph.params[n]];
}

static bool mark_places(struct unit *u, const struct subject *subject)
{
	const struct stream *s = &u->flow.stream;
	size_t i, open, a, b;
	bool changed = false;
	unsigned int n;

	for (i = subject->f->open; i <= subject->f->close; i++) {
		const struct subject *callee;
		struct call_meaning m;

		if (!is_code(s, i) || u->flow.words.word[i] == NO_WORD)
			continue;
		open = call_open(s, i);
		m = meaning_at(u, i);
		callee = open == NO_TOKEN ? NULL : callee_of(u, i);
		if (open == NO_TOKEN ||
		    (m.kind == CALL_NONE &&
		     !(callee && (callee->defers || callee->finishes))))
			continue;
		for (n = 0; call_argument(s, open, n, &a, &b); n++)
			if (is_place(u, m, callee, n))
				changed |= mark_words(u, u->place_words, a, b);
	}
	return changed;
}

/* From the helpers up, until nothing is new. */
static void mark_all_places(struct unit *u)
{
	bool changed = true;
	size_t i;

	while (changed) {
		changed = false;
		for (i = 0; i < u->flow.count; i++)
			if (u->subjects[i].defers || u->subjects[i].finishes)
				changed |= mark_places(u, &u->subjects[i]);
	}
}

static void mark_calls(struct unit *u, const struct subject *subject)
{
	const struct stream *s = &u->flow.stream;
	size_t i, close;

	for (i = subject->f->open; i <= subject->f->close; i++) {
		const struct subject *callee;

		if (!is_code(s, i) || u->flow.words.word[i] == NO_WORD ||
		    !is(s, after(s, i), "("))
			continue;
		callee = callee_of(u, i);
		if (meaning_at(u, i).kind == CALL_NONE &&
		    release_in(u, i).kind == RELEASE_NONE &&
		    !(callee && (callee->relevant || callee->releases)))
			continue;
		close = closing(s, after(s, i));
		if (close != NO_TOKEN)
			mark_words(u, u->interesting, after(s, i), close);
	}
}

uint32_t line_of(const struct unit *u, size_t token)
{
	return u->src->tokens.data[token].line;
}

uint32_t unit_column(const struct unit *u, size_t token)
{
	return column_of(u->src->text.data, u->src->tokens.data[token].offset);
}

void not_checked(struct unit *u, size_t token, char *why)
{
	struct checked *out = u->out;
	uint32_t line = line_of(u, token);
	size_t i;

	for (i = 0; i < out->unchecked_count; i++)
		if (out->unchecked[i].file == u->src->shown &&
		    !strcmp(out->unchecked[i].why, why)) {
			free(why);
			return;
		}
	grow(out->unchecked, out->unchecked_count, out->unchecked_room);
	out->unchecked[out->unchecked_count++] = (struct unchecked){
		u->src->shown, line, why,
	};
}

void unit_begin(struct unit *u, struct source *src, enum style style,
		struct checked *out)
{
	size_t i;

	*u = (struct unit){ .src = src, .out = out };
	flow_begin(&u->flow, src);
	names_begin(&u->names);
	u->style = style;
	u->style_is_told = style != STYLE_UNKNOWN;
	if (style == STYLE_UNKNOWN)
		u->style = style_of_unit(&u->flow, &u->style_is_told);
	u->interesting = xcalloc(u->flow.words.count + 1,
				 sizeof(*u->interesting));
	u->place_words = xcalloc(u->flow.words.count + 1,
				 sizeof(*u->place_words));
	u->computes = xcalloc(u->flow.words.count + 1, sizeof(*u->computes));
	u->subjects = xcalloc(u->flow.count + 1, sizeof(*u->subjects));
	for (i = 0; i < u->flow.count; i++) {
		u->subjects[i].f = &u->flow.functions[i];
		look_at_body(u, &u->subjects[i]);
		graph_parameters(u, &u->subjects[i]);
	}
	spread(u);
	for (i = 0; i < u->flow.count; i++) {
		struct subject *subject = &u->subjects[i];

		if (!subject->relevant && !subject->releases)
			continue;
		subject->callers_known = has_known_callers(u, subject->f);
		mark_conditions(u, subject);
		mark_calls(u, subject);
	}
	mark_all_places(u);
}

void unit_end(struct unit *u)
{
	size_t i;

	for (i = 0; i < u->flow.count; i++) {
		graph_free(&u->subjects[i].graph);
		findings_free(&u->subjects[i].own);
	}
	free(u->subjects);
	free(u->interesting);
	free(u->place_words);
	free(u->computes);
	names_end(&u->names);
	flow_end(&u->flow);
}
