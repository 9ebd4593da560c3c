// SPDX-License-Identifier: GPL-2.0-only
#include "set.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "harness.h"
#include "operators.h"

#define CASES "tests/batch/cases"
#define OWN "tests/mutants/own"

/* As the name of a file that no shell minds. */
static char *plain(char *name)
{
	char *c;

	for (c = name; *c; c++)
		if (!isalnum(*c) && *c != '_')
			*c = '-';
	return name;
}

static size_t add_base(struct set *set, char *name, enum style style,
		       const char *with, bool compiles)
{
	grow(set->bases, set->base_count, set->base_room);
	set->bases[set->base_count] = (struct base){
		.name = text("%s/%s", style_table[style].name, plain(name)),
		.style = style, .text = with,
		.compiles = compiles,
	};
	return set->base_count++;
}

static struct mutant *add_mutant(struct set *set, size_t base,
				 const char *operator, const char *rule,
				 const char *with)
{
	struct mutant *m;
	size_t i, n = 1;

	for (i = set->count; i-- && set->mutants[i].base == base; )
		n += !strcmp(set->mutants[i].operator, operator);
	grow(set->mutants, set->count, set->room);
	m = &set->mutants[set->count++];
	*m = (struct mutant){
		.base = base, .operator = operator, .rule = rule, .text = with,
		.shown = with,
		.name = text("%s--%s--%zu", set->bases[base].name,
			     plain(text("%s", operator)), n),
	};
	return m;
}

/* ---- by operators ---- */

/* A function, from its type on, as it is in a text that differs in it alone. */
static char *excerpt(const struct file *file, const struct function *f,
		     const char *with, size_t len)
{
	const struct stream *s = &file->flow.stream;
	const struct token *close = &s->tokens[f->close];
	size_t first = f->name, i, from;

	for (i = first; i != NO_TOKEN && !is(s, i, ";") && !is(s, i, "}");
	     i = before(s, i))
		first = i;
	from = s->tokens[first].offset;
	len -= file->src.text.len - (close->offset + close->len);
	return text("%.*s\n", (int)(len - from), with + from);
}

/* Functions that are no statements: as many as before, if nothing was torn. */
static size_t count_torn(const struct file *file)
{
	size_t i, torn = 0;

	for (i = 0; i < file->flow.count; i++)
		torn += !file->flow.functions[i].body;
	return torn;
}

static bool is_well_formed(const struct file *before, const char *with)
{
	struct file file;
	bool same;

	file_begin(&file, before->src.path, with, before->style);
	same = file.flow.count == before->flow.count &&
	       count_torn(&file) == count_torn(before);
	file_end(&file);
	return same;
}

/* A sample has one of an operator and a text, and so many of a style. */
static bool is_enough(const struct set *set, const struct base *base,
		      const struct operator *op)
{
	size_t i, n = 0;

	if (!set->each)
		return false;
	for (i = 0; i < set->count; i++) {
		const struct mutant *m = &set->mutants[i];

		if (m->operator != op->name ||
		    base_of(set, m)->style != base->style)
			continue;
		n++;
		if (base_of(set, m) == base)
			return true;
	}
	return n >= set->each;
}

static void mutate_place(struct set *set, size_t base, struct file *file,
			 const struct place *p, const struct operator *op)
{
	struct buf out = { 0 };
	struct mutant *m;

	if (op->kind != p->kind || is_enough(set, &set->bases[base], op))
		return;
	if (op->mutate(file, p)) {
		source_apply(&file->src, TEXT_FINAL, 0, &out, NULL);
		if (strlen(set->bases[base].text) == out.len &&
		    !memcmp(set->bases[base].text, out.data, out.len))
			broken("%s: %s changes nothing", set->bases[base].name,
			       op->name);
		if (!is_well_formed(file, out.data))
			broken("%s: %s leaves no C: %s", set->bases[base].name,
			       op->name, out.data);
		m = add_mutant(set, base, op->name, op->rule,
			       text("%s", out.data));
		if (!set->bases[base].compiles)
			m->shown = excerpt(file, p->function, out.data,
					   out.len);
		buf_free(&out);
	}
	source_drop_edits(&file->src);
}

/*
 * Many functions that differ in what stands around the same batch: each broken in
 * each way would be a long wait for nothing new.
 */
static bool is_catalogue(const char *path)
{
	const char *at = get(path).data;
	size_t flushes = 0;

	while ((at = strstr(at, "_sync("))) {
		flushes++;
		at++;
	}
	return flushes > 12;
}

/* In functions that the original does not have as they are. */
static void mutate_text(struct set *set, size_t base, const char *original)
{
	struct base *b = &set->bases[base];
	struct file file;
	size_t i, o;

	file_begin(&file, b->name, b->text, b->style);
	for (i = 0; i < file.count; i++) {
		const struct place *p = &file.places[i];
		const struct token *open, *close;

		open = &file.flow.stream.tokens[p->function->open];
		close = &file.flow.stream.tokens[p->function->close];
		if (memmem(original, strlen(original), b->text + open->offset,
			   close->offset - open->offset) ||
		    (p->kind != PLACE_SYNC && !has_batch(&file, p->function)))
			continue;
		for (o = 0; o < operator_count; o++)
			mutate_place(set, base, &file, p, &operators[o]);
	}
	file_end(&file);
}

