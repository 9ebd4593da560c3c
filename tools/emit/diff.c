// SPDX-License-Identifier: GPL-2.0-only
#include "emit/diff.h"

#include <git2.h>
#include <string.h>

_Noreturn static void give_up(const char *name)
{
	die("%s: cannot make a diff: %s", name,
	    git_error_last() ? git_error_last()->message : "libgit2");
}

static int add_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		    const git_diff_line *line, void *out)
{
	(void)delta;
	(void)hunk;
	switch (line->origin) {
	case GIT_DIFF_LINE_CONTEXT:
	case GIT_DIFF_LINE_ADDITION:
	case GIT_DIFF_LINE_DELETION:
		buf_add(out, &line->origin, 1);
		break;
	}
	buf_add(out, line->content, line->content_len);
	return 0;
}

/* libgit2 takes every buffer for a plain file: "index 1234567..89abcde 100644". */
static void set_executable(struct buf *out, size_t from)
{
	static const char plain[] = " 100644\n--- ";
	char *mode = memmem(out->data + from, out->len - from, plain,
			    sizeof(plain) - 1);

	if (mode)
		memcpy(mode, " 100755", 7);
}

void diff_add(const char *name, const struct buf *before,
	      const struct buf *after, bool executable, struct buf *out)
{
	size_t from = out->len;
	git_diff_options options;
	git_patch *patch;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	/* Bytes of any encoding are text here: a file with NULs came not so far. */
	options.flags = GIT_DIFF_FORCE_TEXT;
	git_libgit2_init();
	if (git_patch_from_buffers(&patch, before->data, before->len, name,
				   after->data, after->len, name, &options) ||
	    git_patch_print(patch, add_line, out))
		give_up(name);
	git_patch_free(patch);
	git_libgit2_shutdown();
	if (executable && out->len > from)
		set_executable(out, from);
}

void diff_print(const struct source *src, FILE *to)
{
	struct buf out = { 0 };

	if (!src->result.len)
		return;
	diff_add(src->shown, &src->text, &src->result, false, &out);
	fwrite(out.data, 1, out.len, to);
	buf_free(&out);
}

struct statistics {
	git_diff *diff;
	size_t count;
	size_t width;		/* of the longest name */
	size_t most;		/* lines changed in one file */
	size_t added, removed;
	int digits;		/* of the largest number */
};

static const char *file_statistics(const struct statistics *all, size_t i,
				   size_t *added, size_t *removed)
{
	git_patch *patch;

	if (git_patch_from_diff(&patch, all->diff, i) ||
	    git_patch_line_stats(NULL, added, removed, patch))
		give_up("statistics");
	git_patch_free(patch);
	return git_diff_get_delta(all->diff, i)->new_file.path;
}

/* As many signs as there are lines; scaled down, but never to nothing. */
static size_t scaled(size_t lines, size_t most, size_t room)
{
	return most <= room || !lines ? lines :
	       1 + lines * (room - 1) / most;
}

static void add_file(const struct statistics *all, size_t i, size_t room,
		     struct buf *out)
{
	size_t added, removed, k;
	const char *name = file_statistics(all, i, &added, &removed);

	buf_printf(out, " %-*s | %*zu ", (int)all->width, name, all->digits,
		   added + removed);
	for (k = scaled(added, all->most, room); k; k--)
		buf_printf(out, "+");
	for (k = scaled(removed, all->most, room); k; k--)
		buf_printf(out, "-");
	buf_printf(out, "\n");
}

static void add_count(size_t count, const char *what, char sign,
		      struct buf *out)
{
	if (count)
		buf_printf(out, ", %zu %s%s(%c)", count, what,
			   count == 1 ? "" : "s", sign);
}

void diff_statistics(const struct buf *diff, size_t width, struct buf *out)
{
	struct statistics all = { 0 };
	size_t added, removed, room, len, i;

	git_libgit2_init();
	if (git_diff_from_buffer(&all.diff, diff->data, diff->len))
		give_up("statistics");
	all.count = git_diff_num_deltas(all.diff);
	for (i = 0; i < all.count; i++) {
		len = strlen(file_statistics(&all, i, &added, &removed));
		if (len > all.width)
			all.width = len;
		if (added + removed > all.most)
			all.most = added + removed;
		all.added += added;
		all.removed += removed;
	}
	/* The signs take what the longest name leaves them, and two at least. */
	all.digits = snprintf(NULL, 0, "%zu", all.most);
	room = width > all.width + 20 ? width - all.width - 10 : 10;
	for (i = 0; i < all.count; i++)
		add_file(&all, i, room, out);
	buf_printf(out, " %zu file%s changed", all.count,
		   all.count == 1 ? "" : "s");
	add_count(all.added, "insertion", '+', out);
	add_count(all.removed, "deletion", '-', out);
	buf_printf(out, "\n");
	git_diff_free(all.diff);
	git_libgit2_shutdown();
}
