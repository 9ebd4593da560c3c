// SPDX-License-Identifier: GPL-2.0-only
#include "emit/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "emit/encode.h"
#include "emit/sarif.h"

const char *const severity_names[] = {
	[SEVERITY_ERROR] = "error", [SEVERITY_WARNING] = "warning",
	[SEVERITY_NOTE] = "note",
};

const char *const confidence_names[] = {
	[CONFIDENCE_HIGH] = "high", [CONFIDENCE_MODERATE] = "moderate",
};

struct counts {
	size_t files;		/* with one that counts */
	size_t severity[ARRAY_SIZE(severity_names)];
	size_t loud, silenced;
};

struct finding *finding_add(struct findings *all, const struct rule *rule,
			    enum confidence confidence, const char *file,
			    uint32_t line, uint32_t column, char *text)
{
	grow(all->at, all->count, all->room);
	all->at[all->count] = (struct finding){
		.rule = rule, .confidence = confidence, .file = file,
		.line = line, .column = column, .text = text,
	};
	return &all->at[all->count++];
}

void finding_step(struct finding *finding, uint32_t line, uint32_t column,
		  char *text)
{
	grow(finding->steps, finding->step_count, finding->step_room);
	finding->steps[finding->step_count++] = (struct step){
		line, column, text
	};
}

static void free_one(struct finding *finding)
{
	size_t i;

	for (i = 0; i < finding->step_count; i++)
		free(finding->steps[i].text);
	free(finding->steps);
	free(finding->text);
	free(finding->silenced);
}

static int compare_numbers(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_places(const struct finding *a, const struct finding *b)
{
	int order = strcmp(a->file, b->file);

	if (!order)
		order = compare_numbers(a->line, b->line);
	if (!order)
		order = compare_numbers(a->column, b->column);
	if (!order)
		order = strcmp(a->rule->id, b->rule->id);
	return order ? order : strcmp(a->text, b->text);
}

static int compare(const void *pa, const void *pb)
{
	const struct finding *a = pa, *b = pb;
	int order = compare_places(a, b);

	return order ? order : compare_numbers(a->step_count, b->step_count);
}

void findings_sort(struct findings *all)
{
	size_t i, kept = 0;

	if (all->count)
		qsort(all->at, all->count, sizeof(*all->at), compare);
	for (i = 0; i < all->count; i++) {
		if (kept && !compare_places(&all->at[kept - 1], &all->at[i]))
			free_one(&all->at[i]);
		else
			all->at[kept++] = all->at[i];
	}
	all->count = kept;
}

void findings_free(struct findings *all)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		free_one(&all->at[i]);
	free(all->at);
	*all = (struct findings){ 0 };
}

static struct counts count(const struct findings *all)
{
	struct counts counts = { 0 };
	const char *file = NULL;
	size_t i;

	for (i = 0; i < all->count; i++) {
		const struct finding *f = &all->at[i];

		if (f->silenced) {
			counts.silenced++;
			continue;
		}
		counts.loud++;
		counts.severity[f->rule->severity]++;
		counts.files += !file || strcmp(file, f->file);
		file = f->file;
	}
	return counts;
}

static void print_text(const struct finding *f, FILE *to)
{
	size_t i;

	fprintf(to, "%s:%u:%u: %s: %s [%s%s]", f->file, f->line, f->column,
		f->silenced ? "silenced" : severity_names[f->rule->severity],
		f->text, f->rule->id,
		f->confidence == CONFIDENCE_HIGH ? "" : ", moderate confidence");
	if (f->silenced) {
		fprintf(to, ": %s\n", f->silenced);
		return;
	}
	putc('\n', to);
	for (i = 0; i < f->step_count; i++)
		fprintf(to, "    %u:%u: %s\n", f->steps[i].line,
			f->steps[i].column, f->steps[i].text);
}

static void text_print(const struct findings *all, FILE *to)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (!all->at[i].silenced)
			print_text(&all->at[i], to);
	for (i = 0; i < all->count; i++)
		if (all->at[i].silenced)
			print_text(&all->at[i], to);
}

