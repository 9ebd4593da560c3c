// SPDX-License-Identifier: GPL-2.0-only
#include "expected.h"

#include <fnmatch.h>
#include <string.h>

#include "base/util.h"
#include "harness.h"

void expected_read(struct expected *expected, const char *file)
{
	char *path = text("tests/mutants/expected/%s", file), *line;
	bool reason = false;

	*expected = (struct expected){ .file = file };
	for (line = strtok(get(path).data, "\n"); line;
	     line = strtok(NULL, "\n")) {
		if (!strncmp(line, "= ", 2)) {
			reason = true;
			continue;
		}
		if (!reason)
			broken("%s: %s: without a reason", path, line);
		grow(expected->at, expected->count, expected->room);
		expected->at[expected->count++] =
			(struct expectation){ .pattern = line };
	}
}

bool is_expected(struct expected *expected, const char *name)
{
	bool found = false;
	size_t i;

	for (i = 0; i < expected->count; i++)
		if (!fnmatch(expected->at[i].pattern, name, FNM_EXTMATCH))
			found = expected->at[i].used = true;
	return found;
}

char *unused_of(const struct expected *expected)
{
	char *all = "";
	size_t i;

	for (i = 0; i < expected->count; i++)
		if (!expected->at[i].used)
			all = text("%s%s: %s\n", all, expected->file,
				   expected->at[i].pattern);
	return all;
}
