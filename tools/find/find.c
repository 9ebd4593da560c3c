// SPDX-License-Identifier: GPL-2.0-only
/*
 * The byte search.  One thread walks the folders, all search the files; a file
 * goes on only if it holds a name of the API as a word, or a part of one before
 * a ##.  Whether that is code, the scan says.
 */
#include <errno.h>
#include <fts.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "find/tree.h"

struct search {
	const struct tree *tree;
	struct found *found;
	pthread_mutex_t lock;
	pthread_cond_t more;
	char **files;		/* absolute names, in the order walked */
	size_t count, room, taken;
	bool complete;		/* the walk is over */
};

/* Takes locks and wakes searchers once for so many files. */
#define BATCH 128

static bool pasted(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\\' || *p == '\n'))
		p++;
	return end - p >= 2 && p[0] == '#' && p[1] == '#';
}

bool holds_name(const char *text, size_t len)
{
	const char *p = text, *end = text + len;

	while ((p = memmem(p, end - p, API_PREFIX, sizeof(API_PREFIX) - 1))) {
		const char *word = p;

		while (p < end && is_word_byte(*p))
			p++;
		if (word > text && is_word_byte(word[-1]))
			continue;
		if (api_lookup(word, p - word) ||
		    (api_is_prefix(word, p - word) && pasted(p, end)))
			return true;
	}
	return false;
}

static void unreadable(struct search *search, const char *path, const char *why)
{
	warn("%s: cannot read: %s", tree_shown(search->tree, path), why);
	pthread_mutex_lock(&search->lock);
	search->found->unreadable++;
	pthread_mutex_unlock(&search->lock);
}

static void add_source(struct search *search, const char *path)
{
	struct found *found = search->found;
	struct source src = { .path = xstrdup(path) };

	src.shown = tree_shown(search->tree, src.path);
	pthread_mutex_lock(&search->lock);
	grow(found->sources, found->count, found->room);
	found->sources[found->count++] = src;
	pthread_mutex_unlock(&search->lock);
}

/*
 * A link is not edited: what it points to is, if it is below the paths, too;
 * else the file is somebody else's.
 */
static void refuse_link(struct search *search, const char *path)
{
	char *target = realpath(path, NULL);

	if (target && !tree_holds(search->tree, target))
		unreadable(search, path,
			   "a symbolic link out of the tree, not followed");
	free(target);
}

static void search_file(struct search *search, struct buf *buf, const char *path)
{
	struct stat st;
	int err = buf_read_file(buf, path);

	if (err == -ENOENT || err == -EISDIR || err == -EINVAL) {
		/* A dangling link, a folder's link, a FIFO: nothing to read. */
		if (!lstat(path, &st))
			return;
	}
	if (err)
		unreadable(search, path, strerror(-err));
	else if (!holds_name(buf->data, buf->len))
		return;
	else if (!lstat(path, &st) && S_ISLNK(st.st_mode))
		refuse_link(search, path);
	else
		add_source(search, path);
}

static void *searcher(void *arg)
{
	struct search *search = arg;
	struct buf buf = { 0 };
	char *batch[BATCH];
	size_t n, i;

	for (;;) {
		pthread_mutex_lock(&search->lock);
		while (search->taken == search->count && !search->complete)
			pthread_cond_wait(&search->more, &search->lock);
		n = search->count - search->taken;
		if (n > BATCH)
			n = BATCH;
		/* files is NULL as long as nothing was found. */
		if (n)
			memcpy(batch, search->files + search->taken,
			       n * sizeof(*batch));
		search->taken += n;
		pthread_mutex_unlock(&search->lock);
		if (!n)
			break;
		for (i = 0; i < n; i++) {
			if (!interrupted())
				search_file(search, &buf, batch[i]);
			free(batch[i]);
		}
	}
	buf_free(&buf);
	return NULL;
}

static void hand_over(struct search *search, char **batch, size_t n,
		      bool complete)
{
	size_t i;

	pthread_mutex_lock(&search->lock);
	for (i = 0; i < n; i++) {
		grow(search->files, search->count, search->room);
		search->files[search->count++] = batch[i];
	}
	search->complete = complete;
	pthread_cond_broadcast(&search->more);
	pthread_mutex_unlock(&search->lock);
}

