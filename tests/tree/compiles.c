// SPDX-License-Identifier: GPL-2.0-only
/*
 * The files of Linux 6.1 that use the API, converted to each style, compile
 * without a word, as they did before: with the flags that an allmodconfig gives
 * them, warnings included.  The compiler sees the converted text in the place of
 * the original, and the style's names behind what <linux/iommu.h> declares.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "greatest.h"
#include "harness.h"
#include "users.h"

#define HEADER "include/linux/iommu.h"

/* Where each file is looked for first to last. */
static const char *const archs[] = { ARCHS };
#define ARCH_COUNT (sizeof(archs) / sizeof(archs[0]))

static struct bytes flags[ARCH_COUNT];
static char *source;		/* as the compiler calls it */
static char *header;		/* the original, and the styles' names */

struct target {
	const char *name, *style, *level;
	const char *names;	/* beyond those of 6.1, see styles.h */
	int status;		/* 3: sites stay open */
	size_t least;		/* files that it changes */
};

/* What one style has is what the next one may have, too: see look_at(). */
static const struct target targets[] = {
	{ "sync", "sync", NULL, "SYNC", 0, 19 },
	{ "explicit", "explicit", NULL, "SYNC QUEUE", 0, 19 },
	{ "gather", "gather", NULL, "", 0, 5 },
	{ "async", "async", NULL, "ASYNC QUEUE", 0, 5 },
	{ "fast", "fast", NULL, "FAST QUEUE", 3, 5 },
	{ "nosync", "nosync", NULL, "NOSYNC", 0, 5 },
	{ "implicit_6_3", "implicit", "6.3", "GFP", 0, 14 },
	{ "implicit_6_16", "implicit", "6.16", "GFP NEW", 3, 15 },
	{ "nosync_6_16", "nosync", "6.16", "GFP NEW NOSYNC", 3, 15 },
};

/* A text that was looked at, and what the compiler said of it. */
struct verdict {
	const char *file;
	const char *names;
	struct bytes content;
	char *said;
	struct started running;
	struct verdict *next;
};

static struct verdict *verdicts;

/* The flags of @file and where they hold, or NULL: nothing builds it. */
static const char *flags_of(const char *file, const char **arch)
{
	char *key = text("\n%s ", file);
	size_t i;

	for (i = 0; i < ARCH_COUNT; i++) {
		const char *line = strstr(flags[i].data, key);

		if (!line)
			continue;
		line += strlen(key);
		*arch = archs[i];
		return text("%.*s", (int)strcspn(line, "\n"), line);
	}
	return NULL;
}

/* Let the compiler find @path where it looks for @file of the source. */
static char *overlay(const char *file, const char *path)
{
	char *name = text("%s/overlay", scratch());

	put(name, text("{ 'version': 0, 'use-external-names': 'false', "
		       "'roots': [\n"
		       "{ 'type': 'file', 'name': '%s/%s',\n"
		       "  'external-contents': '%s' },\n"
		       "{ 'type': 'file', 'name': '%s/" HEADER "',\n"
		       "  'external-contents': '%s' } ] }\n",
		       source, file, path, source, header));
	return name;
}

/* Are all of these words among those? */
static bool has_all(const char *those, const char *these)
{
	char *rest = text("%s", these), *word;

	while ((word = strsep(&rest, " ")))
		if (*word && !strstr(text(" %s ", those), text(" %s ", word)))
			return false;
	return true;
}

/* As options of the compiler. */
static char *names_option(const char *names)
{
	char *rest = text("%s", names), *all = "'-DNAMES=(0", *word;

	while ((word = strsep(&rest, " ")))
		if (*word)
			all = text("%s|NAMES_%s", all, word);
	return text("%s)'", all);
}

/* Start the compiler on @path as @file; nothing to do if it was seen before. */
static struct verdict *look_at(const char *file, const char *path,
			       const char *names)
{
	struct bytes content = get(path);
	struct verdict *v;
	const char *arch, *options = flags_of(file, &arch);
	struct command command = { .argv = { "sh", "-c" } };

	for (v = verdicts; v; v = v->next)
		if (!strcmp(v->file, file) && has_all(names, v->names) &&
		    same(v->content, content))
			return v;
	v = zeroed(1, sizeof(*v));
	*v = (struct verdict){ .file = file, .names = names, .content = content,
			       .next = verdicts };
	verdicts = v;
	if (!options) {
		v->said = "no configuration builds it\n";
		return v;
	}
	command.dir = in_source(text(CONFIGURED "-%s", arch));
	command.argv[2] = text("exec clang %s %s -fsyntax-only -ivfsoverlay %s %s/%s",
			       options, names_option(names), overlay(file, path), source, file);
	v->running = start(&command);
	return v;
}

