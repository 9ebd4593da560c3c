// SPDX-License-Identifier: GPL-2.0-only
#include "series/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The program may end anywhere. */
static char *draft_to_remove;

static void remove_draft(void)
{
	if (draft_to_remove)
		remove_tree(draft_to_remove);
	free(draft_to_remove);
	draft_to_remove = NULL;
}

static void refuse_full(const char *path, const char *name)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (!dir)
		die("%s: cannot be read, no series was made:", name);
	while ((entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
			die("%s: is not empty (%s), no series was made: name a new folder",
			    name, entry->d_name);
	closedir(dir);
}

/* NAME without slashes at its end; "/" stays. */
static char *without_slashes(const char *name)
{
	size_t len = strlen(name);

	while (len > 1 && name[len - 1] == '/')
		len--;
	return xstrndup(name, len);
}

static char *parent_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return xstrdup(".");
	return xstrndup(path, slash == path ? 1 : slash - path);
}

void folder_check(struct folder *folder, const char *name)
{
	char *plain = without_slashes(name), *parent, *here;
	struct stat st;

	*folder = (struct folder){ 0 };
	if (!*name)
		die("--series: the name of a folder is wanted");
	if (stat(plain, &st) == 0) {
		if (!S_ISDIR(st.st_mode))
			die("%s: is no folder, no series was made: name a new one",
			    name);
		refuse_full(plain, name);
		folder->path = realpath(plain, NULL);
		here = realpath(".", NULL);
		if (folder->path && here && !strcmp(folder->path, here))
			die("%s: is the folder that you are in, no series was made: name a new one",
			    name);
		free(here);
	} else if (errno == ENOENT && lstat(plain, &st) < 0) {
		parent = parent_of(plain);
		here = realpath(parent, NULL);
		if (!here)
			die("%s: %s is not there, no series was made:", name,
			    parent);
		folder->path = xasprintf("%s/%s", strcmp(here, "/") ? here : "",
					 plain + (strrchr(plain, '/') ?
					 strrchr(plain, '/') + 1 - plain : 0));
		free(here);
		free(parent);
	}
	if (!folder->path)
		die("%s: cannot be made, no series was made:", name);
	parent = parent_of(folder->path);
	if (access(parent, W_OK | X_OK) < 0)
		die("%s: cannot be written, no series was made:", parent);
	free(parent);
	free(plain);
}

void folder_put(struct folder *folder, const char *name,
		const struct buf *text)
{
	char *path;
	int err;

	if (!folder->draft) {
		path = xasprintf("%s.XXXXXX", folder->path);
		if (!mkdtemp(path))
			die("%s: cannot be made, no series was made:", path);
		folder->draft = path;
		draft_to_remove = xstrdup(path);
		atexit(remove_draft);
	}
	path = xasprintf("%s/%s", folder->draft, name);
	err = write_file(path, text->data, text->len, 0644, false);
	if (err)
		die("%s: cannot be written, no series was made: %s", path,
		    strerror(-err));
	free(path);
}

void folder_publish(struct folder *folder)
{
	mode_t mask = umask(0);
	struct stat st;

	umask(mask);
	/* A folder that was there keeps its mode. */
	if (chmod(folder->draft, stat(folder->path, &st) == 0 ?
		  st.st_mode & 07777 : 0777 & ~mask) < 0 ||
	    rename(folder->draft, folder->path) < 0)
		die("%s: cannot be put in place, no series was made:",
		    folder->path);
	free(draft_to_remove);
	draft_to_remove = NULL;
}

void folder_close(struct folder *folder)
{
	remove_draft();
	free(folder->path);
	free(folder->draft);
	*folder = (struct folder){ 0 };
}
