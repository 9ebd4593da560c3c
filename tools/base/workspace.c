// SPDX-License-Identifier: GPL-2.0-only
#include "base/workspace.h"

#include <stdlib.h>

#include "base/util.h"

static char *dir;

void workspace_remove(void)
{
	if (dir)
		remove_tree(dir);
	free(dir);
	dir = NULL;
}

const char *workspace(void)
{
	const char *tmp = getenv("TMPDIR");

	if (dir)
		return dir;
	dir = xasprintf("%s/iommu-migrate-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(dir)) {
		char *name = dir;

		dir = NULL;
		die("%s: cannot make a folder for temporary files:", name);
	}
	atexit(workspace_remove);
	return dir;
}
