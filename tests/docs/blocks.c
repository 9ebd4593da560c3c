// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: README and the guides do what they say.  Each block of commands
 * is run; where a document shows what a command prints, that is what it prints.
 *
 *   sh        commands, which must succeed
 *   console   "$ " and a command, and exactly what it prints; "..." on a line of
 *             its own stands for any lines
 *   c, make, diff, text ...   not run
 *
 * Blocks of a document share a folder, empty at first, and are run in order, by
 * a shell each.  A word behind the language says what else a block needs:
 *
 *   file=NAME   (of a block that is not run) is what the reader puts into NAME
 *   status=N    the last command ends with that exit status
 *   source      is run in the folder of this project
 *   linux       is run in a tree of Linux 6.1, and changes nothing there
 *   tree        is run in a git tree of those files of Linux 6.1 that use the API
 *   ci          is run by .ci/run, word for word
 *   guest       is run by root in a kernel under QEMU, which has the folder's
 *               modules and its folder shim
 *   env         sets variables of the reader's; the test has its own in their place
 *
 * An unknown language or word is an error: nothing is skipped.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"
#include "linux-release.h"
#include "markdown.h"

struct document {
	const char *path;
	char *folder;		/* where its blocks are run */
	char *tree;		/* of those with the word tree, or NULL */
};

static const char *const inert[] = {
	"c", "make", "diff", "text", "yaml", "bibtex", NULL,
};

static const char *const block_words[] = {
	"source", "linux", "tree", "ci", "guest", "env", NULL,
};

static bool among(const char *word, const char *const *words)
{
	while (*words && strcmp(word, *words))
		words++;
	return *words;
}

static bool is_run(const struct block *block)
{
	return !strcmp(block->language, "sh") ||
	       !strcmp(block->language, "console");
}

static void check_words(const struct block *block)
{
	char **at;

	if (!is_run(block) && !among(block->language, inert))
		broken("%s:%zu: %s: no such language of blocks", block->path,
		       block->line, block->language);
	for (at = block->words; *at; at++)
		if (is_run(block) ? !among(*at, block_words) &&
		    strncmp(*at, "status=", 7) : strncmp(*at, "file=", 5))
			broken("%s:%zu: %s: no such word for a block of %s",
			       block->path, block->line, *at, block->language);
}

/* The users of the API as a git tree, as in a clone of Linux. */
static char *git_tree(const struct document *document)
{
	char *tree = text("%s/linux", document->folder);
	struct run r = RUN(NULL, "tests/docs/tree.sh", LINUX, tree);

	if (r.status)
		broken("tests/docs/tree.sh: %s", r.err.data);
	return tree;
}

static const char *folder_of(struct document *document,
			     const struct block *block)
{
	if (block_has(block, "source"))
		return in_source(".");
	if (block_has(block, "linux"))
		return in_source(LINUX);
	if (!block_has(block, "tree"))
		return document->folder;
	if (!document->tree)
		document->tree = git_tree(document);
	return document->tree;
}

/* Both streams in one, as on a terminal. */
static struct run shell(const char *where, const char *commands)
{
	return RUN(where, "bash", "-c",
		   text("exec 2>&1\n%s", commands));
}

static int wanted_status(const struct block *block)
{
	const char *status = block_value(block, "status");

	return status ? atoi(status) : 0;
}

static enum greatest_test_res commands_succeed(struct document *document,
					       const struct block *block)
{
	struct run r = shell(folder_of(document, block),
			     text("set -e -o pipefail\n%s", block->text));

	if (r.status != wanted_status(block)) {
		printf("%s", r.out.data);
		ASSERT_EQ_FMT(wanted_status(block), r.status, "%d");
	}
	PASS();
}

/* What is shown of Linux is of the release that it was recorded for. */
static const char *expected(const struct block *block, const char *output)
{
	return block_has(block, "linux") || block_has(block, "tree") ?
	       without_lines(LINUX, output) : output;
}

static enum greatest_test_res commands_print(struct document *document,
					     const struct block *block)
{
	const struct shown *shown;

	for (shown = shown_of(block); shown->command; shown++) {
		struct run r = shell(folder_of(document, block),
				     shown->command);
		int wanted = shown[1].command ? 0 : wanted_status(block);

		if (!looks_like(expected(block, shown->output),
				expected(block, r.out.data)))
			ASSERT_STR_EQm(shown->command, shown->output,
				       r.out.data);
		ASSERT_EQ_FMTm(shown->command, wanted, r.status, "%d");
	}
	PASS();
}

