// SPDX-License-Identifier: GPL-2.0-only
#include "series/patches.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "emit/diff.h"
#include "scan/scan.h"
#include "series/interface.h"
#include "series/subject.h"

static void assign(struct buf *to, const struct buf *from)
{
	to->len = 0;
	buf_add(to, from->data, from->len);
}

static bool same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && !memcmp(a->data, b->data, a->len);
}

/* The tail of @path below @folder; @path itself if it is not there. */
static const char *below(const char *folder, const char *path)
{
	size_t len = strlen(folder);

	if (len == 1)
		return path + 1;
	return !strncmp(path, folder, len) && path[len] == '/' ?
	       path + len + 1 : path;
}

static struct file *add_file(struct patches *all, const struct conversion *from,
			     const char *path, const struct buf *text)
{
	struct file *file;
	struct stat st;

	grow(all->files, all->file_count, all->file_room);
	file = &all->files[all->file_count++];
	*file = (struct file){
		.path = path, .name = below(from->top, path),
		.kernel_name = below(from->kernel, path),
		.executable = !stat(path, &st) && (st.st_mode & 0100),
	};
	assign(&file->base, text);
	assign(&file->now, text);
	return file;
}

static struct patch *add_patch(struct patches *all, enum patch_kind kind)
{
	grow(all->at, all->count, all->room);
	all->at[all->count] = (struct patch){ .kind = kind };
	return &all->at[all->count++];
}

/* From here on the file reads @text: put the step into the patch. */
static void advance(struct patch *patch, struct file *file,
		    const struct buf *text)
{
	grow(patch->files, patch->count, patch->room);
	patch->files[patch->count++] = file;
	diff_add(file->name, &file->now, text, file->executable, &patch->diff);
	assign(&file->now, text);
}

/*
 * Renames.  The conversion as a whole did them together with the rest; here one
 * name after the other gives way, by the same semantic patch.
 */
static bool gives_way(const struct site *site, const struct api_name *api,
		      const char *name)
{
	return site->own_name && site->outcome == OUTCOME_CONVERTED &&
	       (!api || (site->api == api && !strcmp(site->own_name, name)));
}

static bool file_gives_way(const struct source *src, const struct api_name *api,
			   const char *name)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (gives_way(&src->sites[i], api, name))
			return true;
	return false;
}

/* The n-th site of a name stays the n-th, whatever else was renamed before. */
static const struct site *nth_site(const struct source *src,
				   const struct api_name *api, size_t n)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (src->sites[i].api == api && !n--)
			return &src->sites[i];
	return NULL;
}

static void plan_rename(struct source *step, const struct source *src,
			const struct api_name *api, const char *name)
{
	const struct site *like;
	size_t i, n = 0;

	for (i = 0; i < step->site_count; i++) {
		struct site *site = &step->sites[i];

		site_decide(site, OUTCOME_KEPT, "another patch");
		if (site->api != api)
			continue;
		like = nth_site(src, api, n++);
		if (!like || !gives_way(like, api, name))
			continue;
		site->kind = like->kind;
		site->own_name = xstrdup(name);
		site->becomes = site->own_name;
		site_decide(site, OUTCOME_CONVERTED, "%s", like->reason);
	}
}

static void rename_in_file(struct patch *patch, struct file *file,
			   const struct rewriter *like)
{
	/* Beside the folders that the conversion itself has used. */
	static size_t index = 1u << 30;
	const struct goal goal = {
		.from = STYLE_UNKNOWN, .to = STYLE_IMPLICIT,
	};
	struct rewriter rewriter = *like;
	struct source step = {
		.path = xstrdup(file->path),
	};

	rewriter.goal = &goal;
	step.shown = step.path + (file->src->shown - file->src->path);
	assign(&step.text, &file->now);
	if (scan_text(&step))
		die("%s: cannot be read half way, no series was made",
		    file->name);
	plan_rename(&step, file->src, patch->old_name, patch->new_name);
	rewrite_source(&rewriter, &step, index++);
	if (!step.result.len)
		die("%s: %s cannot be renamed by itself, no series was made: rename it by hand",
		    file->name, patch->old_name->name);
	advance(patch, file, &step.result);
	source_free(&step);
}