/* What the compiler said: nothing, if it is content. */
static char *said(struct verdict *v)
{
	struct run r;

	if (v->said)
		return v->said;
	r = finish(&v->running);
	v->said = text("%s%s", r.out.data, r.err.data);
	if (r.status && !*v->said)
		v->said = text("clang: exit status %d\n", r.status);
	return v->said;
}

/* What it says of all files of @tree that differ from the source. */
static char *compile(const char *tree, const char *names, size_t *count)
{
	size_t at_once = sysconf(_SC_NPROCESSORS_ONLN), begun = 0, ended = 0;
	char **file, *all = "";
	struct verdict **v = zeroed(USERS, sizeof(*v));

	for (file = users(); *file; file++) {
		char *path = text("%s/%s", tree, *file);

		if (same_file(path, text(LINUX "/%s", *file)))
			continue;
		if (begun - ended == at_once)
			all = text("%s%s", all, said(v[ended++]));
		v[begun++] = look_at(*file, path, names);
	}
	while (ended < begun)
		all = text("%s%s", all, said(v[ended++]));
	*count = begun;
	return all;
}

TEST a_converted_file_compiles_without_a_word(const struct target *target)
{
	char *tree = copied_users(scratch(), "tree");
	struct run r = convert_users(tree, target->style, target->level, NULL);
	size_t count;

	ASSERT_EQ_FMTm(r.err.data, target->status, r.status, "%d");
	ASSERT_STR_EQ("", compile(tree, target->names, &count));
	ASSERTm(text("%zu files", count), count >= target->least);
	PASS();
}

TEST a_configuration_builds_every_file(void)
{
	const char *arch;
	char **file;

	for (file = users(); *file; file++)
		ASSERTm(*file, flags_of(*file, &arch));
	PASS();
}

/* What can go wrong in a conversion: the text of usnic with one thing amiss. */
static const struct fault {
	const char *name, *from, *to, *said;
} faults[] = {
	{ "a_gather_not_declared", "iommu_unmap(pd->domain, va, PAGE_SIZE)",
	  "iommu_unmap_fast(pd->domain, va, PAGE_SIZE, &gather)",
	  "use of undeclared identifier 'gather'" },
	{ "a_gather_not_used", "\tlong unsigned va, size;",
	  "\tlong unsigned va, size;\n\tstruct iommu_iotlb_gather gather;",
	  "unused variable 'gather'" },
	{ "a_name_of_no_style", "iommu_unmap(", "iommu_unmap_later(",
	  "implicit declaration of function 'iommu_unmap_later'" },
	{ "a_name_of_another_style", "iommu_unmap(", "iommu_unmap_sync(",
	  "implicit declaration of function 'iommu_unmap_sync'" },
	{ "an_argument_too_few", "domain, va, PAGE_SIZE);", "domain, va);",
	  "too few arguments to function call" },
	{ "a_parenthesis_lost", "domain, va, PAGE_SIZE);", "domain, va, PAGE_SIZE;",
	  "expected ')'" },
};

TEST it_is_seen(const struct fault *fault)
{
	const char *file = "drivers/infiniband/hw/usnic/usnic_uiom.c";
	char *path = text("%s/usnic.c", scratch());
	struct bytes all = get(text(LINUX "/%s", file));
	char *at = strstr(all.data, fault->from), *found;

	ASSERTm(fault->from, at);
	put(path, text("%.*s%s%s", (int)(at - all.data), all.data, fault->to,
		       at + strlen(fault->from)));
	found = said(look_at(file, path, ""));
	ASSERTm(found, strstr(found, fault->said));
	PASS();
}

static void set_up(void)
{
	size_t i;

	source = realpath(LINUX, NULL);
	header = text("%s/iommu.h", scratch());
	put(header, text("%s\n#include \"%s\"\n",
			 get(LINUX "/" HEADER).data,
			 in_source("tests/tree/compiles/styles.h")));
	for (i = 0; i < ARCH_COUNT; i++) {
		/* A newline in front: every line begins behind one. */
		flags[i].data = text("\n%s", get(text(CONFIGURED "-%s/flags",
						      archs[i])).data);
	}
}

SUITE(compiles)
{
	size_t i;

	set_up();
	RUN_TEST(a_configuration_builds_every_file);
	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		RUN_NAMED(targets[i].name,
			  a_converted_file_compiles_without_a_word,
			  &targets[i]);
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		RUN_NAMED(faults[i].name, it_is_seen, &faults[i]);
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(compiles);
	GREATEST_MAIN_END();
}
