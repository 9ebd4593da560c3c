// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings: in order, each once, and the same in every format, whatever bytes
 * their texts and file names are made of.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"
#include "emit/finding.h"
#include "report/schema.h"

#define ASSERT_VALID(log) \
	do { \
		const char *problem = sarif_problem(log); \
		ASSERTm(problem ? problem : "", !problem); \
	} while (0)

static const struct rule late = {
	"late-flush", SEVERITY_ERROR, "A page is freed before the flush",
	"The device can still reach it. Flush first."
};
static const struct rule slow = {
	"flush-in-loop", SEVERITY_NOTE, "A flush in each round",
	"One behind the loop does."
};
static const struct rule *const rules[] = { &slow, &late, NULL };

static struct finding *add(struct findings *all, const struct rule *rule,
			   const char *file, unsigned int line, const char *say)
{
	return finding_add(all, rule, CONFIDENCE_HIGH, file, line, 2,
			   strdup(say));
}

static struct bytes print(struct findings *all, enum format format)
{
	struct bytes out;
	char *data;
	FILE *to = open_memstream(&data, &out.size);

	findings_sort(all);
	findings_print(all, rules, format, to);
	fclose(to);
	out.data = text("%s", data);
	free(data);
	findings_free(all);
	return out;
}

/* Good until the next one. */
static json_t *parsed(struct bytes bytes)
{
	static json_t *last;

	json_decref(last);
	last = json_loadb(bytes.data, bytes.size, 0, NULL);
	return last;
}

/* One with a path, one that is silenced. */
static void add_two(struct findings *all)
{
	struct finding *f = add(all, &late, "b.c", 131, "__free_page() is early");

	f->function = "f";
	finding_step(f, 120, 3, strdup("unmap of domain"));
	finding_step(f, 131, 2, strdup("__free_page()"));
	f = add(all, &slow, "a.c", 7, "a flush in each round");
	f->confidence = CONFIDENCE_MODERATE;
	f->silenced = strdup("two rounds at most");
}

TEST text_has_steps_below_and_silenced_ones_last(void)
{
	struct findings all = { 0 };

	add_two(&all);
	ASSERT_STR_EQ("b.c:131:2: error: __free_page() is early [late-flush]\n"
		      "    120:3: unmap of domain\n"
		      "    131:2: __free_page()\n"
		      "a.c:7:2: silenced: a flush in each round [flush-in-loop, moderate confidence]: two rounds at most\n",
		      print(&all, FORMAT_TEXT).data);
	PASS();
}

TEST csv_has_a_row_each(void)
{
	struct findings all = { 0 };

	add_two(&all);
	ASSERT_STR_EQ("file,line,column,function,rule,severity,confidence,text,steps,silenced\n"
		      "a.c,7,2,,flush-in-loop,note,moderate,a flush in each round,,two rounds at most\n"
		      "b.c,131,2,f,late-flush,error,high,__free_page() is early,120:3: unmap of domain; 131:2: __free_page(),\n",
		      print(&all, FORMAT_CSV).data);
	PASS();
}

TEST json_has_all_of_it(void)
{
	struct findings all = { 0 };
	json_t *expected, *got;

	add_two(&all);
	got = parsed(print(&all, FORMAT_JSON));
	expected = json_pack(
		"{s:[{s:s,s:i,s:i,s:n,s:s,s:s,s:s,s:s,s:[],s:s},"
		    "{s:s,s:i,s:i,s:s,s:s,s:s,s:s,s:s,s:[{s:i,s:i,s:s},{s:i,s:i,s:s}],s:n}],"
		 "s:{s:i,s:i,s:i,s:i,s:i}}",
		"findings", "file", "a.c", "line", 7, "column", 2, "function",
		"rule", "flush-in-loop", "severity", "note",
		"confidence", "moderate", "text", "a flush in each round",
		"steps", "silenced", "two rounds at most",
		"file", "b.c", "line", 131, "column", 2, "function", "f",
		"rule", "late-flush", "severity", "error",
		"confidence", "high", "text", "__free_page() is early",
		"steps", "line", 120, "column", 3, "text", "unmap of domain",
		"line", 131, "column", 2, "text", "__free_page()", "silenced",
		"counts", "files", 1, "error", 1, "warning", 0, "note", 0,
		"silenced", 1);
	ASSERT(expected && json_equal(expected, got));
	json_decref(expected);
	PASS();
}