static bool is_renamed(const struct patches *all, const struct site *site)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (gives_way(site, all->at[i].old_name, all->at[i].new_name))
			return true;
	return false;
}

static void make_renames(struct patches *all, const struct conversion *from)
{
	size_t i, k, n;

	for (i = 0; i < all->file_count; i++) {
		const struct source *src = all->files[i].src;

		for (k = 0; k < src->site_count; k++) {
			const struct site *site = &src->sites[k];
			struct patch *patch;

			if (!gives_way(site, NULL, NULL) ||
			    is_renamed(all, site))
				continue;
			patch = add_patch(all, PATCH_RENAME);
			patch->old_name = site->api;
			patch->new_name = site->own_name;
			for (n = 0; n < all->file_count; n++)
				if (file_gives_way(all->files[n].src,
						   site->api, site->own_name))
					rename_in_file(patch, &all->files[n],
						       from->rewriter);
		}
	}
}

static void refuse_other_arguments(const struct goal *goal,
				   const struct buf *text, const char *shown)
{
	unsigned int count = interface_map_arguments(text, shown);
	bool gfp = goal->level >= LEVEL_6_3;

	if (goal->level != LEVEL_SOURCE && count && (count >= 6) != gfp)
		die("%s: iommu_map() takes %u arguments, at level %s it takes %u: no series was made, since it would not build",
		    shown, count, level_name(goal->level), gfp ? 6 : 5);
}

static void make_interface(struct patches *all, const struct conversion *from)
{
	struct buf text = { 0 }, with = { 0 }, calls = { 0 };
	struct file *header = NULL;
	struct patch *patch;
	char *path;
	size_t i;
	int err;

	path = xasprintf("%s/" INTERFACE_HEADER, from->kernel);
	for (i = 0; i < all->file_count; i++)
		if (!strcmp(all->files[i].path, path))
			header = &all->files[i];
	if (header) {
		assign(&text, &header->now);
	} else {
		err = buf_read_file(&text, path);
		all->no_header = err == -ENOENT || err == -ENOTDIR;
		if (err && !all->no_header)
			die("%s: cannot read, no series was made: %s",
			    below(from->top, path), strerror(-err));
	}
	if (!all->no_header) {
		refuse_other_arguments(from->goal, &text,
				       below(from->top, path));
		if (interface_add(&text, below(from->top, path), from->goal->to,
				  &with, &calls)) {
			if (!header)
				header = add_file(all, from, path, &text);
			else
				free(path);
			path = NULL;
			patch = add_patch(all, PATCH_INTERFACE);
			patch->calls = xstrdup(calls.data);
			advance(patch, header, &with);
			/* The last text has it, too. */
			if (header->src) {
				with.len = 0;
				interface_add(&header->last, header->name,
					      from->goal->to, &with, NULL);
			}
			assign(&header->last, &with);
		}
	}
	free(path);
	buf_free(&text);
	buf_free(&with);
	buf_free(&calls);
}

/* The files of one subsystem; where a section has several, by their folders. */
static struct patch *patch_for(struct patches *all,
			       const struct conversion *from,
			       const struct file *file)
{
	const struct section *section;
	char *prefix = prefix_of_path(file->kernel_name);
	struct patch *patch;
	size_t i;

	section = maintainers_best(from->maintainers, file->kernel_name);
	if (section && section_rank(section, file->kernel_name) == RANK_REST)
		section = NULL;
	for (i = 0; i < all->count; i++) {
		patch = &all->at[i];
		if (patch->kind == PATCH_USERS && patch->section == section &&
		    !strcmp(patch->prefix, prefix)) {
			free(prefix);
			return patch;
		}
	}
	patch = add_patch(all, PATCH_USERS);
	patch->section = section;
	patch->prefix = prefix;
	return patch;
}

