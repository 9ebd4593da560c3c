// SPDX-License-Identifier: GPL-2.0-only
#include "users.h"

#include <string.h>

#include "csv.h"

#define FACTS "tests/tree/iommu-api-sites-6.1.csv"

char **users(void)
{
	struct csv table = csv_parse(get(FACTS), FACTS);
	char **all = zeroed(table.rows + 1, sizeof(*all));
	size_t i, n = 0;

	/* The table is sorted. */
	for (i = 0; i < table.rows; i++) {
		const char *file = csv_get(&table, i, "file");

		if (strcmp(file + strlen(file) - 2, ".c") ||
		    (n && !strcmp(all[n - 1], file)))
			continue;
		all[n++] = text("%s", file);
	}
	if (n != USERS)
		broken(FACTS ": %zu files", n);
	return all;
}

char *copied_users(const char *dir, const char *name)
{
	char *tree = text("%s/%s", dir, name), **file;

	for (file = users(); *file; file++)
		copy(text(LINUX "/%s", *file), text("%s/%s", tree, *file));
	return tree;
}

struct run convert_users(const char *tree, const char *style,
			 const char *level, const char *extra)
{
	struct command command = {
		.dir = tree,
		.argv = { tool(), "convert", "--in-place", "--to", style },
	};
	size_t n = 5;

	if (level) {
		command.argv[n++] = "--level";
		command.argv[n++] = level;
	}
	if (extra)
		command.argv[n++] = extra;
	command.argv[n] = ".";
	return run(&command);
}
