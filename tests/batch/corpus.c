// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which maps and unmaps may share one flush, and what is written then.
 *
 * cases/SUBJECT/NAME holds before.c and, for each style it is tried with,
 * after.c (gather), after-explicit.c, after-async.c or after-fast.c; or kept.c,
 * which must stay as it is.  Comments give the reasons that the scan has to give
 * for calls that stay: behind "kept: " for style gather, "not put off: " for async
 * and "not queued: " for explicit.  Texts are compared without regard to
 * blanks.
 */
#define _GNU_SOURCE
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define CASES "tests/batch/cases"

struct style {
	const char *name, *after;
	bool keeps;		/* spells synchronous calls as the source does */
	const char *mark;	/* before a reason for it */
	struct example *all;
	const char *befores, *afters;	/* where the files are */
	const char *reasons;
};

static struct style styles[] = {
	{ .name = "gather", .after = "after.c", .keeps = true, .mark = "kept: " },
	{ .name = "explicit", .after = "after-explicit.c", .mark = "not queued: " },
	{ .name = "async", .after = "after-async.c", .keeps = true,
	  .mark = "not put off: " },
	{ .name = "fast", .after = "after-fast.c", .keeps = true },
};

#define STYLES (sizeof(styles) / sizeof(styles[0]))

struct example {
	const char *name;		/* SUBJECT/NAME */
	const char *before, *after;	/* the same file if it is kept */
	const char *once, *twice;	/* what it was converted to */
	const char *back;		/* and from there to style implicit */
};

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

static void back_to_implicit(const char *dir)
{
	struct run r = RUN(NULL, tool(), "convert", "--to", "implicit",
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
	style->befores = scratch();
	for (e = style->all; e->name; e++)
		copy(e->before, text("%s/%s.c", style->befores, e->name));
	style->reasons = RUN(dir, tool(), "scan", "--to", style->name,
			     "--format", "csv", ".").out.data;
	convert(style, dir);
	for (e = style->all; e->name; e++)
		e->once = get(text("%s/%s.c", dir, e->name)).data;
	convert(style, dir);
	for (e = style->all; e->name; e++)
		e->twice = get(text("%s/%s.c", dir, e->name)).data;
	style->afters = dir;
	dir = scratch();
	for (e = style->all; e->name; e++)
		put(text("%s/%s.c", dir, e->name), e->once);
	back_to_implicit(dir);
	for (e = style->all; e->name; e++)
		e->back = get(text("%s/%s.c", dir, e->name)).data;
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

/*
 * A map's flush is gone again, and so is what queued it.  Braces around a way out
 * stay, and may have been there before.
 */
TEST comes_back(const struct example *e)
{
	const char *a = get(e->before).data, *b = e->back;

	while (*a && *b) {
		a += strspn(a, " \t\r\n{}");
		b += strspn(b, " \t\r\n{}");
		if (*a != *b)
			FAILm(e->back);
		a += *a != '\0';
		b += *b != '\0';
	}
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

TEST says_why(const struct style *style, const struct example *e)
{
	const char *at = get(e->before).data;
	char *said = said_of(style->reasons, e->name);

	while ((at = strstr(at, style->mark))) {
		char *reason;

		at += strlen(style->mark);
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
			if (!strncmp(e->name, "map-", 4) ||
			    !strncmp(e->name, "valid/error-", 12))
				RUN_NAMED(text("%s_comes_back", what),
					  comes_back, e);
			if (style->mark)
				RUN_NAMED(text("%s_says_why", what), says_why,
					  style, e);
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

static void compile_style(const struct style *style, const struct compiler *c,
			  bool is_first)
{
	char *files = text("%s", ""), *was, *is;
	struct example *e;

	for (e = style->all; e->name; e++)
		files = text("%s %s.c", files, e->name);
	was = compile(c, style->befores, files);
	is = compile(c, style->afters, files);
	for (e = style->all; e->name; e++) {
		char *name = text("%s_in_%s_%s%s", e->name, style->name,
				  c->name, c->config);

		RUN_NAMED(name, compiles, e, was, is);
		if (is_first)
			RUN_NAMED(text("%s_before", name), is_c, e, was);
	}
}

SUITE(compilers)
{
	static const struct compiler all[] = {
		{ "gcc", "-DCONFIG_A", "1" }, { "gcc", "", "1" },
		{ "clang", "", "1" },
	};
	static const struct compiler other = { "gcc", "-DCONFIG_A", "0" };
	struct style *style;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		compile_style(styles, &all[i], i == 0);
	for (style = styles + 1; style < styles + STYLES; style++)
		compile_style(style, &other, false);
}

/* ---- out of style nosync ---- */

/* One file of nosync/, converted; what the run said in @said. */
static char *out_of_nosync(const char *name, const char *to, struct run *said)
{
	char *dir = scratch();

	copy(text("tests/batch/nosync/%s.c", name), text("%s/x.c", dir));
	*said = RUN(NULL, tool(), "convert", "--to", to, "--level", "6.16",
		    "--in-place", "--progress", "never", dir);
	return get(text("%s/x.c", dir)).data;
}

TEST a_sync_map_of_its_own_goes(const char *to, const char *map)
{
	struct run said;
	char *is = out_of_nosync("plain", to, &said);

	ASSERT_EQ_FMTm(said.err.data, 0, said.status, "%d");
	ASSERT(strstr(is, map));
	ASSERT(!strstr(is, "nosync"));
	ASSERT(!strstr(is, "iommu_sync_map"));
	PASS();
}

/* Its error has a branch of its own: that is for somebody to decide. */
TEST a_tested_sync_map_is_open(const char *to)
{
	struct run said;
	char *is = out_of_nosync("tested", to, &said);

	ASSERT_EQ_FMT(3, said.status, "%d");
	ASSERT(strstr(is, "iommu_map_nosync"));
	ASSERT(strstr(is, "ret = iommu_sync_map"));
	ASSERT(contains(said.err, "open: iommu_map_nosync: deferred in style nosync"));
	PASS();
}

SUITE(nosync)
{
	RUN_TESTp(a_sync_map_of_its_own_goes, "implicit", "iommu_map(d, iova");
	RUN_TESTp(a_sync_map_of_its_own_goes, "gather", "iommu_map(d, iova");
	RUN_TESTp(a_sync_map_of_its_own_goes, "sync", "iommu_map_sync(d");
	RUN_TESTp(a_sync_map_of_its_own_goes, "async", "iommu_map_async(d");
	RUN_TESTp(a_tested_sync_map_is_open, "implicit");
	RUN_TESTp(a_tested_sync_map_is_open, "gather");
	RUN_TESTp(a_tested_sync_map_is_open, "explicit");
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(cases);
	RUN_SUITE(compilers);
	RUN_SUITE(nosync);
	GREATEST_MAIN_END();
}
