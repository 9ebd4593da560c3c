/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * As a CHECK= program of kbuild, a command gets the compiler's flags before the
 * name of the file.  They choose a configuration, and a checker of tokens looks
 * at every one.
 */
#ifndef COMPILER_FLAGS_H
#define COMPILER_FLAGS_H

#include <stdbool.h>

/*
 * Take the compiler's flags, and what belongs to them, out of the NULL-ended
 * @argv from its second element up to "--"; true if there were any.  What is
 * none that is known stays, for whoever parses the rest to complain of.
 */
bool compiler_flags_drop(int *argc, char **argv);

#endif