static void csv_finding(const struct finding *f, FILE *to)
{
	struct buf steps = { 0 };
	size_t i;

	for (i = 0; i < f->step_count; i++)
		buf_printf(&steps, "%s%u:%u: %s", i ? "; " : "",
			   f->steps[i].line, f->steps[i].column,
			   f->steps[i].text);
	csv_string(to, f->file, ',');
	fprintf(to, "%u,%u,", f->line, f->column);
	csv_string(to, f->function, ',');
	csv_string(to, f->rule->id, ',');
	csv_string(to, severity_names[f->rule->severity], ',');
	csv_string(to, confidence_names[f->confidence], ',');
	csv_string(to, f->text, ',');
	csv_string(to, steps.data, ',');
	csv_string(to, f->silenced, '\n');
	buf_free(&steps);
}

static void csv_print(const struct findings *all, FILE *to)
{
	size_t i;

	fputs("file,line,column,function,rule,severity,confidence,text,steps,silenced\n",
	      to);
	for (i = 0; i < all->count; i++)
		csv_finding(&all->at[i], to);
}

static json_t *json_steps(const struct finding *f)
{
	json_t *steps = json_array();
	size_t i;

	for (i = 0; i < f->step_count; i++)
		json_array_append_new(steps, json_pack("{s:I, s:I, s:o}",
			"line", (json_int_t)f->steps[i].line,
			"column", (json_int_t)f->steps[i].column,
			"text", json_word(f->steps[i].text)));
	return steps;
}

static void json_print(const struct findings *all, FILE *to)
{
	struct counts counts = count(all);
	json_t *list = json_array(), *sums = json_object(), *whole;
	size_t i;

	for (i = 0; i < all->count; i++) {
		const struct finding *f = &all->at[i];

		json_array_append_new(list, json_pack(
			"{s:o, s:I, s:I, s:o, s:s, s:s, s:s, s:o, s:o, s:o}",
			"file", json_word(f->file),
			"line", (json_int_t)f->line,
			"column", (json_int_t)f->column,
			"function", json_word(f->function),
			"rule", f->rule->id,
			"severity", severity_names[f->rule->severity],
			"confidence", confidence_names[f->confidence],
			"text", json_word(f->text),
			"steps", json_steps(f),
			"silenced", json_word(f->silenced)));
	}
	json_object_set_new(sums, "files", json_integer(counts.files));
	for (i = 0; i < ARRAY_SIZE(severity_names); i++)
		json_object_set_new(sums, severity_names[i],
				    json_integer(counts.severity[i]));
	json_object_set_new(sums, "silenced", json_integer(counts.silenced));
	whole = json_pack("{s:o, s:o}", "findings", list, "counts", sums);
	json_dumpf(whole, to, JSON_INDENT(1));
	putc('\n', to);
	json_decref(whole);
}

void findings_print(const struct findings *all, const struct rule *const *rules,
		    enum format format, FILE *to)
{
	switch (format) {
	case FORMAT_CSV:
		csv_print(all, to);
		break;
	case FORMAT_JSON:
		json_print(all, to);
		break;
	case FORMAT_SARIF:
		sarif_print(all, rules, to);
		break;
	default:
		text_print(all, to);
		break;
	}
}

void findings_summary(const struct findings *all, const struct coverage *at)
{
	struct counts counts = count(all);

	fflush(stdout);
	fprintf(stderr, "check: %zu sites in %zu files: %zu errors, %zu warnings, %zu notes, %zu silenced",
		at->sites, at->files, counts.severity[SEVERITY_ERROR],
		counts.severity[SEVERITY_WARNING],
		counts.severity[SEVERITY_NOTE], counts.silenced);
	if (at->unchecked)
		fprintf(stderr, "; %zu functions not checked", at->unchecked);
	if (at->unread)
		fprintf(stderr, "; %zu files could not be read", at->unread);
	fputc('\n', stderr);
}

size_t findings_count(const struct findings *all)
{
	return count(all).loud;
}

enum exit_status findings_status(const struct findings *all)
{
	return findings_count(all) ? EXIT_FINDINGS : EXIT_DONE;
}