TEST order_is_of_places_and_equal_ones_fall_together(void)
{
	struct findings all = { 0 };
	struct finding *f;

	add(&all, &slow, "b.c", 1, "x");
	add(&all, &slow, "a.c", 10, "x");
	f = add(&all, &late, "a.c", 9, "x");
	finding_step(f, 1, 1, strdup("the long"));
	finding_step(f, 2, 1, strdup("way"));
	f = add(&all, &late, "a.c", 9, "x");
	finding_step(f, 3, 1, strdup("the short way"));
	add(&all, &late, "a.c", 9, "another thing");
	add(&all, &slow, "a.c", 9, "x");
	ASSERT_STR_EQ("a.c:9:2: note: x [flush-in-loop]\n"
		      "a.c:9:2: error: another thing [late-flush]\n"
		      "a.c:9:2: error: x [late-flush]\n"
		      "    3:1: the short way\n"
		      "a.c:10:2: note: x [flush-in-loop]\n"
		      "b.c:1:2: note: x [flush-in-loop]\n",
		      print(&all, FORMAT_TEXT).data);
	PASS();
}

TEST only_what_is_not_silenced_counts(void)
{
	struct findings all = { 0 };

	ASSERT_EQ(EXIT_DONE, findings_status(&all));
	add(&all, &late, "a.c", 1, "x")->silenced = strdup("known");
	ASSERT_EQ(EXIT_DONE, findings_status(&all));
	add(&all, &slow, "a.c", 1, "x");
	ASSERT_EQ(EXIT_FINDINGS, findings_status(&all));
	findings_free(&all);
	PASS();
}

/* The value at a path like "runs/0/results". */
static json_t *at(json_t *from, const char *path)
{
	char *rest = text("%s", path), *part;

	while ((part = strsep(&rest, "/")))
		from = json_is_array(from) ? json_array_get(from, atoi(part)) :
					     json_object_get(from, part);
	return from;
}

static const char *string_at(json_t *from, const char *path)
{
	const char *string = json_string_value(at(from, path));

	return string ? text("%s", string) : "(none)";
}

TEST sarif_is_valid_and_has_all_of_it(void)
{
	struct findings all = { 0 };
	struct bytes out;
	json_t *log;

	add_two(&all);
	out = print(&all, FORMAT_SARIF);
	ASSERT_VALID(out);
	log = parsed(out);
	ASSERT_STR_EQ("Flush first.", strstr(string_at(log,
		"runs/0/tool/driver/rules/1/help/text"), "Flush"));
	log = at(log, "runs/0/results");
	ASSERT_STR_EQ("two rounds at most",
		      string_at(log, "0/suppressions/0/justification"));
	ASSERT_STR_EQ("note", string_at(log, "0/level"));
	ASSERT_EQ(0, json_array_size(at(log, "1/suppressions")));
	ASSERT_EQ(1, json_integer_value(at(log, "1/ruleIndex")));
	ASSERT_STR_EQ("b.c", string_at(log,
		"1/locations/0/physicalLocation/artifactLocation/uri"));
	ASSERT_EQ(131, json_integer_value(at(log,
		"1/locations/0/physicalLocation/region/startLine")));
	ASSERT_STR_EQ("unmap of domain", string_at(log,
		"1/codeFlows/0/threadFlows/0/locations/0/location/message/text"));
	ASSERT_EQ(120, json_integer_value(at(log,
		"1/codeFlows/0/threadFlows/0/locations/0/location/physicalLocation/region/startLine")));
	PASS();
}

TEST sarif_without_findings_is_valid(void)
{
	struct findings all = { 0 };

	ASSERT_VALID(print(&all, FORMAT_SARIF));
	PASS();
}

