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

void diff_statistics(const struct buf *diff, size_t width, struct buf *out)
{
	git_buf text = { 0 };
	git_diff_stats *stats;
	git_diff *parsed;

	git_libgit2_init();
	if (git_diff_from_buffer(&parsed, diff->data, diff->len) ||
	    git_diff_get_stats(&stats, parsed) ||
	    git_diff_stats_to_buf(&text, stats, GIT_DIFF_STATS_FULL, width))
		give_up("statistics");
	buf_add(out, text.ptr, text.size);
	git_buf_dispose(&text);
	git_diff_stats_free(stats);
	git_diff_free(parsed);
	git_libgit2_shutdown();
}