static void make_users(struct patches *all, const struct conversion *from)
{
	size_t i;

	for (i = 0; i < all->file_count; i++) {
		struct file *file = &all->files[i];

		if (file->src && !same(&file->now, &file->last))
			advance(patch_for(all, from, file), file, &file->last);
	}
}

static void learn_prefixes(struct patches *all, const struct conversion *from)
{
	const char **names = xcalloc(all->file_count, sizeof(*names));
	struct history *histories = xcalloc(all->file_count,
					    sizeof(*histories)), *own;
	size_t i, k;
	char *prefix;

	for (i = 0; i < all->file_count; i++)
		names[i] = all->files[i].name;
	repo_history(from->repo, names, histories, all->file_count);
	for (i = 0; i < all->count; i++) {
		struct patch *patch = &all->at[i];

		own = xcalloc(patch->count, sizeof(*own));
		for (k = 0; k < patch->count; k++)
			own[k] = histories[patch->files[k] - all->files];
		prefix = prefix_of_history(own, patch->count);
		if (!prefix && !patch->prefix)
			prefix = prefix_of_path(patch->files[0]->kernel_name);
		if (prefix) {
			free(patch->prefix);
			patch->prefix = prefix;
		}
		free(own);
	}
	for (i = 0; i < all->file_count; i++)
		history_free(&histories[i]);
	free(histories);
	free(names);
}

static bool is_like(const struct patch *a, const struct patch *b)
{
	return a != b && a->kind == b->kind && !strcmp(a->prefix, b->prefix);
}

/* Sections may share a prefix: a file by itself then adds its own name. */
static void tell_apart(struct patches *all)
{
	char **prefixes = xcalloc(all->count, sizeof(*prefixes));
	size_t i, k;

	for (i = 0; i < all->count; i++) {
		const struct patch *patch = &all->at[i];

		for (k = 0; k < all->count && !prefixes[i]; k++)
			if (patch->count == 1 && patch->kind == PATCH_USERS &&
			    is_like(patch, &all->at[k]))
				prefixes[i] = prefix_with_file(patch->prefix,
							patch->files[0]->name);
	}
	for (i = 0; i < all->count; i++) {
		if (!prefixes[i])
			continue;
		free(all->at[i].prefix);
		all->at[i].prefix = prefixes[i];
	}
	free(prefixes);
}

static void find_recipients(struct patch *patch, const struct maintainers *m)
{
	size_t i;

	for (i = 0; i < patch->count; i++)
		recipients_of_file(&patch->recipients, m,
				   patch->files[i]->kernel_name);
	recipients_of_diff(&patch->recipients, m, &patch->diff);
}

void patches_make(struct patches *all, const struct conversion *from)
{
	size_t i;

	*all = (struct patches){ 0 };
	for (i = 0; i < from->found->count; i++) {
		struct source *src = &from->found->sources[i];
		struct file *file;

		if (!src->result.len || same(&src->text, &src->result))
			continue;
		file = add_file(all, from, src->path, &src->text);
		file->src = src;
		assign(&file->last, &src->result);
	}
	if (!all->file_count)
		return;
	/* Patches hold on to files: room for the header, before they do. */
	grow(all->files, all->file_count, all->file_room);
	make_renames(all, from);
	make_interface(all, from);
	make_users(all, from);
	learn_prefixes(all, from);
	tell_apart(all);
	for (i = 0; i < all->count; i++)
		find_recipients(&all->at[i], from->maintainers);
}

void patches_free(struct patches *all)
{
	size_t i;

	for (i = 0; i < all->count; i++) {
		free(all->at[i].prefix);
		free(all->at[i].calls);
		free(all->at[i].files);
		buf_free(&all->at[i].diff);
		recipients_free(&all->at[i].recipients);
	}
	for (i = 0; i < all->file_count; i++) {
		buf_free(&all->files[i].base);
		buf_free(&all->files[i].now);
		buf_free(&all->files[i].last);
		if (!all->files[i].src)
			free((char *)all->files[i].path);
	}
	free(all->at);
	free(all->files);
	*all = (struct patches){ 0 };
}
