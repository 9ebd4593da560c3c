// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which unmaps may share one flush, and what is written then.
 *
 * cases/SUBJECT/NAME holds before.c and, for each style it is tried with,
 * after.c (gather), after-explicit.c, after-async.c or after-fast.c; or kept.c,
 * which must stay as it is, for the reasons that its comments give behind
 * "kept: ".  Texts are compared without regard to blanks.
 */
#define _GNU_SOURCE
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define CASES "tests/batch/cases"

struct style {
	const char *name, *after;
	bool keeps;		/* spells synchronous calls as the source does */
	struct example *all;
};

static struct style styles[] = {
	{ "gather", "after.c", true, NULL },
	{ "explicit", "after-explicit.c", false, NULL },
	{ "async", "after-async.c", true, NULL },
	{ "fast", "after-fast.c", true, NULL },
};

#define STYLES (sizeof(styles) / sizeof(styles[0]))

struct example {
	const char *name;		/* SUBJECT/NAME */
	const char *before, *after;	/* the same file if it is kept */
	const char *once, *twice;	/* what it was converted to */
};

/* Where the files of the first style are, before and after. */
static const char *befores, *afters, *reasons;

/* ---- setting the scene ---- */

static void add_case(const struct style *style, struct example **e, char *name)
{
	char *kept = text(CASES "/%s/kept.c", name);
	char *after = text(CASES "/%s/%s", name, style->after);

	(*e)->name = name;
	(*e)->before = text(CASES "/%s/before.c", name);
	(*e)->after = after;
	if (exists(kept) && style->keeps)
		(*e)->before = (*e)->after = kept;
	else if (!exists(after))
		return;
	(*e)++;
}

/* All cases of a style; the last one has no name. */
static struct example *find(const struct style *style)
{
	struct example *all = zeroed(1024, sizeof(*all)), *e = all;
	char **subject, **name;

	for (subject = list(CASES); *subject; subject++)
		for (name = list(text(CASES "/%s", *subject)); *name; name++)
			add_case(style, &e, text("%s/%s", *subject, *name));
	*e = (struct example){ 0 };
	return all;
}

static void convert(const struct style *style, const char *dir)
{
	struct run r = RUN(NULL, tool(), "convert", "--to", style->name,
			   "--in-place", "--progress", "never", dir);

	if (r.status != 0 && r.status != 3)
		broken("convert: exit status %d: %s", r.status, r.err.data);
}

/* Convert all cases once, and then what came of it once more. */
static void set_out(struct style *style)
{
	char *dir = scratch();
	struct example *e;

	style->all = find(style);
	for (e = style->all; e->name; e++)
		copy(e->before, text("%s/%s.c", dir, e->name));
	if (style == styles) {
		befores = scratch();
		for (e = style->all; e->name; e++)
			copy(e->before, text("%s/%s.c", befores, e->name));
		reasons = RUN(dir, tool(), "scan", "--to", style->name,
			      "--format", "csv", ".").out.data;
	}
	convert(style, dir);
	for (e = style->all; e->name; e++)
		e->once = get(text("%s/%s.c", dir, e->name)).data;
	convert(style, dir);
	for (e = style->all; e->name; e++)
		e->twice = get(text("%s/%s.c", dir, e->name)).data;
	if (style == styles)
		afters = dir;
}

/* ---- what became of it ---- */

static size_t blanks(const char *at)
{
	return strspn(at, " \t\r\n");
}

/* Equal but for blanks: what stands between two tokens is nobody's business. */
static bool same_code(const char *a, const char *b)
{
	for (;;) {
		a += blanks(a);
		b += blanks(b);
		if (*a != *b)
			return false;
		if (!*a)
			return true;
		a++;
		b++;
	}
}

TEST becomes(const struct example *e)
{
	char *got;
	struct run r;

	if (same_code(get(e->after).data, e->once))
		PASS();
	got = text("%s/result.c", scratch());
	put(got, e->once);
	r = RUN(NULL, "diff", "-uw", e->after, got);
	FAILm(r.out.data);
}

/* Lines that end as the file's own do. */
TEST keeps_line_ends(const struct example *e)
{
	bool crlf = contains(get(e->before), "\r\n");
	const char *at;

	for (at = strchr(e->once, '\n'); at; at = strchr(at + 1, '\n'))
		ASSERT_EQ(crlf, at[-1] == '\r');
	PASS();
}