static const struct {
	const char *file, *uri;
} names[] = {
	{ "a b%20.c", "a%20b%2520.c" },
	{ "\xff\xfe.c", "%FF%FE.c" },
	{ "gr\xc3\xbc\xc3\x9f.c", "gr%C3%BC%C3%9F.c" },
	{ "c:d#?.c", "c%3Ad%23%3F.c" },
	{ "\"<script>\n.c", "%22%3Cscript%3E%0A.c" },
	{ "/tmp/[x].c", "file:///tmp/%5Bx%5D.c" },
};

TEST sarif_is_valid_for_odd_file_names(void)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct findings all = { 0 };
		struct bytes out;

		add(&all, &late, names[i].file, 1, "x");
		out = print(&all, FORMAT_SARIF);
		ASSERT_VALID(out);
		ASSERT_STR_EQ(names[i].uri,
			string_at(parsed(out),
				  "runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri"));
	}
	PASS();
}

TEST texts_that_are_no_utf8_are_taken_for_latin1(void)
{
	static const enum format formats[] = { FORMAT_JSON, FORMAT_SARIF };
	size_t i;

	for (i = 0; i < 2; i++) {
		struct findings all = { 0 };
		struct bytes out;

		finding_step(add(&all, &late, "a.c", 1, "gr\xfc\xdf"), 1, 1,
			     strdup("\xe4"));
		all.at[0].silenced = strdup("\xf6");
		out = print(&all, formats[i]);
		ASSERT(parsed(out));
		ASSERT(contains(out, "gr\xc3\xbc\xc3\x9f"));
		ASSERT(contains(out, "\xc3\xa4") && contains(out, "\xc3\xb6"));
	}
	PASS();
}

TEST sarif_texts_are_no_templates(void)
{
	struct findings all = { 0 };
	struct bytes out;

	add(&all, &late, "a.c", 1, "ops[i](&(struct x){0})");
	out = print(&all, FORMAT_SARIF);
	ASSERT_STR_EQ("ops[i\\](&(struct x){{0}})",
		      string_at(parsed(out),
				"runs/0/results/0/message/text"));
	PASS();
}

/* The fingerprints of two findings alike in @file, lines below @line. */
static const char *prints(const struct rule *rule, const char *file,
			  unsigned int line, unsigned int which)
{
	struct findings all = { 0 };
	json_t *got;

	add(&all, rule, file, line,
	    text("unmap of map16 at line %u is late", line));
	add(&all, rule, file, line + 9,
	    text("unmap of map16 at line %u is late", line + 9));
	got = at(parsed(print(&all, FORMAT_SARIF)),
		 text("runs/0/results/%u/partialFingerprints", which));
	return text("%s", json_string_value(json_object_get(got, "site/v1")));
}

TEST fingerprints_survive_a_shift_of_lines(void)
{
	ASSERT_STR_EQ(prints(&late, "a.c", 10, 0), prints(&late, "a.c", 99, 0));
	ASSERT_STR_EQ(prints(&late, "a.c", 10, 1), prints(&late, "a.c", 99, 1));
	PASS();
}

TEST fingerprints_tell_sites_apart(void)
{
	const char *first = prints(&late, "a.c", 10, 0);

	ASSERT(strcmp(first, prints(&late, "a.c", 10, 1)));
	ASSERT(strcmp(first, prints(&late, "b.c", 10, 0)));
	ASSERT(strcmp(first, prints(&slow, "a.c", 10, 0)));
	PASS();
}

/* What the schema's checker must not let pass. */
static const struct {
	const char *from, *to;
} spoilt[] = {
	{ "\"2.1.0\"", "\"2.0.0\"" },
	{ "\"version\"", "\"versions\"" },
	{ "\"level\": \"error\"", "\"level\": \"fatal\"" },
	{ "\"startLine\": 131", "\"startLine\": 0" },
	{ "\"startLine\": 131", "\"startLine\": \"131\"" },
	{ "\"uri\": \"b.c\"", "\"uri\": \"b b.c\"" },
	{ "\"uri\": \"b.c\"", "\"uri\": \"%2.c\"" },
	{ "\"uri\": \"b.c\"", "\"uri\": \"file:///b.c\"" },
	{ "\"uriBaseId\": \"%SRCROOT%\"", "\"uriBaseId\": \"ROOT\"" },
	{ "\"ruleIndex\": 1", "\"ruleIndex\": 2" },
	{ "\"ruleIndex\": 1", "\"ruleIndex\": 0" },
	{ "\"suppressions\": []", "\"properties\": {}" },
	{ "\"kind\": \"inSource\"", "\"kind\": \"insource\"" },
	{ "\"kind\": \"inSource\",", "" },
	{ "\"id\": \"flush-in-loop\"", "\"id\": \"late-flush\"" },
	{ "\"columnKind\": \"unicodeCodePoints\"", "\"columnKind\": \"bytes\"" },
};

