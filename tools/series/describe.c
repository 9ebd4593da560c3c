// SPDX-License-Identifier: GPL-2.0-only
#include "series/describe.h"

#include <stdlib.h>
#include <string.h>

#include "emit/diff.h"
#include "rewrite/spatch.h"
#include "series/paragraph.h"
#include "series/smpl.h"
#include "version.h"

/* What a patch does to its files, as bits. */
#define RENAMES 1u	/* synchronous calls get other names */
#define BATCHES 2u	/* flushes are put off */
#define ADAPTS 4u	/* arguments or other calls */

/*
 * The first row that fits is taken: a style as a bit, and at least these of the
 * things that a patch may do.
 */
static const struct {
	unsigned int styles;
	unsigned int does;
	const char *subject;
	const char *why;
} wordings[] = {
	{
		1u << STYLE_EXPLICIT, RENAMES | BATCHES,
		"Flush the IOTLB explicitly",
		"iommu_map() and iommu_unmap() are about to leave the IOTLB to their callers.  Where this code relies on it being up to date when a call returns, use the call that says so.  Where several unmaps give nothing back in between, one flush behind them does.",
	}, {
		1u << STYLE_SYNC | 1u << STYLE_EXPLICIT, RENAMES,
		"Use the synchronous IOMMU API calls",
		"iommu_map() and iommu_unmap() are about to leave the IOTLB to their callers.  This code relies on it being up to date when they return: use the calls that guarantee it.  So far both do the same, so nothing changes yet.",
	}, {
		-1u, BATCHES,
		"Flush the IOTLB once for several unmaps",
		"Each iommu_unmap() waits until the IOTLB is invalidated.  Nothing that is unmapped here is given back before the last unmap, so one invalidation behind them does.",
	}, {
		-1u, RENAMES,
		"Use the plain IOMMU API calls",
		"The plain calls invalidate the IOTLB themselves: no name has to say so.",
	}, {
		-1u, 0,
		"Follow the signatures of the IOMMU API",
		"Write the calls as the kernel declares them.",
	},
};

static const struct {
	const char *subject;	/* of the cover letter */
	const char *interface;	/* of the patch that adds the calls */
	bool changes_plain;	/* the plain calls are to lose their flush */
} styles[STYLE_COUNT] = {
	[STYLE_IMPLICIT] = { "Use the plain IOMMU API calls", "", false },
	[STYLE_SYNC] = {
		"Tell synchronous IOMMU API calls by their names",
		"Introduce synchronous map and unmap calls", true,
	},
	[STYLE_EXPLICIT] = {
		"Tell synchronous IOMMU API calls by their names",
		"Introduce synchronous calls and explicit flushes", true,
	},
	[STYLE_ASYNC] = {
		"Flush the IOTLB once for several unmaps",
		"Introduce asynchronous map and unmap calls", false,
	},
	[STYLE_FAST] = {
		"Flush the IOTLB once for several unmaps",
		"Introduce unmaps with a flush of their own", false,
	},
	[STYLE_GATHER] = {
		"Flush the IOTLB once for several unmaps",
		"Introduce unmaps that gather what is to be flushed", false,
	},
	[STYLE_NOSYNC] = {
		"Flush the IOTLB once for several unmaps",
		"Introduce maps that are synchronised later", false,
	},
};

bool describes_style(enum style style)
{
	return styles[style].subject;
}

static unsigned int what_it_does(const struct patch *patch, enum style to)
{
	const char *scripts[MAX_SCRIPTS];
	unsigned int does = 0;
	size_t i, k, count;

	for (i = 0; i < patch->count; i++) {
		if (!patch->files[i]->src)
			continue;
		count = rewrite_scripts(patch->files[i]->src, to, scripts);
		for (k = 0; k < count; k++)
			does |= !strncmp(scripts[k], "rename/", 7) ? RENAMES :
				!strcmp(scripts[k], "planned/names") ? ADAPTS :
								       BATCHES;
	}
	return does;
}

static size_t wording(enum style to, unsigned int does)
{
	size_t i;

	for (i = 0; !(wordings[i].styles & (1u << to)) ||
		    (wordings[i].does & does) != wordings[i].does; i++)
		;
	return i;
}

char *describe_subject(const struct patch *patch, const struct origin *origin)
{
	enum style to = origin->goal->to;

	switch (patch->kind) {
	case PATCH_RENAME:
		return xasprintf("%s: Rename %s()", patch->prefix,
				 patch->old_name->name);
	case PATCH_INTERFACE:
		return xasprintf("%s: %s", patch->prefix, styles[to].interface);
	default:
		return xasprintf("%s: %s", patch->prefix,
				 wordings[wording(to, what_it_does(patch, to))].subject);
	}
}

const char *describe_whole(const struct origin *origin)
{
	return styles[origin->goal->to].subject;
}