TEST is_done(const struct example *e)
{
	ASSERT_STR_EQ(e->once, e->twice);
	PASS();
}

/* The scan's lines about one file. */
static char *said_of(const char *csv, const char *name)
{
	char *file = text("%s.c", name), *said = text("%s", "");
	const char *line = csv, *end;

	for (; *line; line = *end ? end + 1 : end) {
		end = strchrnul(line, '\n');
		if (!strncmp(line, file, strlen(file)))
			said = text("%s%.*s\n", said, (int)(end - line), line);
	}
	return said;
}

TEST says_why(const struct example *e)
{
	const char *at = get(e->before).data;
	char *said = said_of(reasons, e->name);

	while ((at = strstr(at, "kept: "))) {
		char *reason;

		at += strlen("kept: ");
		reason = text("%.*s", (int)strcspn(at, "\r\n"), at);
		if (strstr(reason, " */"))
			*strstr(reason, " */") = '\0';
		if (!strstr(said, reason))
			FAILm(text("no \"%s\" in:\n%s", reason, said));
	}
	PASS();
}

SUITE(cases)
{
	struct style *style;
	struct example *e;

	for (style = styles; style < styles + STYLES; style++) {
		set_out(style);
		for (e = style->all; e->name; e++) {
			char *what = text("%s_to_%s", e->name, style->name);

			RUN_NAMED(what, becomes, e);
			RUN_NAMED(text("%s_line_ends", what), keeps_line_ends,
				  e);
			RUN_NAMED(text("%s_twice", what), is_done, e);
			if (style == styles && e->before == e->after)
				RUN_NAMED(text("%s_says_why", e->name),
					  says_why, e);
		}
	}
}

/* ---- compilers ---- */

struct compiler {
	const char *name, *config, *style;
};

/* What it has to say about each of the files, told by their names. */
static char *compile(const struct compiler *c, const char *dir,
		     const char *files)
{
	char *command = text("%s -fsyntax-only -std=gnu11 -Wall -Wextra "
			     "-Wdeclaration-after-statement -fno-builtin "
			     "-Wno-unused-parameter %s -DSTYLE_GATHER=%s "
			     "-include %s -I %s %s", c->name,
			     c->config, c->style,
			     in_source("tests/batch/stub.h"),
			     in_source("tests/batch/include"), files);

	return RUN(dir, "sh", "-c", command).err.data;
}

static size_t complaints(const char *said, const char *name, const char *kind)
{
	char *file = text("%s.c:", name), *word = text(" %s: ", kind);
	size_t count = 0;
	const char *line, *end;

	for (line = said; *line; line = *end ? end + 1 : end) {
		end = strchrnul(line, '\n');
		if (!strncmp(line, file, strlen(file)) &&
		    memmem(line, end - line, word, strlen(word)))
			count++;
	}
	return count;
}

/* clang has no nested functions: what it did not like, it still may not. */
TEST compiles(const struct example *e, const char *before, const char *after)
{
	static const char *const kinds[] = { "error", "warning" };
	size_t i;

	for (i = 0; i < 2; i++)
		if (complaints(before, e->name, kinds[i]) !=
		    complaints(after, e->name, kinds[i]))
			FAILm(said_of(after, e->name));
	PASS();
}

TEST is_c(const struct example *e, const char *before)
{
	if (complaints(before, e->name, "error"))
		FAILm(text("%s does not compile", e->before));
	PASS();
}

SUITE(compilers)
{
	static const struct compiler all[] = {
		{ "gcc", "-DCONFIG_A", "1" }, { "gcc", "", "1" },
		{ "clang", "", "1" },
	};
	char *files = text("%s", "");
	struct example *e;
	size_t i;

	for (e = styles->all; e->name; e++)
		files = text("%s %s.c", files, e->name);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		char *was = compile(&all[i], befores, files);
		char *is = compile(&all[i], afters, files);

		for (e = styles->all; e->name; e++) {
			char *name = text("%s_%s%s", e->name, all[i].name,
					  all[i].config);

			RUN_NAMED(name, compiles, e, was, is);
			if (i == 0)
				RUN_NAMED(text("%s_before", name), is_c, e, was);
		}
	}
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(cases);
	RUN_SUITE(compilers);
	GREATEST_MAIN_END();
}