/* Line by line: the commands must stand in .ci/run. */
static enum greatest_test_res commands_are_in_ci(const struct block *block)
{
	const char *script = get(".ci/run").data;
	char *line, *lines = text("%s", block->text), *hash;

	while ((line = strsep(&lines, "\n"))) {
		hash = strchr(line, '#');
		if (hash)
			*hash = '\0';
		while (*line && line[strlen(line) - 1] == ' ')
			line[strlen(line) - 1] = '\0';
		if (*line)
			ASSERTm(line, strstr(script, text("\n%s\n", line)));
	}
	PASS();
}

/* Of "export NAME=VALUE": is there a NAME? */
static enum greatest_test_res variables_are_set(const struct block *block)
{
	char *line, *lines = text("%s", block->text), *name;

	while ((line = strsep(&lines, "\n")))
		if (*line) {
			ASSERTm(line, !strncmp(line, "export ", 7));
			name = text("%.*s", (int)strcspn(line + 7, "="),
				    line + 7);
			ASSERTm(name, getenv(name));
		}
	PASS();
}

static enum greatest_test_res guest_succeeds(const struct document *document,
					     const struct block *block)
{
	char *script = text("%s/guest-script", document->folder);
	struct run r;

	put(script, text("set -e\n%s", block->text));
	r = shell(in_source("."),
		  text("tests/kernel/boot -s -o '%s/guest' $(printf -- ' -f %%s' '%s'/*.ko) -f '%s/shim' '%s'",
		       document->folder, document->folder, document->folder,
		       script));
	if (r.status)
		printf("%s", r.out.data);
	ASSERT_EQ_FMT(0, r.status, "%d");
	ASSERT(contains(r.out, "boot: verdict pass"));
	PASS();
}

static enum greatest_test_res block_runs(struct document *document,
					 const struct block *block)
{
	if (block_has(block, "ci"))
		return commands_are_in_ci(block);
	if (block_has(block, "env"))
		return variables_are_set(block);
	if (block_has(block, "guest"))
		return guest_succeeds(document, block);
	if (!strcmp(block->language, "console"))
		return commands_print(document, block);
	return commands_succeed(document, block);
}

static void run_document(const char *path)
{
	struct document document = { .path = path, .folder = scratch() };
	const struct block *block;

	setenv("HOME", document.folder, 1);
	for (block = blocks_of(path); block->text; block++) {
		check_words(block);
		if (block_value(block, "file"))
			put(text("%s/%s", document.folder,
				 block_value(block, "file")), block->text);
		if (is_run(block))
			RUN_NAMED(text("%s:%zu", path, block->line), block_runs,
				  &document, block);
	}
}

/* Everything is installed, there is a kernel to build for, and no terminal. */
static void set_environment(void)
{
	char *prefix = scratch();
	struct run r;

	unsetenv("MAKEFLAGS");
	unsetenv("MFLAGS");
	unsetenv("MAKELEVEL");
	r = RUN(NULL, "make", "-s", "install", text("PREFIX=%s", prefix));
	if (r.status)
		broken("make install: %s", r.err.data);
	setenv("PATH", text("%s/bin:%s", prefix, getenv("PATH")), 1);
	setenv("PKG_CONFIG_PATH", text("%s/lib/pkgconfig", prefix), 1);
	setenv("KDIR", in_source(KERNEL "/headers"), 1);
	setenv("BOOT_KERNEL", in_source(KERNEL), 1);
	setenv("SHIM", in_source("."), 1);
	setenv("LC_ALL", "C", 1);
	setenv("TERM", "dumb", 1);
}

/* What the reader must be told, the machinery must notice. */
TEST output_is_compared(void)
{
	ASSERT(looks_like("a\nb\n", "a\nb\n"));
	ASSERT(looks_like("a\n...\nd\n", "a\nb\nc\nd\n"));
	ASSERT(looks_like("a\n...\n", "a\n"));
	ASSERT_FALSE(looks_like("a\n", "a\nb\n"));
	ASSERT_FALSE(looks_like("a\nb\n", "a\n"));
	ASSERT_FALSE(looks_like("a\n...\nd\n", "a\nb\nc\n"));
	ASSERT_FALSE(looks_like("", "a\n"));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	char **name;

	GREATEST_MAIN_BEGIN();
	set_environment();
	RUN_TEST(output_is_compared);
	run_document("README.md");
	for (name = list("docs"); *name; name++)
		if (strstr(*name, ".md"))
			run_document(text("docs/%s", *name));
	GREATEST_MAIN_END();
}
