// SPDX-License-Identifier: GPL-2.0-only
#include "find/tree.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Does folder @dir hold @path, or is it the same? */
static bool holds(const char *dir, const char *path)
{
	size_t len = strlen(dir);

	if (len == 1)
		return true;
	return !strncmp(dir, path, len) && (!path[len] || path[len] == '/');
}

/* Cut the last component off; "/" stays. */
static void go_up(char *path)
{
	char *slash = strrchr(path, '/');

	slash[slash == path] = '\0';
}

static char *common_root(const struct tree *tree)
{
	char *root = xstrdup(tree->paths[0]);
	size_t i;

	if (!tree->is_dir[0])
		go_up(root);
	for (i = 1; i < tree->count; i++)
		while (!holds(root, tree->paths[i]))
			go_up(root);
	return root;
}

void tree_open(struct tree *tree, char **operands, size_t count)
{
	static char here[] = ".";
	static char *none[] = { here };
	struct stat st;
	size_t i;

	if (!count) {
		operands = none;
		count = 1;
	}
	*tree = (struct tree){
		.paths = xcalloc(count, sizeof(*tree->paths)),
		.is_dir = xcalloc(count, sizeof(*tree->is_dir)),
		.count = count,
	};
	for (i = 0; i < count; i++) {
		char *path = realpath(operands[i], NULL);

		if (!path || stat(path, &st) < 0)
			die("%s:", operands[i]);
		if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode))
			die("%s: neither a file nor a folder", operands[i]);
		tree->is_dir[i] = S_ISDIR(st.st_mode);
		if (access(path, tree->is_dir[i] ? R_OK | X_OK : R_OK) < 0)
			die("%s: cannot read:", operands[i]);
		tree->paths[i] = path;
	}
	tree->root = common_root(tree);
	tree->base = realpath(".", NULL);
	if (!tree->base || !holds(tree->base, tree->root)) {
		free(tree->base);
		tree->base = xstrdup(tree->root);
		tree->elsewhere = true;
	}
}

void tree_close(struct tree *tree)
{
	size_t i;

	for (i = 0; i < tree->count; i++)
		free(tree->paths[i]);
	free(tree->paths);
	free(tree->is_dir);
	free(tree->root);
	free(tree->base);
}

bool tree_holds(const struct tree *tree, const char *path)
{
	size_t i;

	for (i = 0; i < tree->count; i++)
		if (holds(tree->paths[i], path))
			return true;
	return false;
}

const char *tree_shown(const struct tree *tree, const char *path)
{
	size_t len = strlen(tree->base);

	if (tree->absolute)
		return path;
	if (len == 1)
		return path + 1;
	return path[len] == '/' ? path + len + 1 : path;
}
