// SPDX-License-Identifier: GPL-2.0-only
#include "check/check.h"

#include <stdlib.h>
#include <string.h>

#include "check/loop.h"
#include "check/mixture.h"
#include "check/silence.h"
#include "check/size.h"
#include "check/unit.h"
#include "check/walk.h"

/* Helpers first: who calls them wants to know whether they matter. */
static void visit(struct unit *u, struct subject *subject, int depth)
{
	const struct stream *s = &u->flow.stream;
	const struct function *f = subject->f;
	size_t i;

	if (subject->visited)
		return;
	subject->visited = true;
	for (i = f->open; i <= f->close && depth < 200; i++) {
		struct subject *callee;

		if (!definition_of(&u->flow, i) || !is_code(s, i))
			continue;
		callee = callee_of(u, i);
		if (callee && (callee->relevant || callee->releases))
			visit(u, callee, depth + 1);
	}
	if (!subject->relevant)
		return;
	if (!subject->built)
		graph_build(u, subject);
	if (subject->graph.trouble == NO_TOKEN)
		walk_subject(u, subject);
	else
		not_checked(u, subject->graph.trouble,
			    xasprintf("%.*s(): %s",
				      (int)s->tokens[f->name].len,
				      s->text + s->tokens[f->name].offset,
				      subject->graph.trouble_why));
}

static bool is_same_place(const struct finding *a, const struct finding *b)
{
	return a->rule == b->rule && a->file == b->file && a->line == b->line &&
	       a->column == b->column;
}

/* One for each place: the one with the shorter path. */
static void add_shorter(struct findings *to, const struct finding *f)
{
	struct finding old;
	size_t i;

	for (i = 0; i < to->count; i++) {
		if (!is_same_place(&to->at[i], f))
			continue;
		old = to->at[i];
		if (f->step_count < old.step_count) {
			to->at[i] = *f;
		} else {
			old = *f;
		}
		findings_free(&(struct findings){
			.at = memcpy(xmalloc(sizeof(old)), &old, sizeof(old)),
			.count = 1,
		});
		return;
	}
	grow(to->at, to->count, to->room);
	to->at[to->count++] = *f;
}

static void move_findings(struct findings *to, struct findings *from)
{
	size_t i;

	for (i = 0; i < from->count; i++)
		add_shorter(to, &from->at[i]);
	from->count = 0;
}

void check_source(struct source *src, enum style style, struct checked *out)
{
	struct findings here = { 0 };
	struct unit u;
	size_t i;

	unit_begin(&u, src, style, out);
	for (i = 0; i < u.flow.count; i++)
		if (u.subjects[i].relevant)
			visit(&u, &u.subjects[i], 0);
	/* What happens in a helper is told by those who call it. */
	for (i = 0; i < u.flow.count; i++)
		if (!u.subjects[i].callers_known || u.subjects[i].too_deep)
			move_findings(&here, &u.subjects[i].own);
	check_mixture(&u, &here);
	check_sizes(&u, &here);
	check_loops(&u, &here);
	unit_end(&u);
	silence(src, &here);
	move_findings(&out->findings, &here);
	free(here.at);
}

void checked_join(struct checked *to, struct checked *from)
{
	size_t i;

	move_findings(&to->findings, &from->findings);
	for (i = 0; i < from->unchecked_count; i++) {
		grow(to->unchecked, to->unchecked_count, to->unchecked_room);
		to->unchecked[to->unchecked_count++] = from->unchecked[i];
	}
	from->unchecked_count = 0;
}

void checked_free(struct checked *checked)
{
	size_t i;

	findings_free(&checked->findings);
	for (i = 0; i < checked->unchecked_count; i++)
		free(checked->unchecked[i].why);
	free(checked->unchecked);
}