TEST the_schema_check_catches(const char *from, const char *to)
{
	struct findings all = { 0 };
	struct bytes out;
	char *where;

	add_two(&all);
	out = print(&all, FORMAT_SARIF);
	where = strstr(out.data, from);
	ASSERT(where);
	out.data = text("%.*s%s%s", (int)(where - out.data), out.data, to,
			where + strlen(from));
	out.size = strlen(out.data);
	ASSERT(sarif_problem(out));
	PASS();
}

/* The command's own: open sites of a ledger. */
TEST ledger_as_sarif_has_the_open_sites(void)
{
	char *dir = scratch();
	struct run got;
	json_t *results;

	put(text("%s/o dd.c", dir),
	    "void f(struct iommu_domain *d)\n{\n"
	    "\td = iommu_domain_alloc(&some_bus);\n"
	    "\tiommu_unmap(d, 0, 1);\n}\n");
	got = RUN(dir, tool(), "convert", "--to", "sync", "--level", "6.16",
		  "--format", "sarif");
	ASSERT_EQ_FMT(EXIT_OPEN, got.status, "%d");
	ASSERT_VALID(got.out);
	results = at(parsed(got.out), "runs/0/results");
	ASSERT_EQ(1, json_array_size(results));
	ASSERT_STR_EQ("open-site", string_at(results, "0/ruleId"));
	ASSERT_STR_EQ("o%20dd.c", string_at(results,
		"0/locations/0/physicalLocation/artifactLocation/uri"));
	PASS();
}

/* ... and what a verification found. */
TEST verification_as_sarif_is_valid(void)
{
	char *dir = scratch();
	struct run got;

	put(text("%s/old/o dd.c", dir), "void f(void *d)\n{\n\tiommu_unmap(d, 0, 1);\n}\n");
	put(text("%s/new/o dd.c", dir), "void f(void *d)\n{\n\tiommu_unmap_sync(d, 1, 1);\n}\n");
	got = RUN(dir, tool(), "verify", "--format", "sarif", "old", "new");
	ASSERT_EQ_FMT(EXIT_FINDINGS, got.status, "%d");
	ASSERT_VALID(got.out);
	ASSERT(contains(got.out, "o%20dd.c"));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	static size_t i;

	GREATEST_MAIN_BEGIN();
	RUN_TEST(text_has_steps_below_and_silenced_ones_last);
	RUN_TEST(csv_has_a_row_each);
	RUN_TEST(json_has_all_of_it);
	RUN_TEST(order_is_of_places_and_equal_ones_fall_together);
	RUN_TEST(only_what_is_not_silenced_counts);
	RUN_TEST(sarif_is_valid_and_has_all_of_it);
	RUN_TEST(sarif_without_findings_is_valid);
	RUN_TEST(sarif_is_valid_for_odd_file_names);
	RUN_TEST(texts_that_are_no_utf8_are_taken_for_latin1);
	RUN_TEST(sarif_texts_are_no_templates);
	RUN_TEST(fingerprints_survive_a_shift_of_lines);
	RUN_TEST(fingerprints_tell_sites_apart);
	for (i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++)
		RUN_NAMED(text("the schema's check catches %s", spoilt[i].to),
			  the_schema_check_catches, spoilt[i].from,
			  spoilt[i].to);
	RUN_TEST(ledger_as_sarif_has_the_open_sites);
	RUN_TEST(verification_as_sarif_is_valid);
	GREATEST_MAIN_END();
}
