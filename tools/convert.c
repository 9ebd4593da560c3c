// SPDX-License-Identifier: GPL-2.0-only
/*
 * The chain: find, scan, plan, rewrite and verify, emit, ledger.
 */
#include "commands.h"

#include <stdlib.h>

#include "plan/collide.h"
#include "emit/diff.h"
#include "emit/edit.h"
#include "emit/git.h"
#include "base/parallel.h"
#include "plan/plan.h"
#include "base/progress.h"
#include "report/report.h"
#include "rewrite/rewrite.h"
#include "scan/scan.h"
#include "series/series.h"
#include "rewrite/spatch.h"
#include "find/tree.h"
#include "base/workspace.h"

struct run {
	const struct options *options;
	struct tree tree;
	struct found found;
	struct goal goal;
	struct rewriter rewriter;
	struct source **work;	/* sources that spatch has to see */
	size_t work_count;
	size_t failed;		/* files that could not be scanned */
	struct series *series;	/* NULL: not asked for */
	char spatch[32];	/* version */
};

static void rewrite_one(void *arg, size_t i)
{
	struct run *run = arg;

	rewrite_source(&run->rewriter, run->work[i], i);
	progress_step();
}

_Noreturn static void stop_interrupted(void)
{
	workspace_remove();
	edit_end();
	warn("interrupted: nothing was changed");
	interrupt_exit();
}

/* The paths' files, with their sites classified. */
static void find_and_scan(struct run *run)
{
	const struct options *options = run->options;

	find(&run->tree, options->jobs, &run->found);
	if (!interrupted())
		found_files_or_die(&run->tree, &run->found);
	if (options->in_place)
		edit_recover(&run->found, RECOVER_FINISH);
	else if (run->found.leftover_count)
		warn("%s: left by an interrupted --in-place run: finish it by running it again, or take it back with --undo",
		     run->found.leftovers[0]);
	run->failed = scan_sources(run->found.sources, run->found.count,
				   options->jobs);
	if (interrupted())
		stop_interrupted();
	/* A file that was asked for by name is not just one of many. */
	if (run->failed && run->tree.count == 1 && !run->tree.is_dir[0])
		exit(EXIT_USAGE);
	scan_tree(run->found.sources, run->found.count);
}

/*
 * A series gives its calls to the whole kernel: do they clash with names of files
 * that nobody asked for?
 */
static bool collides_elsewhere(struct run *run)
{
	char *kernel[] = { (char *)series_kernel(run->series) };
	size_t count = 0, found, i;
	struct found all = { 0 };
	struct tree tree = { 0 };

	if (tree_holds(&run->tree, kernel[0]))
		return false;
	tree_open(&tree, kernel, 1);
	find(&tree, run->options->jobs, &all);
	for (i = 0; i < all.count; i++) {
		struct source other = all.sources[i];

		if (tree_holds(&run->tree, other.path))
			continue;
		all.sources[i] = all.sources[count];
		all.sources[count++] = other;
	}
	scan_sources(all.sources, count, run->options->jobs);
	if (interrupted())
		stop_interrupted();
	scan_tree(all.sources, count);
	found = plan_collisions(all.sources, count, run->options->to, false);
	found_free(&all);
	tree_close(&tree);
	return found;
}

static void plan_all(struct run *run)
{
	const struct options *options = run->options;
	size_t i;

	run->goal = (struct goal){
		.from = options->from, .to = options->to,
		.level = options->level, .no_batch = options->no_batch,
		.shim = options->shim,
	};
	run->work = xcalloc(run->found.count, sizeof(*run->work));
	for (i = 0; i < run->found.count && !interrupted(); i++) {
		plan_source(&run->found.sources[i], &run->goal);
		if (plan_has_work(&run->found.sources[i]) ||
		    plan_needs_two_steps(&run->found.sources[i], &run->goal))
			run->work[run->work_count++] = &run->found.sources[i];
	}
	/* A plan that was broken off is none. */
	if (interrupted())
		stop_interrupted();
}

static struct ledger ledger_of(const struct run *run)
{
	return (struct ledger){
		.sources = run->found.sources, .count = run->found.count,
		.unread = run->found.unreadable + run->failed,
	};
}

static void write_report(const struct run *run, const char *command,
			 const struct ledger *ledger)
{
	struct report report = {
		.command = command, .line = run->options->line,
		.folder = run->tree.base, .ledger = ledger,
	};

	if (run->options->report)
		report_write(run->options->report, &report);
}

static void run_end(struct run *run)
{
	series_end(run->series);
	edit_end();
	free(run->work);
	found_free(&run->found);
	tree_close(&run->tree);
}

enum exit_status command_scan(const struct options *options)
{
	struct run run = { .options = options };
	enum exit_status status;
	struct ledger ledger;

	tree_open(&run.tree, options->paths, options->path_count);
	interrupt_catch();
	find_and_scan(&run);
	if (options->to != STYLE_UNKNOWN)
		plan_all(&run);
	ledger = ledger_of(&run);
	ledger_print(&ledger, options->format, stdout);
	write_report(&run, "scan", &ledger);
	found_no_site(&run.tree, &run.found);
	status = ledger_status(&ledger);
	run_end(&run);
	return status;
}

