// SPDX-License-Identifier: GPL-2.0-only
#include "outside.h"

#include <stdlib.h>

static char *folder;

static void remove_outside(void)
{
	remove_all(folder);
}

const char *outside(void)
{
	const char *tmp = getenv("TMPDIR");

	if (folder)
		return folder;
	folder = text("%s/iommu-migrate.XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(folder))
		broken("%s: cannot be made", folder);
	atexit(remove_outside);
	return folder;
}

struct run shell(const char *dir, const char *line)
{
	return RUN(dir, "sh", "-c", line);
}

struct run make(const char *words)
{
	return shell(".", text(MAKE " %s", words));
}

char *files(const char *folder)
{
	return shell(folder, "find . -type f | LC_ALL=C sort").out.data;
}

char *patches_of(const char *command)
{
	return shell(outside(), text("'%s' doctor | sed -n "
		"'s/.* \\(.*\\)\\/rename\\/implicit-to-sync.cocci$/\\1/p'",
		command)).out.data;
}

void convert_both(const char *command, struct run *there, struct run *here)
{
	char *driver = text("%s/driver", outside());

	copy("samples/gk20a.c", text("%s/gk20a.c", driver));
	*there = RUN(driver, command, "convert", "--to", "gather", ".");
	*here = RUN(driver, tool(), "convert", "--to", "gather", ".");
}

struct run run_with(const char *dest, const char *pkgconfig,
		    const char *package, const char *words)
{
	return shell(outside(), text(
		"export PKG_CONFIG_SYSROOT_DIR='%s' PKG_CONFIG_LIBDIR='%s' && "
		CC " -o program $(pkg-config --cflags %s) %s "
		"$(pkg-config --libs %s) && ./program",
		dest, pkgconfig, package, words, package));
}

struct run run_hosted(const char *dest, const char *pkgconfig,
		      const char *flags)
{
	static const char *const sources[] = {
		"bench.c", "bench.h", "gk20a.c", "gk20a.h", "gk20a_bench.c",
	};
	size_t i;

	for (i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
		if (!exists(text("%s/%s", outside(), sources[i])))
			copy(text("samples/%s", sources[i]),
			     text("%s/%s", outside(), sources[i]));
	return run_with(dest, pkgconfig, "iommu-hosted",
			text("%s *.c", flags));
}