/* Folders of git and of this tool hold nothing to convert. */
static bool enter_folder(struct search *search, const FTSENT *e)
{
	struct found *found = search->found;

	if (!strcmp(e->fts_name, ".git") && e->fts_level > 0)
		return false;
	if (!strcmp(e->fts_name, JOURNAL_DIR)) {
		grow(found->leftovers, found->leftover_count,
		     found->leftover_room);
		found->leftovers[found->leftover_count++] =
			xstrndup(e->fts_path, e->fts_pathlen);
		return false;
	}
	return true;
}

static void walk_folder(struct search *search, char *path)
{
	char *paths[] = { path, NULL };
	char *batch[BATCH];
	size_t n = 0;
	FTSENT *e;
	FTS *fts;

	fts = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_NOSTAT, NULL);
	if (!fts)
		die("%s:", path);
	while (!interrupted() && (e = fts_read(fts))) {
		switch (e->fts_info) {
		case FTS_D:
			if (!enter_folder(search, e))
				fts_set(fts, e, FTS_SKIP);
			break;
		case FTS_DNR:
		case FTS_ERR:
			unreadable(search, e->fts_path,
				   strerror(e->fts_errno));
			break;
		case FTS_F:
		case FTS_NSOK:
			if (!is_c_name(e->fts_name))
				break;
			search->found->searched++;
			progress_step();
			batch[n++] = xstrndup(e->fts_path, e->fts_pathlen);
			if (n == BATCH) {
				hand_over(search, batch, n, false);
				n = 0;
			}
			break;
		}
	}
	fts_close(fts);
	hand_over(search, batch, n, false);
}

static int by_path(const void *a, const void *b)
{
	const struct source *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* Operands may overlap: one source for each file. */
static void sort_and_unite(struct found *found)
{
	size_t i, n = 0;

	if (!found->count)
		return;
	qsort(found->sources, found->count, sizeof(*found->sources), by_path);
	for (i = 1; i < found->count; i++) {
		if (strcmp(found->sources[i].path, found->sources[n].path))
			found->sources[++n] = found->sources[i];
		else
			free(found->sources[i].path);
	}
	found->count = n + 1;
}

void find(const struct tree *tree, unsigned int jobs, struct found *found)
{
	struct search search = {
		.tree = tree,
		.found = found,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.more = PTHREAD_COND_INITIALIZER,
	};
	pthread_t *threads = xcalloc(jobs, sizeof(*threads));
	unsigned int started = 0;
	size_t i;

	*found = (struct found){ 0 };
	progress_begin("find", 0);
	while (started < jobs &&
	       !pthread_create(&threads[started], NULL, searcher, &search))
		started++;
	for (i = 0; i < tree->count; i++) {
		if (tree->is_dir[i]) {
			walk_folder(&search, tree->paths[i]);
		} else {
			/* Asked for by name: the scan says what it is. */
			found->searched++;
			add_source(&search, tree->paths[i]);
		}
	}
	hand_over(&search, NULL, 0, true);
	if (!started)
		searcher(&search);
	while (started)
		pthread_join(threads[--started], NULL);
	progress_end();
	free(threads);
	free(search.files);
	sort_and_unite(found);
}

void found_free(struct found *found)
{
	size_t i;

	for (i = 0; i < found->count; i++)
		source_free(&found->sources[i]);
	for (i = 0; i < found->leftover_count; i++)
		free(found->leftovers[i]);
	free(found->leftovers);
	free(found->sources);
}

void found_files_or_die(const struct tree *tree, const struct found *found)
{
	if (!found->searched && !found->unreadable)
		die("%s: no C files (.c, .h) here: give the folder of a driver, or of a kernel tree",
		    tree->root);
}

void found_no_site(const struct tree *tree, const struct found *found)
{
	size_t i;

	if (found->unreadable)
		return;
	for (i = 0; i < found->count; i++)
		if (found->sources[i].site_count)
			return;
	warn("%s: none of %zu C files calls iommu_map(), iommu_unmap() or their like: there is nothing to convert; a driver that maps by dma_map_*() only needs no conversion",
	     tree->root, found->searched);
}
