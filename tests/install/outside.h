/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What was installed, used where nothing of the source tree can be found by
 * accident.
 */
#ifndef OUTSIDE_H
#define OUTSIDE_H

#include "harness.h"

/* A folder outside the source tree; gone when the program ends. */
const char *outside(void);

struct run shell(const char *dir, const char *line);
/* This build's make, without what the make that runs the tests was told. */
struct run make(const char *words);

/* Files below a folder, one a line, sorted. */
char *files(const char *folder);

/* Where the command at @command finds its semantic patches, a line. */
char *patches_of(const char *command);

/*
 * Convert a driver outside the source tree with the command at @command and
 * with the one under test: what each says.
 */
void convert_both(const char *command, struct run *there, struct run *here);

/*
 * Compile and link @words as pkg-config says for @package, whose .pc file is in
 * @pkgconfig and whose files are below @dest; and run it.
 */
struct run run_with(const char *dest, const char *pkgconfig,
		    const char *package, const char *words);

/*
 * The same for a sample and its bench, with more @flags.  Its driver is left in
 * outside()/gk20a.c.
 */
struct run run_hosted(const char *dest, const char *pkgconfig,
		      const char *flags);

#define ASSERT_RUN(r) \
	ASSERT_EQ_FMTm(text("%s%s", (r).out.data, (r).err.data), 0, (r).status, "%d")

#endif
