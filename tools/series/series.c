// SPDX-License-Identifier: GPL-2.0-only
#include "series/series.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/parallel.h"
#include "series/describe.h"
#include "series/each.h"
#include "series/folder.h"
#include "series/interface.h"
#include "series/mail.h"
#include "series/patches.h"
#include "series/subject.h"

struct series {
	const struct options *options;
	struct folder folder;
	struct repo repo;
	struct maintainers maintainers;
	char *top, *kernel;
	time_t date;
	char **names;		/* of the files, the cover letter first */
	bool written;
};

/* The nearest folder at or above @from, but not above @top, that has @name. */
static char *folder_with(const char *from, const char *top, const char *name)
{
	char *dir = xstrdup(from), *path, *slash;
	bool found;

	for (;;) {
		path = xasprintf("%s/%s", strcmp(dir, "/") ? dir : "", name);
		found = access(path, F_OK) == 0;
		free(path);
		if (found)
			return dir;
		slash = strrchr(dir, '/');
		if (!dir[1] || (top && !strcmp(dir, top)))
			break;
		slash[slash == dir] = '\0';
	}
	free(dir);
	return NULL;
}

static void find_folders(struct series *s, const struct tree *tree)
{
	const char *git = s->repo.top;

	s->kernel = folder_with(tree->root, git, "MAINTAINERS");
	if (!s->kernel)
		s->kernel = folder_with(tree->root, git, INTERFACE_HEADER);
	s->top = xstrdup(git ? git : s->kernel ? s->kernel : tree->base);
	if (!s->kernel)
		s->kernel = xstrdup(s->top);
}

static void read_maintainers(struct series *s)
{
	if (!maintainers_read(&s->maintainers, s->kernel))
		warn("%s: no MAINTAINERS: the patches are grouped by their folders and addressed to nobody",
		     s->kernel);
}

struct series *series_begin(const struct options *options,
			    const struct tree *tree)
{
	struct series *s = xcalloc(1, sizeof(*s));

	if (!describes_style(options->to))
		die("convert: --series: no patch is known that brings the calls of style %s to <linux/iommu.h>",
		    style_table[options->to].name);
	s->options = options;
	s->date = time(NULL);
	folder_check(&s->folder, options->series);
	repo_open(&s->repo, tree->root);
	if (options->each && (!s->repo.git || !s->repo.head))
		die("--each: %s is %s, no series was made: patches can be tried only on commits",
		    tree->root, s->repo.git ? "a git repository without a commit" :
					      "not in a git repository");
	if (s->repo.detached)
		warn("%s: HEAD is detached at %.12s: the series is based on that commit",
		     s->repo.top, s->repo.head);
	find_folders(s, tree);
	read_maintainers(s);
	return s;
}

const char *series_kernel(const struct series *series)
{
	return series->kernel;
}

/* A patch to what nobody has is of no use. */
static bool refuse_uncommitted(const struct series *s,
			       const struct patches *all)
{
	bool dirty = false;
	size_t i;

	for (i = 0; i < all->file_count; i++) {
		if (!repo_uncommitted(&s->repo, all->files[i].path))
			continue;
		if (!s->options->force)
			die("%s: has changes that are not committed, no series was made: commit or stash them, or use --force",
			    all->files[i].name);
		dirty = true;
	}
	return dirty;
}

static char *message_id(const struct series *s, size_t number)
{
	struct tm tm;
	char stamp[32];

	gmtime_r(&s->date, &tm);
	strftime(stamp, sizeof(stamp), "%Y%m%d%H%M%S", &tm);
	return xasprintf("%s.%d-%zu-%s", stamp, (int)getpid(), number,
			 s->repo.email);
}

