// SPDX-License-Identifier: GPL-2.0-only
/*
 * tools/layout.c on small files.
 *
 * A folder below data/ is a case.  Where it holds before.c and after.c only, the
 * conversion is a renaming: every call's name grows by "_sync".  Then after.c
 * must come out, before.c again when the names shrink, and after.c once more
 * when what is laid out already is laid out again.  result.c, where it is there,
 * is what a conversion that added or took away code left to be laid out.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "rewrite/layout.h"

#define DATA "tests/layout/data"

static struct buf file(const char *name, const char *which)
{
	char *path = xasprintf(DATA "/%s/%s.c", name, which);
	struct buf text = { 0 };

	buf_read_file(&text, path);
	free(path);
	return text;
}

/* All of a tool's calls have "_sync" behind their names, or none has. */
static struct buf renamed(const struct buf *text, bool sync)
{
	static const char suffix[] = "_sync";
	const char *p = text->data, *end = p + text->len;
	struct buf out = { 0 };

	while (p < end) {
		const char *word = p;

		while (is_word_byte(*p))
			p++;
		if (p == word) {
			buf_add(&out, p++, 1);
			continue;
		}
		if (*p != '(' || strncmp(word, "iommu_", 6)) {
			buf_add(&out, word, p - word);
		} else if (sync) {
			buf_add(&out, word, p - word);
			buf_add(&out, suffix, sizeof(suffix) - 1);
		} else {
			buf_add(&out, word, p - word - (sizeof(suffix) - 1));
		}
	}
	return out;
}

/* What layout() makes of a conversion of @before to @result. */
static struct buf laid_out(const struct buf *before, const struct buf *result)
{
	struct source src = { .path = xstrdup("/test.c"), .shown = "test.c" };
	struct buf text = { 0 };

	buf_add(&src.text, before->data, before->len);
	buf_add(&src.result, result->data, result->len);
	lex(src.text.data, src.text.len, &src.tokens);
	lex(src.result.data, src.result.len, &src.result_tokens);
	layout(&src);
	buf_add(&text, src.result.data, src.result.len);
	source_free(&src);
	return text;
}

/* The first line in which two texts differ, with what was wanted. */
static char *difference(const char *name, const char *what, const struct buf *got,
			const struct buf *want)
{
	unsigned int line = 1;
	size_t i, begin = 0;

	for (i = 0; i < got->len && i < want->len &&
		    got->data[i] == want->data[i]; i++) {
		if (got->data[i] == '\n') {
			begin = i + 1;
			line++;
		}
	}
	return xasprintf("%s, %s, line %u:\n got \"%.*s\"\nwant \"%.*s\"", name, what, line,
			 (int)strcspn(got->data + begin, "\n"),
			 got->data + begin,
			 (int)strcspn(want->data + begin, "\n"),
			 want->data + begin);
}

TEST becomes(const char *name, const char *what, const struct buf *before,
	     const struct buf *result, const struct buf *want)
{
	struct buf got = laid_out(before, result);

	if (got.len != want->len || memcmp(got.data, want->data, got.len))
		FAILm(difference(name, what, &got, want));
	buf_free(&got);
	PASS();
}

static void run_renaming(const char *name, const struct buf *before, const struct buf *after)
{
	struct buf forth = renamed(before, true), back = renamed(after, false);

	RUN_TESTp(becomes, name, "forth", before, &forth, after);
	RUN_TESTp(becomes, name, "back", after, &back, before);
	RUN_TESTp(becomes, name, "again", before, after, after);
	buf_free(&forth);
	buf_free(&back);
}

static void run_case(const char *name)
{
	struct buf before = file(name, "before"), after = file(name, "after");
	struct buf result = file(name, "result");

	if (!result.len) {
		run_renaming(name, &before, &after);
	} else {
		RUN_TESTp(becomes, name, "once", &before, &result, &after);
			RUN_TESTp(becomes, name, "again", &before, &after, &after);
	}
	buf_free(&before);
	buf_free(&after);
	buf_free(&result);
}

SUITE(cases)
{
	struct dirent **names;
	int count = scandir(DATA, &names, NULL, alphasort), i;

	for (i = 0; i < count; i++) {
		if (names[i]->d_name[0] != '.')
			run_case(names[i]->d_name);
		free(names[i]);
	}
	if (count > 0)
		free(names);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(cases);
	GREATEST_MAIN_END();
}