/* Where a batch is, and why it may be one: what a reviewer has to believe. */
static void add_batches(const struct patch *patch, struct buf *out)
{
	size_t i, k;
	bool first = true;
	char *line;

	for (i = 0; i < patch->count; i++) {
		const struct source *src = patch->files[i]->src;

		for (k = 0; src && k < src->site_count; k++) {
			const struct site *site = &src->sites[k];

			if (!site->batched ||
			    site->outcome != OUTCOME_CONVERTED)
				continue;
			if (first)
				buf_printf(out, "\n");
			first = false;
			line = xasprintf("%s%s%s", site->function ?
					 site->function : "",
					 site->function ? "(): " : "",
					 site->reason);
			paragraph_add(out, "- ", line);
			free(line);
		}
	}
}

static void add_users(const struct patch *patch, const struct origin *origin,
		      struct buf *out)
{
	enum style to = origin->goal->to;
	const char *seen[STYLE_COUNT * MAX_SCRIPTS], *scripts[MAX_SCRIPTS];
	size_t seen_count = 0, count, i, k, n;

	paragraph_add(out, "", wordings[wording(to, what_it_does(patch, to))].why);
	add_batches(patch, out);
	for (i = 0; i < patch->count; i++) {
		if (!patch->files[i]->src)
			continue;
		count = rewrite_scripts(patch->files[i]->src, to, scripts);
		for (k = 0; k < count; k++) {
			for (n = 0; n < seen_count; n++)
				if (!strcmp(seen[n], scripts[k]))
					break;
			if (n == seen_count) {
				seen[seen_count++] = scripts[k];
				smpl_add(scripts[k], out);
			}
		}
	}
}

static void add_rename(const struct patch *patch, struct buf *out)
{
	char *text;

	text = xasprintf("<linux/iommu.h> is about to declare a function of the name %s.  Give way: what bears that name here becomes %s.  Nothing else changes.",
			 patch->old_name->name, patch->new_name);
	paragraph_add(out, "", text);
	free(text);
	smpl_add("collision/rename", out);
	buf_printf(out, "\nwith -D from=%s -D to=%s\n", patch->old_name->name,
		   patch->new_name);
}

static void add_interface(const struct patch *patch,
			  const struct origin *origin, struct buf *out)
{
	char *text;

	if (styles[origin->goal->to].changes_plain)
		text = xasprintf("The plain calls of the IOMMU API are to leave the IOTLB to their callers.  Before they do, every user has to say whether it relies on them to flush: add the calls by which it can, %s.",
				 patch->calls);
	else
		text = xasprintf("Add %s, so that users can put off their flushes.",
				 patch->calls);
	paragraph_add(out, "", text);
	free(text);
	buf_printf(out, "\n");
	paragraph_add(out, "", "They are inline wrappers over what is there: the plain calls go on as they are, and each user can change over by itself.");
}

/* Every site of the files, and what became of it. */
static void add_sites(const struct patch *patch, struct buf *out)
{
	size_t i, k, len;

	for (i = 0; i < patch->count; i++) {
		const struct source *src = patch->files[i]->src;

		if (!src)
			continue;
		buf_printf(out, " %s:\n", patch->files[i]->name);
		for (k = 0; k < src->site_count; k++) {
			const struct site *site = &src->sites[k];
			const char *name = site_name(src, site, &len);

			buf_printf(out, "   %u: %.*s, %s: %s\n", site->line,
				   (int)len, name, outcome_names[site->outcome],
				   site->reason ? site->reason : "");
		}
	}
}

void describe_patch(const struct patch *patch, const struct origin *origin,
		    struct buf *out)
{
	switch (patch->kind) {
	case PATCH_RENAME:
		add_rename(patch, out);
		break;
	case PATCH_INTERFACE:
		add_interface(patch, origin, out);
		break;
	case PATCH_USERS:
		add_users(patch, origin, out);
		break;
	}
	buf_printf(out, "\nSigned-off-by: %s <%s>\n---\n", origin->name,
		   origin->email);
	if (patch->kind == PATCH_USERS) {
		buf_printf(out, "Sites, lines as before the series:\n");
		add_sites(patch, out);
		buf_printf(out, "\n");
	}
	diff_statistics(&patch->diff, 72, out);
	buf_printf(out, "\n");
}

