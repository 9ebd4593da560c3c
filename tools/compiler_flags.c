// SPDX-License-Identifier: GPL-2.0-only
#include "compiler_flags.h"

#include <stddef.h>
#include <string.h>

#include "base/util.h"

/* Flags of gcc, clang and sparse; "-D X" is the same as "-DX". */
static const char *const with_value[] = {
	"-D", "-U", "-I", "-G", "-x",
	"-include", "-imacros", "-isystem", "-iquote", "-idirafter",
	"-MF", "-MT", "-MQ",
	"-Xclang", "-Xassembler", "-Xpreprocessor", "-mllvm", "-meabi",
	"-target", "-arch", "--param", "--sysroot",
};

/* What begins so stands alone. */
static const char *const alone[] = {
	"-D", "-U", "-I", "-G", "-M", "-O", "-W", "-f", "-g", "-i", "-m", "-Q",
	"-B", "-std=", "--param=", "--sysroot=", "--arch=", "--target=",
	"--prefix=", "--gcc-toolchain=",
};

static const char *const words[] = {
	"-nostdinc", "-undef", "-ansi", "-pedantic", "-pipe", "-pg", "-w",
	"-c", "-E", "-S", "-EB", "-EL",
	"-no-integrated-as", "-no-integrated-cpp",
};

static bool is_in(const char *const *table, size_t count, const char *flag)
{
	while (count--)
		if (!strcmp(table[count], flag))
			return true;
	return false;
}

static bool begins_in(const char *const *table, size_t count, const char *flag)
{
	while (count--)
		if (!strncmp(table[count], flag, strlen(table[count])))
			return true;
	return false;
}

bool compiler_flags_drop(int *argc, char **argv)
{
	int from, to = 1;

	for (from = 1; from < *argc; from++) {
		const char *flag = argv[from];

		if (!strcmp(flag, "--"))
			break;
		if (is_in(with_value, ARRAY_SIZE(with_value), flag)) {
			/* Its value, if it has one. */
			from += from + 1 < *argc;
			continue;
		}
		if (!is_in(words, ARRAY_SIZE(words), flag) &&
		    !begins_in(alone, ARRAY_SIZE(alone), flag))
			argv[to++] = argv[from];
	}
	if (to == from)
		return false;
	while (from < *argc)
		argv[to++] = argv[from++];
	argv[to] = NULL;
	*argc = to;
	return true;
}