static void write_mail(struct series *s, size_t number, size_t count,
		       const char *subject, const char *name_of_file,
		       const struct recipients *recipients,
		       const struct buf *body, const struct buf *diff)
{
	char *own = message_id(s, number), *cover = message_id(s, 0);
	struct mail mail = {
		.name = s->repo.name, .email = s->repo.email, .date = s->date,
		.number = number, .count = count, .subject = subject,
		.message_id = own, .reply_to = number ? cover : NULL,
		.recipients = recipients, .body = body, .diff = diff,
	};
	struct buf text = { 0 };

	mail_write(&mail, &text);
	s->names[number] = patch_file_name(number, name_of_file);
	folder_put(&s->folder, s->names[number], &text);
	buf_free(&text);
	free(cover);
	free(own);
}

/* Who maintains the API is addressed, if it changes; others get a copy. */
static void write_cover(struct series *s, const struct patches *all,
			const struct origin *origin)
{
	struct recipients recipients = { 0 };
	struct buf body = { 0 };
	bool interface = false;
	size_t i;

	for (i = 0; i < all->count; i++)
		interface |= all->at[i].kind == PATCH_INTERFACE;
	for (i = 0; i < all->count; i++)
		recipients_join(&recipients, &all->at[i].recipients,
				interface &&
				all->at[i].kind != PATCH_INTERFACE);
	describe_cover(all, origin, &body);
	write_mail(s, 0, all->count, describe_whole(origin), "cover-letter",
		   &recipients, &body, NULL);
	buf_free(&body);
	recipients_free(&recipients);
}

static void write_patch(struct series *s, const struct patches *all, size_t i,
			const struct origin *origin)
{
	const struct patch *patch = &all->at[i];
	char *subject = describe_subject(patch, origin);
	struct buf body = { 0 };

	describe_patch(patch, origin, &body);
	write_mail(s, i + 1, all->count, subject, subject, &patch->recipients,
		   &body, &patch->diff);
	buf_free(&body);
	free(subject);
}

static bool run_each(struct series *s, const struct patches *all, bool dirty)
{
	struct each each = {
		.command = s->options->each, .repo = &s->repo, .patches = all,
		.names = s->names + 1, .folder = s->folder.path,
		.dirty = dirty,
	};

	bool good = !each.command || each_run(&each);

	if (interrupted())
		warn("interrupted: the series stands in %s, but not all of its patches were tried",
		     s->options->series);
	return good;
}

bool series_write(struct series *s, const struct found *found,
		  const struct rewriter *rewriter, const char *spatch,
		  size_t unread)
{
	const struct conversion conversion = {
		.found = found, .goal = rewriter->goal, .rewriter = rewriter,
		.repo = &s->repo, .maintainers = &s->maintainers,
		.top = s->top, .kernel = s->kernel,
	};
	const struct origin origin = {
		.command = s->options->line, .spatch = spatch,
		.base = s->repo.head, .name = s->repo.name,
		.email = s->repo.email, .goal = rewriter->goal,
		.found = found, .unread = unread,
	};
	bool good = true, dirty;
	struct patches all;
	size_t i;

	patches_make(&all, &conversion);
	if (!all.count) {
		warn("%s: nothing to convert, no series was made", s->top);
		patches_free(&all);
		return true;
	}
	dirty = refuse_uncommitted(s, &all);
	s->names = xcalloc(all.count + 2, sizeof(*s->names));
	write_cover(s, &all, &origin);
	for (i = 0; i < all.count; i++)
		write_patch(s, &all, i, &origin);
	if (interrupted()) {
		folder_close(&s->folder);
	} else {
		folder_publish(&s->folder);
		s->written = true;
		for (i = 0; s->names[i]; i++)
			if (s->options->format == FORMAT_TEXT)
				printf("%s/%s\n", s->options->series,
				       s->names[i]);
		good = run_each(s, &all, dirty);
	}
	patches_free(&all);
	return good;
}

bool series_is_written(const struct series *s)
{
	return s->written;
}

void series_end(struct series *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; s->names && s->names[i]; i++)
		free(s->names[i]);
	free(s->names);
	folder_close(&s->folder);
	maintainers_free(&s->maintainers);
	repo_close(&s->repo);
	free(s->top);
	free(s->kernel);
	free(s);
}
