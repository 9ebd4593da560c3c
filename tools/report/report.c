// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page as a whole, and the file it goes to.
 */
#include "report/report.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "report/html.h"
#include "report/page.h"
#include "report/rows.h"
#include "version.h"

/* What the page comes to, as far as it goes in a line. */
static void add_verdict(struct buf *to, const void *arg)
{
	const struct report *report = arg;
	size_t open = report->ledger ? ledger_open(report->ledger) : 0;
	size_t found = report->findings ? findings_count(report->findings) : 0;

	buf_printf(to, "%s: ", report->command);
	if (report->findings)
		buf_printf(to, found == 1 ? "1 finding" : found ?
			   "%zu findings" : "no findings", found);
	if (report->findings && report->ledger)
		buf_printf(to, ", ");
	if (report->ledger)
		buf_printf(to, open == 1 ? "1 site open" : open ?
			   "%zu sites open" : "nothing open", open);
}

static void add_line(struct buf *to, const void *arg)
{
	const struct report *report = arg;

	html_word(to, report->line);
}

static void add_findings(struct buf *to, const void *arg)
{
	const struct report *report = arg;

	if (report->findings)
		rows_of_findings(to, report);
}

static void add_sites(struct buf *to, const void *arg)
{
	const struct report *report = arg;

	if (report->ledger)
		rows_of_sites(to, report->ledger);
}

static void add_made(struct buf *to, const void *arg)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	const struct report *report = arg;
	struct tm tm;
	char date[64];
	time_t when;

	buf_printf(to, "<dt>Command</dt><dd><code>");
	html_word(to, report->line);
	buf_printf(to, "</code></dd>\n<dt>Folder</dt><dd><code>");
	html_word(to, report->folder);
	buf_printf(to, "</code></dd>\n<dt>Version</dt><dd>%s</dd>", version);
	when = epoch ? strtoll(epoch, NULL, 10) : 0;
	if (epoch && gmtime_r(&when, &tm) &&
	    strftime(date, sizeof(date), "%Y-%m-%d %H:%M:%S UTC", &tm))
		buf_printf(to, "\n<dt>Date</dt><dd>%s</dd>", date);
}

static const struct slot slots[] = {
	{ "verdict", add_verdict },
	{ "line", add_line },
	{ "findings", add_findings },
	{ "sites", add_sites },
	{ "made", add_made },
	{ 0 }
};

/* A pipe or a device is written to, and never replaced. */
static bool is_special(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

/* The file itself, where @path is a link to it; to be freed. */
static char *target_of(const char *path)
{
	char *target = realpath(path, NULL);

	return target ? target : xstrdup(path);
}

static char *folder_of(const char *path)
{
	char *copy = xstrdup(path), *folder = xstrdup(dirname(copy));

	free(copy);
	return folder;
}

void report_check(const char *path)
{
	char *target = target_of(path), *folder = folder_of(target);
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		die("--report %s: is a folder; name a file in it", path);
	if (is_special(path) ? access(path, W_OK) :
			       access(folder, W_OK | X_OK))
		die("--report %s: cannot be written, nothing was done:", path);
	free(folder);
	free(target);
}

/* As a new file of this user has it. */
static unsigned int usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static int replace(const char *path, const struct buf *page)
{
	char *target = target_of(path), *temporary;
	struct stat st;
	int err;

	temporary = xasprintf("%s.%ld.tmp", target, (long)getpid());
	err = write_file(temporary, page->data, page->len,
			 stat(target, &st) ? usual_mode() : st.st_mode & 07777,
			 false);
	if (!err && rename(temporary, target) < 0)
		err = -errno;
	if (err)
		unlink(temporary);
	free(temporary);
	free(target);
	return err;
}

/* write_file() would set the mode of what is not ours. */
static int pour(const char *path, const struct buf *page)
{
	FILE *to = fopen(path, "we");
	int err = 0;

	if (!to)
		return -errno;
	if (fwrite(page->data, 1, page->len, to) != page->len)
		err = -errno;
	if (fclose(to) && !err)
		err = -errno;
	return err;
}

void report_write(const char *path, const struct report *report)
{
	struct buf page = { 0 };
	int err;

	page_add(&page, slots, report);
	err = is_special(path) ? pour(path, &page) : replace(path, &page);
	buf_free(&page);
	if (err)
		die("--report %s: cannot be written: %s", path, strerror(-err));
}
