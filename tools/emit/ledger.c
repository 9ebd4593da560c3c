// SPDX-License-Identifier: GPL-2.0-only
#include "emit/ledger.h"

#include <string.h>

#include "emit/encode.h"
#include "emit/finding.h"

struct sums {
	size_t sites;
	size_t files;
	size_t by_outcome[OUTCOME_COUNT];
};

static struct sums sum_up(const struct ledger *ledger)
{
	struct sums sums = { 0 };
	size_t i, k;

	for (i = 0; i < ledger->count; i++) {
		const struct source *src = &ledger->sources[i];

		sums.files += src->site_count > 0;
		sums.sites += src->site_count;
		for (k = 0; k < src->site_count; k++)
			sums.by_outcome[src->sites[k].outcome]++;
	}
	return sums;
}

enum format format_by_name(const char *name)
{
	static const char *const names[] = {
		[FORMAT_TEXT] = "text", [FORMAT_CSV] = "csv",
		[FORMAT_JSON] = "json", [FORMAT_SARIF] = "sarif",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(name, names[i]))
			return i;
	return FORMAT_UNKNOWN;
}

/* A scan without a target leaves sites undecided. */
static const char *outcome_of(const struct site *site)
{
	return site->reason ? outcome_names[site->outcome] : "";
}

static void visit_sites(const struct ledger *ledger, void *arg,
			  void (*print)(void *arg, const struct source *src,
					const struct site *site))
{
	size_t i, k;

	for (i = 0; i < ledger->count; i++)
		for (k = 0; k < ledger->sources[i].site_count; k++)
			print(arg, &ledger->sources[i],
			      &ledger->sources[i].sites[k]);
}

static void csv_site(void *arg, const struct source *src,
		     const struct site *site)
{
	FILE *to = arg;
	size_t len;
	const char *name = site_name(src, site, &len);

	csv_string(to, src->shown, ',');
	fprintf(to, "%u,%u,", site->line,
		column_of(src->text.data, site->offset));
	csv_string(to, site->function, ',');
	csv_field(to, name, len, ',');
	csv_string(to, site_kind_names[site->kind], ',');
	csv_string(to, outcome_of(site), ',');
	csv_string(to, site->reason, '\n');
}

static void json_site(void *arg, const struct source *src,
		      const struct site *site)
{
	size_t len;
	const char *name = site_name(src, site, &len);

	json_array_append_new(arg, json_pack(
		"{s:o, s:i, s:i, s:o, s:o, s:s, s:s, s:o}",
		"file", json_word(src->shown),
		"line", (int)site->line,
		"column", (int)column_of(src->text.data, site->offset),
		"function", json_word(site->function),
		"name", json_text(name, len),
		"kind", site_kind_names[site->kind],
		"outcome", outcome_of(site),
		"reason", json_word(site->reason)));
}

static void json_print(const struct ledger *ledger, FILE *to)
{
	struct sums sums = sum_up(ledger);
	json_t *sites = json_array(), *counts = json_object(), *all;
	size_t i;

	visit_sites(ledger, sites, json_site);
	json_object_set_new(counts, "sites", json_integer(sums.sites));
	json_object_set_new(counts, "files", json_integer(sums.files));
	for (i = 0; i < OUTCOME_COUNT; i++)
		json_object_set_new(counts, outcome_names[i],
				    json_integer(sums.by_outcome[i]));
	json_object_set_new(counts, "unread", json_integer(ledger->unread));
	all = json_pack("{s:o, s:o}", "sites", sites, "ledger", counts);
	json_dumpf(all, to, JSON_INDENT(1));
	putc('\n', to);
	json_decref(all);
}

static void text_site(void *arg, const struct source *src,
		      const struct site *site)
{
	FILE *to = arg;
	const char *outcome = outcome_of(site), *name;
	size_t len;

	name = site_name(src, site, &len);
	fprintf(to, "%s:%u: %.*s %s%s%s%s%s\n", src->shown, site->line,
		(int)len, name,
		site_kind_names[site->kind], *outcome ? ", " : "", outcome,
		site->reason ? ": " : "", site->reason ? site->reason : "");
}

static const struct rule open_site = {
	.id = "open-site", .severity = SEVERITY_ERROR,
	.summary = "A use of the IOMMU API that the conversion left open",
	.help = "It was neither converted nor proved to need no conversion. Convert it by hand, or change the code so that the tool can see what it does, and run it again.",
};

static void add_open_site(void *arg, const struct source *src,
			  const struct site *site)
{
	size_t len;
	const char *name = site_name(src, site, &len);
	struct finding *f;

	if (site->outcome != OUTCOME_OPEN)
		return;
	f = finding_add(arg, &open_site, CONFIDENCE_HIGH, src->shown,
			site->line, column_of(src->text.data, site->offset),
			xasprintf("%.*s: %s", (int)len, name, site->reason));
	f->function = site->function;
}

static void sarif_open_sites(const struct ledger *ledger, FILE *to)
{
	static const struct rule *const rules[] = { &open_site, NULL };
	struct findings open = { 0 };

	visit_sites(ledger, &open, add_open_site);
	findings_sort(&open);
	findings_print(&open, rules, FORMAT_SARIF, to);
	findings_free(&open);
}

void ledger_print(const struct ledger *ledger, enum format format, FILE *to)
{
	switch (format) {
	case FORMAT_CSV:
		fputs("file,line,column,function,name,kind,outcome,reason\n", to);
		visit_sites(ledger, to, csv_site);
		break;
	case FORMAT_JSON:
		json_print(ledger, to);
		break;
	case FORMAT_SARIF:
		sarif_open_sites(ledger, to);
		break;
	default:
		visit_sites(ledger, to, text_site);
		break;
	}
}

static void warn_if_open(void *arg, const struct source *src,
			 const struct site *site)
{
	size_t len;
	const char *name = site_name(src, site, &len);

	(void)arg;
	if (site->outcome == OUTCOME_OPEN)
		warn("%s:%u: open: %.*s: %s", src->shown, site->line, (int)len,
		     name, site->reason);
}

void ledger_summary(const struct ledger *ledger)
{
	struct sums sums = sum_up(ledger);

	visit_sites(ledger, NULL, warn_if_open);
	fflush(stdout);
	fprintf(stderr, "ledger: %zu sites in %zu files: %zu converted, %zu kept, %zu unrelated, %zu open",
		sums.sites, sums.files, sums.by_outcome[OUTCOME_CONVERTED],
		sums.by_outcome[OUTCOME_KEPT],
		sums.by_outcome[OUTCOME_UNRELATED],
		sums.by_outcome[OUTCOME_OPEN]);
	if (ledger->unread)
		fprintf(stderr, "; %zu files could not be read",
			ledger->unread);
	fputc('\n', stderr);
}

size_t ledger_open(const struct ledger *ledger)
{
	return sum_up(ledger).by_outcome[OUTCOME_OPEN];
}

enum exit_status ledger_status(const struct ledger *ledger)
{
	return ledger_open(ledger) || ledger->unread ?
	       EXIT_OPEN : EXIT_DONE;
}