void add_corpus(struct set *set)
{
	static const struct { enum style style; const char *after; } all[] = {
		{ STYLE_GATHER, "after.c" },
		{ STYLE_EXPLICIT, "after-explicit.c" },
		{ STYLE_ASYNC, "after-async.c" },
		{ STYLE_FAST, "after-fast.c" },
	};
	char **subject, **name;
	size_t i;

	for (subject = list(CASES); *subject; subject++)
		for (name = list(text(CASES "/%s", *subject)); *name; name++)
			for (i = 0; i < ARRAY_SIZE(all); i++) {
				char *path = text(CASES "/%s/%s/%s", *subject,
						  *name, all[i].after);

				if (!exists(path) || is_catalogue(path))
					continue;
				mutate_text(set, add_base(set,
					text("%s--%s", *subject, *name),
					all[i].style, get(path).data, true),
					"");
			}
}

/* ---- a tree ---- */

static char *flat(const char *path)
{
	return plain(text("%.*s", (int)strlen(path) - 2, path));
}

static void add_style(struct set *set, const char *tree, char **paths,
		      enum style style)
{
	const char *to = style_table[style].name;
	char *dir = scratch();
	struct run r;
	size_t i;

	for (i = 0; paths[i]; i++)
		copy(text("%s/%s", tree, paths[i]),
		     text("%s/%s.c", dir, flat(paths[i])));
	r = RUN(NULL, tool(), "convert", "--to", to, "--in-place",
		"--progress", "never", dir);
	/* In style fast a gather of a caller stays open. */
	if (r.status && !(style == STYLE_FAST && r.status == 3))
		broken("convert --to %s: exit status %d: %s", to, r.status,
		       r.err.data);
	for (i = 0; paths[i]; i++) {
		char *name = flat(paths[i]);
		char *original = get(text("%s/%s", tree, paths[i])).data;
		char *after = get(text("%s/%s.c", dir, name)).data;

		if (strcmp(original, after))
			mutate_text(set, add_base(set, name, style, after,
						  false), original);
	}
}

void add_tree(struct set *set, const char *tree)
{
	static const enum style styles[] = {
		STYLE_SYNC, STYLE_GATHER, STYLE_EXPLICIT, STYLE_ASYNC,
		STYLE_FAST, STYLE_NOSYNC,
	};
	struct run r = RUN(tree, "grep", "-rlw", "--include=*.c",
			   "iommu_unmap", "arch", "drivers", "sound");
	char **paths = zeroed(count_lines(r.out) + 1, sizeof(*paths)), *path;
	size_t i, n = 0;

	for (path = strtok(r.out.data, "\n"); path; path = strtok(NULL, "\n"))
		paths[n++] = path;
	if (!n)
		broken("%s: nobody calls iommu_unmap() there", tree);
	for (i = 0; i < ARRAY_SIZE(styles); i++)
		add_style(set, tree, paths, styles[i]);
}

/* ---- by hand ---- */

/* The lines of one side: with @mark, and those without any. */
static char *side(const char *from, const char *end, char mark)
{
	char *out = zeroed(end - from + 1, 1), *to = out;
	const char *next;

	for (; from < end; from = next) {
		const char *line = from;

		next = memchr(from, '\n', end - from);
		next = next ? next + 1 : end;
		if (*line == '-' || *line == '+')
			if (*line++ != mark)
				continue;
		memcpy(to, line, next - line);
		to += next - line;
	}
	return out;
}

/* "=== NAME (STYLE): why", and the lines behind it. */
static void add_section(struct set *set, const char *rule, const char *from,
			const char *end)
{
	char name[64], style[16];
	const char *code = strchr(from, '\n') + 1;
	size_t base;

	if (sscanf(from, "=== %63[^(] (%15[^)]): ", name, style) != 2 ||
	    style_by_name(style) == STYLE_UNKNOWN)
		broken(OWN "/%s: no head of a mutant: %.*s", rule,
		       (int)strcspn(from, "\n"), from);
	name[strlen(name) - 1] = '\0';
	base = add_base(set, text("own--%s--%s", rule, name),
			style_by_name(style), side(code, end, '-'), true);
	add_mutant(set, base, "by hand", text("%s", rule),
		   side(code, end, '+'));
	if (!strcmp(set->bases[base].text, set->mutants[set->count - 1].text))
		broken(OWN "/%s: %s: nothing is different", rule, name);
}

void add_own(struct set *set)
{
	char **rule;

	for (rule = list(OWN); *rule; rule++) {
		const char *at = get(text(OWN "/%s", *rule)).data, *end;

		for (; *at; at = end) {
			end = strstr(at, "\n=== ");
			end = end ? end + 1 : at + strlen(at);
			add_section(set, *rule, at, end);
		}
	}
}
