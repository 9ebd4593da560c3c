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
};

static const struct style styles[] = {
	{ "gather", "after.c", true },
	{ "explicit", "after-explicit.c", false },
	{ "async", "after-async.c", true },
	{ "fast", "after-fast.c", true },
};

#define STYLES (sizeof(styles) / sizeof(styles[0]))

struct example {
	const char *name;		/* SUBJECT/NAME */
	const char *before, *after;	/* the same file if it is kept */
	const char *result;		/* where the conversion was made */
};

/* ---- setting the scene ---- */

/* All cases of a style, copied below @dir; the last one has no name. */
static struct example *set_out(const struct style *style, const char *dir)
{
	struct example *all = zeroed(1024, sizeof(*all)), *e = all;
	char **subject, **name;

	for (subject = list(CASES); *subject; subject++) {
		for (name = list(text(CASES "/%s", *subject)); *name; name++) {
			char *at = text("%s/%s", *subject, *name);
			char *kept = text(CASES "/%s/kept.c", at);
			bool is_kept = exists(kept) && style->keeps;

			e->name = at;
			e->before = is_kept ? kept :
				    text(CASES "/%s/before.c", at);
			e->after = is_kept ? kept :
				   text(CASES "/%s/%s", at, style->after);
			if (!exists(e->before) || !exists(e->after))
				continue;
			e->result = text("%s/%s.c", dir, at);
			copy(e->before, e->result);
			e++;
		}
	}
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
	if (!same_code(get(e->after).data, get(e->result).data)) {
		struct run r = RUN(NULL, "diff", "-uw", e->after, e->result);

		FAILm(r.out.data);
	}
	PASS();
}

/* Lines that end as the file's own do. */
TEST keeps_line_ends(const struct example *e)
{
	bool crlf = contains(get(e->before), "\r\n");
	const char *at = get(e->result).data;

	for (at = strchr(at, '\n'); at; at = strchr(at + 1, '\n'))
		ASSERT_EQ(crlf, at[-1] == '\r');
	PASS();
}

/* The scan's lines about one file. */
static char *said_of(const char *csv, const char *name)
{
	char *file = text("%s.c,", name), *said = text("%s", "");
	const char *line = csv, *end;

	for (; *line; line = *end ? end + 1 : end) {
		end = strchrnul(line, '\n');
		if (!strncmp(line, file, strlen(file)))
			said = text("%s%.*s\n", said, (int)(end - line), line);
	}
	return said;
}

TEST says_why(const struct example *e, const char *csv)
{
	const char *at = get(e->before).data;
	char *said = said_of(csv, e->name);

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

static char *reasons(const char *dir)
{
	return RUN(dir, tool(), "scan", "--to", "gather", "--format", "csv",
		   ".").out.data;
}

SUITE(cases)
{
	size_t s;

	for (s = 0; s < STYLES; s++) {
		char *dir = scratch();
		struct example *e = set_out(&styles[s], dir);
		char *csv = s ? NULL : reasons(dir);

		convert(&styles[s], dir);
		for (; e->name; e++) {
			RUN_NAMED(text("%s_to_%s", e->name, styles[s].name),
				  becomes, e);
			RUN_NAMED(text("%s_to_%s_line_ends", e->name,
				       styles[s].name), keeps_line_ends, e);
			if (csv && e->before == e->after)
				RUN_NAMED(text("%s_says_why", e->name),
					  says_why, e, csv);
		}
	}
}

/* ---- a second time ---- */

TEST is_unchanged(const struct example *e, const char *once)
{
	ASSERT_STR_EQ(once, get(e->result).data);
	PASS();
}

SUITE(again)
{
	size_t s, i, count;

	for (s = 0; s < STYLES; s++) {
		char *dir = scratch();
		struct example *e = set_out(&styles[s], dir);
		char **once;

		convert(&styles[s], dir);
		for (count = 0; e[count].name; count++)
			;
		once = zeroed(count + 1, sizeof(*once));
		for (i = 0; i < count; i++)
			once[i] = get(e[i].result).data;
		convert(&styles[s], dir);
		for (i = 0; i < count; i++)
			RUN_NAMED(text("%s_to_%s_twice", e[i].name,
				       styles[s].name), is_unchanged, &e[i],
				  once[i]);
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

TEST compiles(const struct example *e, const char *before, const char *after)
{
	ASSERT_EQ_FMT((size_t)0, complaints(after, e->name, "error"), "%zu");
	ASSERT_EQ_FMT(complaints(before, e->name, "warning"),
		      complaints(after, e->name, "warning"), "%zu");
	PASS();
}

SUITE(compilers)
{
	static const struct compiler all[] = {
		{ "clang", "-DCONFIG_A", "1" }, { "clang", "", "1" },
		{ "gcc", "-DCONFIG_A", "1" }, { "gcc", "", "1" },
	};
	char *before = scratch(), *after = scratch();
	struct example *e = set_out(&styles[0], before), *each;
	char *files = text("%s", "");
	size_t i;

	set_out(&styles[0], after);
	convert(&styles[0], after);
	for (each = e; each->name; each++)
		files = text("%s %s.c", files, each->name);
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		char *was = compile(&all[i], before, files);
		char *is = compile(&all[i], after, files);

		for (each = e; each->name; each++)
			RUN_NAMED(text("%s_%s%s", each->name, all[i].name,
				       all[i].config), compiles, each, was, is);
	}
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(cases);
	RUN_SUITE(again);
	RUN_SUITE(compilers);
	GREATEST_MAIN_END();
}
