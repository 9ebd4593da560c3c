// SPDX-License-Identifier: GPL-2.0-only
/*
 * iommu-migrate check
 */
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "base/workspace.h"
#include "check/check.h"
#include "commands.h"
#include "find/tree.h"
#include "report/report.h"
#include "scan/scan.h"

struct run {
	const struct options *options;
	struct tree tree;
	struct found found;
	struct checked *each;	/* as found.sources */
	struct checked all;
	size_t failed;		/* files that could not be scanned */
};

static void check_one(void *arg, size_t i)
{
	struct run *run = arg;

	check_source(&run->found.sources[i], run->options->style,
		     &run->each[i]);
	progress_step();
}

static int compare_unchecked(const void *pa, const void *pb)
{
	const struct unchecked *a = pa, *b = pb;
	int order = strcmp(a->file, b->file);

	return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* What nobody knows anything of must not pass for right. */
static void print_unchecked(struct checked *all)
{
	size_t i;

	if (all->unchecked_count)
		qsort(all->unchecked, all->unchecked_count,
		      sizeof(*all->unchecked), compare_unchecked);
	for (i = 0; i < all->unchecked_count; i++)
		warn("%s:%u: not checked: %s", all->unchecked[i].file,
		     all->unchecked[i].line, all->unchecked[i].why);
}

/* Notes are advice: they do not make a tree wrong. */
static bool is_wrong(const struct findings *all)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (!all->at[i].silenced &&
		    all->at[i].rule->severity != SEVERITY_NOTE)
			return true;
	return false;
}

static void stop_if_interrupted(void)
{
	if (!interrupted())
		return;
	warn("interrupted");
	interrupt_exit();
}

static void check_tree(struct run *run)
{
	const struct options *options = run->options;
	size_t i;

	find(&run->tree, options->jobs, &run->found);
	stop_if_interrupted();
	found_files_or_die(&run->tree, &run->found);
	run->failed = scan_sources(run->found.sources, run->found.count,
				   options->jobs);
	stop_if_interrupted();
	if (run->failed && run->tree.count == 1 && !run->tree.is_dir[0])
		exit(EXIT_USAGE);
	scan_tree(run->found.sources, run->found.count);
	run->each = xcalloc(run->found.count + 1, sizeof(*run->each));
	progress_begin("check", run->found.count);
	parallel(run->found.count, options->jobs, check_one, run);
	progress_end();
	stop_if_interrupted();
	for (i = 0; i < run->found.count; i++) {
		checked_join(&run->all, &run->each[i]);
		checked_free(&run->each[i]);
	}
	free(run->each);
	findings_sort(&run->all.findings);
}

static void write_report(const struct run *run)
{
	struct report report = {
		.command = "check", .line = run->options->line,
		.folder = run->tree.base, .findings = &run->all.findings,
		.rules = check_rules, .sources = run->found.sources,
		.source_count = run->found.count,
	};

	if (run->options->report)
		report_write(run->options->report, &report);
}

static void summarize(const struct run *run)
{
	struct coverage at = {
		.unread = run->failed + run->found.unreadable,
		.unchecked = run->all.unchecked_count,
	};
	size_t i, sites;

	for (i = 0; i < run->found.count; i++) {
		sites = run->found.sources[i].site_count;
		at.sites += sites;
		at.files += sites > 0;
	}
	findings_summary(&run->all.findings, &at);
}

enum exit_status command_check(const struct options *options)
{
	struct run run = { .options = options };
	enum exit_status status = EXIT_DONE;

	tree_open(&run.tree, options->paths, options->path_count);
	/* make tells no folder that names could be relative to. */
	run.tree.absolute = options->in_kbuild && run.tree.elsewhere;
	interrupt_catch();
	check_tree(&run);
	findings_print(&run.all.findings, check_rules, options->format, stdout);
	print_unchecked(&run.all);
	/* Called for every file of a kernel, it is quiet about what is right. */
	if (!options->in_kbuild)
		found_no_site(&run.tree, &run.found);
	if (!options->in_kbuild || findings_count(&run.all.findings))
		summarize(&run);
	write_report(&run);
	if (is_wrong(&run.all.findings))
		status = EXIT_FINDINGS;
	else if (run.all.unchecked_count || run.failed ||
		 run.found.unreadable)
		status = EXIT_OPEN;
	checked_free(&run.all);
	found_free(&run.found);
	tree_close(&run.tree);
	return status;
}
