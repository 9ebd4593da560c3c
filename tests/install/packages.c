// SPDX-License-Identifier: GPL-2.0-only
/*
 * Description: who names packages names the same ones (scripts/deps.sh, which
 * installs them, the Debian package's Build-Depends, and doctor), and make help
 * names the targets that there are.
 */
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

/* The packages of a set of deps.sh, one a line. */
static char *set(const char *name)
{
	return RUN(".", "env", "APT=show", "scripts/deps.sh", "-", name).out.data;
}

static bool is_in(const char *words, const char *word)
{
	return RUN(".", "sh", "-c", text("echo '%s' | tr -s ' \n' '\n\n' | "
					 "grep -qxF -e '%s'", words, word))
		.status == 0;
}

/* build-essential comes with every package build. */
TEST build_depends_are_what_is_built_with(void)
{
	static const char essential[] = "make gcc libc6-dev";
	char *control = RUN(".", "sh", "-c",
		"sed -n '/^Build-Depends:/,/^[^ B]/p' debian/control | "
		"sed 's/^[^ ].*//; s/[,|(<].*//'").out.data;
	char *built = set("build"), *all = text("%s %s", essential, built);
	char *word, *rest;

	ASSERT(is_in(control, "coccinelle"));
	for (word = strtok_r(text("%s", built), "\n", &rest); word;
	     word = strtok_r(NULL, "\n", &rest))
		if (!is_in(essential, word))
			ASSERTm(word, is_in(control, word));
	for (word = strtok_r(control, " \n", &rest); word;
	     word = strtok_r(NULL, " \n", &rest))
		if (strncmp(word, "debhelper-compat", 16) &&
		    strncmp(word, "dh-sequence-", 12))
			ASSERTm(word, is_in(all, word));
	PASS();
}

static struct run doctor_with_nothing(const char *spatch)
{
	return RUN(".", "env", text("SPATCH=%s", spatch), "PATH=/nonexistent",
		   tool(), "doctor");
}

/* Parts of programs that are named, and what comes with any of them. */
static const char unnamed[] = "xz-utils libclang-rt-14-dev fonts-dejavu-core "
	"kmod gcc-12";

TEST doctor_names_what_tests_need(void)
{
	char *said = doctor_with_nothing("spatch").out.data, *word, *rest;

	for (word = strtok_r(set("test"), "\n", &rest); word;
	     word = strtok_r(NULL, "\n", &rest))
		if (!is_in(unnamed, word))
			ASSERTm(word, is_in(said, word));
	PASS();
}

/* What it says is absent, deps.sh would install; the kernel's and dkms apart. */
TEST doctor_sends_nobody_astray(void)
{
	char *all = text("%s%s dkms", set("build"), set("test"));
	char *said = doctor_with_nothing("spatch").out.data;
	char *line = strstr(said, "apt-get install --no-install-recommends ");
	char *word, *rest;
	size_t count = 0;

	ASSERT(line);
	*strchr(line, '\n') = '\0';
	for (word = strtok_r(line + strlen("apt-get install --no-install-recommends "),
			     " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		ASSERTm(word, is_in(all, word));
		count++;
	}
	ASSERT(count > 10);
	PASS();
}

/* What only some jobs need is no reason to fail. */
TEST doctor_tells_needed_from_optional(void)
{
	struct run without = doctor_with_nothing("spatch");
	struct run with = doctor_with_nothing("/usr/bin/spatch");

	ASSERT_EQ_FMT(2, without.status, "%d");
	ASSERT(contains(without.out, "MISSING  spatch"));
	ASSERT(contains(without.out, "A conversion cannot run"));
	ASSERT_EQ_FMTm(with.out.data, 0, with.status, "%d");
	ASSERT(contains(with.out, "absent   git "));
	ASSERT_STR_EQ("All that a conversion needs is there.",
		      last_line(with.out));
	PASS();
}

TEST doctor_finds_what_is_there(void)
{
	struct run r = RUN(".", tool(), "doctor");

	ASSERT_EQ_FMTm(r.out.data, 0, r.status, "%d");
	ASSERT(!contains(r.out, "absent   git "));
	ASSERT(!contains(r.out, "absent   libunwind-dev"));
	ASSERT(!contains(r.out, "absent   liburcu-dev"));
	PASS();
}

/* All that stand behind .PHONY, as make has read them. */
static char *phony(void)
{
	return RUN(".", "sh", "-c",
		   "make -pn help | sed -n '/[$]/d; s/^\\.PHONY: //p'").out.data;
}

/* Parts of others, and what make is without a target. */
static const char unlisted[] = "FORCE run-tsan samples all help";

TEST help_names_every_target(void)
{
	char *help = RUN(".", "sh", "-c",
		"make help | tr -cs '[:alnum:]-' ' '").out.data;
	char *word, *rest;
	size_t count = 0;

	for (word = strtok_r(phony(), " \n", &rest); word;
	     word = strtok_r(NULL, " \n", &rest), count++)
		if (!is_in(unlisted, word))
			ASSERTm(word, is_in(help, word));
	ASSERT(count > 20);
	PASS();
}

/* And no other. */
TEST help_names_targets(void)
{
	char *named = RUN(".", "sh", "-c", "make help | "
		"sed -n 's/^  make \\([a-z][a-z-]*\\).*/\\1/p'").out.data;
	char *all = phony(), *word, *rest;
	size_t count = 0;

	for (word = strtok_r(named, "\n", &rest); word;
	     word = strtok_r(NULL, "\n", &rest), count++)
		ASSERTm(word, is_in(all, word));
	ASSERT(count > 20);
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_TEST(build_depends_are_what_is_built_with);
	RUN_TEST(doctor_names_what_tests_need);
	RUN_TEST(doctor_sends_nobody_astray);
	RUN_TEST(doctor_tells_needed_from_optional);
	RUN_TEST(doctor_finds_what_is_there);
	RUN_TEST(help_names_every_target);
	RUN_TEST(help_names_targets);
	GREATEST_MAIN_END();
}
