// SPDX-License-Identifier: GPL-2.0-only
#include "emit/diff.h"

#include <git2.h>

static int print_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		      const git_diff_line *line, void *to)
{
	(void)delta;
	(void)hunk;
	switch (line->origin) {
	case GIT_DIFF_LINE_CONTEXT:
	case GIT_DIFF_LINE_ADDITION:
	case GIT_DIFF_LINE_DELETION:
		putc(line->origin, to);
		break;
	}
	fwrite(line->content, 1, line->content_len, to);
	return 0;
}

void diff_print(const struct source *src, FILE *to)
{
	git_diff_options options;
	git_patch *patch;
	int err;

	if (!src->result.len)
		return;
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	/* Bytes of any encoding are text here: a file with NULs came not so far. */
	options.flags = GIT_DIFF_FORCE_TEXT;
	git_libgit2_init();
	err = git_patch_from_buffers(&patch, src->text.data, src->text.len,
				     src->shown, src->result.data,
				     src->result.len, src->shown, &options);
	if (!err) {
		err = git_patch_print(patch, print_line, to);
		git_patch_free(patch);
	}
	if (err)
		die("%s: cannot make a diff: %s", src->shown,
		    git_error_last() ? git_error_last()->message : "libgit2");
	git_libgit2_shutdown();
}