static void add_ledger(const struct origin *origin, struct buf *out)
{
	static const enum outcome order[] = {
		OUTCOME_CONVERTED, OUTCOME_KEPT, OUTCOME_UNRELATED,
		OUTCOME_OPEN,
	};
	size_t sums[OUTCOME_COUNT] = { 0 }, all = 0, i, k;

	buf_printf(out, "Ledger (converted + kept + unrelated + open = sites):\n\n");
	for (i = 0; i < origin->found->count; i++) {
		const struct source *src = &origin->found->sources[i];
		size_t counts[OUTCOME_COUNT] = { 0 };

		for (k = 0; k < src->site_count; k++)
			counts[src->sites[k].outcome]++;
		if (!src->site_count)
			continue;
		for (k = 0; k < ARRAY_SIZE(order); k++) {
			buf_printf(out, "%s%3zu", k ? " +" : " ",
				   counts[order[k]]);
			sums[order[k]] += counts[order[k]];
		}
		all += src->site_count;
		buf_printf(out, " =%4zu  %s\n", src->site_count, src->shown);
	}
	for (k = 0; k < ARRAY_SIZE(order); k++)
		buf_printf(out, "%s%3zu", k ? " +" : " ", sums[order[k]]);
	buf_printf(out, " =%4zu  all\n\n", all);
}

static void add_open(const struct origin *origin, struct buf *out)
{
	size_t i, k, len, count = 0;

	for (i = 0; i < origin->found->count; i++) {
		const struct source *src = &origin->found->sources[i];

		for (k = 0; k < src->site_count; k++) {
			const struct site *site = &src->sites[k];
			const char *name = site_name(src, site, &len);

			if (site->outcome != OUTCOME_OPEN)
				continue;
			if (!count++)
				buf_printf(out, "Open, to be done by hand:\n\n");
			buf_printf(out, "  %s:%u: %.*s: %s\n", src->shown,
				   site->line, (int)len, name, site->reason);
		}
	}
	if (origin->unread)
		buf_printf(out, "%s%zu files could not be read.\n",
			   count ? "\n" : "", origin->unread);
	if (count || origin->unread)
		buf_printf(out, "\n");
}

static void add_subjects(const struct patches *all,
			 const struct origin *origin, struct buf *out)
{
	size_t i;
	char *subject;

	buf_printf(out, "%s (%zu):\n", origin->name, all->count);
	for (i = 0; i < all->count; i++) {
		subject = describe_subject(&all->at[i], origin);
		buf_printf(out, "  %s\n", subject);
		free(subject);
	}
	buf_printf(out, "\n");
}

static void add_order(const struct patches *all, const struct origin *origin,
		      struct buf *out)
{
	bool renames = false, interface = false;
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < all->count; i++) {
		renames |= all->at[i].kind == PATCH_RENAME;
		interface |= all->at[i].kind == PATCH_INTERFACE;
	}
	if (styles[origin->goal->to].changes_plain)
		buf_printf(&text, "iommu_map() and iommu_unmap() leave the IOTLB in sync, whether their caller needs it or not.  To be able to change that, first every caller has to say what it relies on.  ");
	if (renames)
		buf_printf(&text, "Names that would clash with those of the API give way first, each in a patch of its own.  ");
	if (interface)
		buf_printf(&text, "The new calls come as wrappers over what <linux/iommu.h> has.  ");
	else if (all->no_header)
		buf_printf(&text, "There is no include/linux/iommu.h here: whoever builds this has to bring the calls.  ");
	buf_printf(&text, "%s", text.len ?
		   "Then come the users, one subsystem a patch." :
		   "Each subsystem has a patch of its own.");
	paragraph_add(out, "", text.data);
	buf_printf(out, "\n");
	if (interface && styles[origin->goal->to].changes_plain) {
		paragraph_add(out, "", "An earlier series for the same purpose, in 2017, let the plain calls stop flushing in the very patch that brought the new ones, so that every user was broken until its own patch.  Here the plain calls keep their flush: each patch builds and is right by itself, and can be bisected.  Taking the flush from them is left to a patch of its own, when nobody relies on it any more.");
		buf_printf(out, "\n");
	}
	buf_free(&text);
}

static void add_whole_diff(const struct patches *all, struct buf *out)
{
	struct buf diff = { 0 };
	size_t i;

	for (i = 0; i < all->file_count; i++)
		diff_add(all->files[i].name, &all->files[i].base,
			 &all->files[i].last, all->files[i].executable, &diff);
	diff_statistics(&diff, 72, out);
	buf_printf(out, "\n");
	buf_free(&diff);
}

void describe_cover(const struct patches *all, const struct origin *origin,
		    struct buf *out)
{
	add_order(all, origin, out);
	buf_printf(out, "Made with iommu-migrate %s and spatch %s; to make it again:\n\n  %s\n\n",
		   VERSION, origin->spatch, origin->command);
	paragraph_add(out, "", "Every place where a name of the API stands is accounted for; what became of each is told below the line --- of each patch.");
	buf_printf(out, "\n");
	add_ledger(origin, out);
	add_open(origin, out);
	add_subjects(all, origin, out);
	add_whole_diff(all, out);
	if (origin->base)
		buf_printf(out, "base-commit: %s\n", origin->base);
}