/* When nothing was done: why, and what to do instead. */
static void say_why_nothing(const struct run *run, const struct ledger *ledger)
{
	size_t i;

	found_no_site(&run->tree, &run->found);
	for (i = 0; i < run->found.count; i++)
		if (run->found.sources[i].result.len)
			return;
	if (run->found.count && !ledger_open(ledger))
		warn("nothing was converted, for nothing has to be: iommu-migrate scan --to %s gives the reason for each site",
		     style_table[run->options->to].name);
}

static bool emit_series(struct run *run)
{
	bool good = series_write(run->series, &run->found, &run->rewriter,
				 run->spatch,
				 run->found.unreadable + run->failed);

	if (interrupted() && !series_is_written(run->series))
		stop_interrupted();
	if (interrupted()) {
		workspace_remove();
		interrupt_exit();
	}
	return good;
}

/* All results, in the order of the paths.  False: --each has failed. */
static bool emit(struct run *run)
{
	const struct options *options = run->options;
	const struct source *dirty;
	size_t i, changed;

	if (run->series)
		return emit_series(run);
	if (!options->in_place) {
		for (i = 0; options->format == FORMAT_TEXT &&
			    i < run->found.count; i++)
			diff_print(&run->found.sources[i], stdout);
		return true;
	}
	dirty = git_uncommitted(&run->tree, run->found.sources,
				run->found.count);
	if (dirty && !options->force)
		die("%s: has changes that are not committed, nothing was changed: commit or stash them, or use --force",
		    dirty->shown);
	changed = edit_commit(run->found.sources, run->found.count);
	if (interrupted() && !changed)
		stop_interrupted();
	if (interrupted())
		warn("interrupted too late: all %zu files were changed", changed);
	return true;
}

static enum exit_status convert_tree(struct run *run)
{
	const struct options *options = run->options;
	/* In a series names that clash give way first, in patches of their own. */
	bool rename = options->rename_collisions || run->series;
	enum exit_status status;
	struct ledger ledger;
	char *script, *why;
	bool good;

	/* Before anything is read, and long before anything is written. */
	why = spatch_version(workspace(), run->spatch);
	if (interrupted())
		stop_interrupted();
	if (why)
		die("%s", why);
	script = semantic_patch(style_rename_script(options->to));
	if (!script)
		die("semantic patch %s.cocci not found: reinstall, or set IOMMU_MIGRATE_PATCHES to the folder semantic-patches",
		    style_rename_script(options->to));
	free(script);
	run->rewriter = (struct rewriter){
		.goal = &run->goal, .dir = workspace(),
		.timeout = options->timeout,
	};
	find_and_scan(run);
	if (plan_collisions(run->found.sources, run->found.count, options->to,
			    rename) && !rename) {
		warn("nothing was converted: rename these first, or let --rename-collisions do it");
		return EXIT_FINDINGS;
	}
	if (run->series && collides_elsewhere(run)) {
		warn("no series was made: add these files to the paths, so that their names give way first");
		return EXIT_FINDINGS;
	}
	plan_all(run);
	progress_begin("rewrite", run->work_count);
	parallel(run->work_count, options->jobs, rewrite_one, run);
	progress_end();
	if (interrupted())
		stop_interrupted();
	good = emit(run);

	ledger = ledger_of(run);
	if (options->format != FORMAT_TEXT)
		ledger_print(&ledger, options->format, stdout);
	/* The ledger's sum stays the last line: scripts read it. */
	say_why_nothing(run, &ledger);
	ledger_summary(&ledger);
	write_report(run, "convert", &ledger);
	status = good ? ledger_status(&ledger) : EXIT_FINDINGS;
	workspace_remove();
	return status;
}

enum exit_status command_convert(const struct options *options)
{
	struct run run = { .options = options };
	enum exit_status status = EXIT_DONE;

	if (options->undo == (options->to != STYLE_UNKNOWN))
		die("convert: give either --to STYLE or --undo; iommu-migrate styles lists the styles");
	if (!options->undo && !style_has_level(options->to, options->level))
		die("convert: style %s does not exist at level %s",
		    style_table[options->to].name, level_name(options->level));
	if (options->series && (options->undo || options->in_place))
		die("convert: --series changes no file: it does not go with --in-place and --undo");
	if (options->each && !options->series)
		die("convert: --each goes with --series only");
	if (options->shim && (options->series || options->undo))
		die("convert: --shim does not go with --%s", options->undo ? "undo" :
		    "series, which adds the calls to include/linux/iommu.h");
	tree_open(&run.tree, options->paths, options->path_count);
	interrupt_catch();
	if (options->series)
		run.series = series_begin(options, &run.tree);
	if (options->undo) {
		if (!edit_begin(&run.tree, RECOVER_UNDO)) {
			warn("%s: no interrupted run to take back",
			     run.tree.root);
			status = EXIT_USAGE;
		}
	} else {
		if (options->in_place)
			edit_begin(&run.tree, RECOVER_FINISH);
		status = convert_tree(&run);
	}
	run_end(&run);
	return status;
}
