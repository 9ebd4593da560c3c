// SPDX-License-Identifier: GPL-2.0-only
/*
 * The shim's probes on real headers that were broken on purpose, and with
 * compilers that are not what they should be: the right answers or a message,
 * never wrong answers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

GREATEST_MAIN_DEFS();

/* The headers, ours to change: links to the files of the real ones. */
static char *headers;
static char *common;	/* the half that all flavours share */

static void shell(const char *command)
{
	if (system(command))
		broken("failed: %s", command);
}

static void link_headers(void)
{
	char *root = scratch();

	shell(text("cp -al '%s/root/usr' '%s/'", in_source(KERNEL), root));
	headers = text("%s/usr/src/linux-headers-%s", root,
		       strtok((char *)get(in_source(KERNEL "/release")).data,
			      "\n"));
	common = text("$(echo %s/usr/src/linux-headers-*-common)", root);
}

/* A changed file is a new one, so that the real one stays as it is. */
static void edit(const char *sed, const char *file)
{
	shell(text("f=%s/%s && cp \"$f\" \"$f.was\" && rm \"$f\" && "
		   "sed -E '%s' \"$f.was\" >\"$f\" && ! cmp -s \"$f\" \"$f.was\"",
		   common, file, sed));
}

static void undo(const char *file)
{
	shell(text("f=%s/%s && mv \"$f.was\" \"$f\"", common, file));
}

static struct run probe(char *out, const char *environment)
{
	return RUN(".", "sh", "-c",
		   text("unset MAKEFLAGS; %s %s '%s' '%s'", environment,
			in_source("shim/kernel/probe.sh"), headers, out));
}

static char *answers(const char *out)
{
	return get(text("%s/answers.h", out)).data;
}

#define ASSERT_FAILS(r, message)					\
	do {								\
		ASSERT_EQ_FMT(1, (r).status, "%d");			\
		if (!contains((r).err, message))			\
			FAILm((r).err.data);				\
		ASSERT_FALSE(exists(text("%s/answers.h", out)));	\
	} while (0)

static char *real;	/* where these are */

TEST real_headers_answer_every_question(void)
{
	char *out = real;
	struct run r = probe(out, "");

	ASSERT_EQ_FMT(0, r.status, "%d");
	ASSERT(strstr(answers(out), "IOMMU_SHIM_HAVE_MAP_PLAIN"));
	ASSERT_FALSE(strstr(answers(out), "IOMMU_SHIM_HAVE_MAP_GFP"));
	/* And once is enough. */
	ASSERT(contains(r.out, "PROBE"));
	r = probe(out, "");
	ASSERT_EQ_FMT(0, r.status, "%d");
	ASSERT_FALSE(contains(r.out, "PROBE"));
	PASS();
}

/* Where the answers of the real headers were: they are asked again. */
TEST a_function_that_was_renamed_is_named(void)
{
	char *out = real;
	struct run r;

	edit("s/\\biommu_unmap_fast\\b/iommu_unmap_quick/", "include/linux/iommu.h");
	r = probe(out, "");
	undo("include/linux/iommu.h");
	ASSERT_FAILS(r, "this kernel's unmap_fast is none that the shim knows");
	ASSERT(contains(r.err, "iommu_unmap_fast"));
	PASS();
}

TEST an_argument_that_was_added_is_no_answer(void)
{
	char *out = scratch();
	struct run r;

	edit("s/(extern int iommu_map\\(struct iommu_domain \\*domain), "
	     "unsigned long iova,/\\1, int new, unsigned long iova,/",
	     "include/linux/iommu.h");
	r = probe(out, "");
	undo("include/linux/iommu.h");
	ASSERT_FAILS(r, "this kernel's map is none that the shim knows");
	PASS();
}

TEST warnings_as_errors_change_no_answer(void)
{
	char *out = scratch();
	struct run r = probe(out, "KCFLAGS=-Werror");

	if (r.status)
		FAILm(r.err.data);
	ASSERT(strstr(answers(out), "IOMMU_SHIM_HAVE_MAP_PLAIN"));
	ASSERT(strstr(answers(out), "IOMMU_SHIM_HAVE_GATHER_FREELIST_LIST"));
	PASS();
}

TEST clang_gives_the_same_answers_or_says_why_not(void)
{
	char *out = scratch();
	struct run r = probe(out, "MAKEFLAGS='CC=clang'");

	if (r.status)
		ASSERT_FAILS(r, "nothing can be compiled");
	else
		ASSERT(strstr(answers(out), "IOMMU_SHIM_HAVE_MAP_PLAIN"));
	PASS();
}

TEST a_compiler_that_takes_anything_is_found_out(void)
{
	char *out = scratch(), *cc = text("%s/cc", scratch());
	struct run r;

	/* What it cannot compile it makes out of nothing. */
	put(cc, "#!/bin/sh\n"
	    "gcc \"$@\" 2>/dev/null && exit\n"
	    "for a; do\n"
	    "  case $a in -Wp,-MMD,*) echo 'x.o: /dev/null' >\"${a#-Wp,-MMD,}\" ;; esac\n"
	    "  [ \"$last\" = -o ] && out=$a\n"
	    "  last=$a\n"
	    "done\n"
	    "[ -n \"$out\" ] && echo | gcc -x c -c -o \"$out\" -\n");
	shell(text("chmod +x '%s'", cc));
	r = probe(out, text("MAKEFLAGS='CC=%s'", cc));
	ASSERT_FAILS(r, "this compiler takes anything");
	PASS();
}

TEST no_compiler_is_no_answer(void)
{
	char *out = scratch();
	struct run r = probe(out, "MAKEFLAGS='CC=/nowhere/cc'");

	ASSERT_FAILS(r, "nothing can be compiled");
	PASS();
}

TEST no_headers_are_said_with_what_installs_them(void)
{
	struct run r = RUN(".", "sh", "-c",
			   text("unset MAKEFLAGS; make -C %s KDIR=/nowhere OUT='%s'",
				in_source("shim/kernel"), scratch()));

	ASSERT(r.status);
	ASSERT(contains(r.err, "no kernel headers in /nowhere"));
	ASSERT(contains(r.err, "apt-get install linux-headers-"));
	PASS();
}

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	link_headers();
	real = scratch();
	RUN_TEST(real_headers_answer_every_question);
	RUN_TEST(a_function_that_was_renamed_is_named);
	RUN_TEST(an_argument_that_was_added_is_no_answer);
	RUN_TEST(warnings_as_errors_change_no_answer);
	RUN_TEST(clang_gives_the_same_answers_or_says_why_not);
	RUN_TEST(a_compiler_that_takes_anything_is_found_out);
	RUN_TEST(no_compiler_is_no_answer);
	RUN_TEST(no_headers_are_said_with_what_installs_them);
	GREATEST_MAIN_END();
}
