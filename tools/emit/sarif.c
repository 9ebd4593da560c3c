// SPDX-License-Identifier: GPL-2.0-only
#include "emit/sarif.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"
#include "emit/encode.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#define FINGERPRINT "site/v1"

/* Braces are placeholders in SARIF's messages, and "[a](b)" is a link. */
static json_t *message(const char *text)
{
	struct buf out = { 0 };
	json_t *all;

	for (; *text; text++) {
		if (*text == '{' || *text == '}')
			buf_add(&out, text, 1);
		else if (*text == ']' && text[1] == '(')
			buf_add(&out, "\\", 1);
		buf_add(&out, text, 1);
	}
	all = json_pack("{s:o}", "text", json_text(out.data ? out.data : "",
						   out.len));
	buf_free(&out);
	return all;
}

/* Whatever is no unreserved character is escaped, a first colon as well. */
static json_t *uri(const char *file)
{
	struct buf out = { 0 };
	json_t *string;

	if (*file == '/')
		buf_printf(&out, "file://");
	for (; *file; file++) {
		unsigned char c = *file;

		if (c < 0x80 && (isalnum(c) || strchr("-._~/", c)))
			buf_add(&out, file, 1);
		else
			buf_printf(&out, "%%%02X", c);
	}
	string = json_text(out.data ? out.data : "", out.len);
	buf_free(&out);
	return string;
}

static json_t *artifact(const char *file)
{
	json_t *location = json_pack("{s:o}", "uri", uri(file));

	if (*file != '/')
		json_object_set_new(location, "uriBaseId",
				    json_string("%SRCROOT%"));
	return location;
}

/* A line or column of 0 is one that is not known. */
static json_t *place(const char *file, uint32_t line, uint32_t column)
{
	json_t *place = json_pack("{s:o}", "artifactLocation", artifact(file));

	if (line)
		json_object_set_new(place, "region", json_pack("{s:I, s:I}",
			"startLine", (json_int_t)line,
			"startColumn", (json_int_t)(column ? column : 1)));
	return place;
}

static json_t *location(const struct finding *f)
{
	json_t *location = json_pack("{s:o}", "physicalLocation",
				     place(f->file, f->line, f->column));

	if (f->function)
		json_object_set_new(location, "logicalLocations",
			json_pack("[{s:o, s:s}]",
				  "name", json_word(f->function),
				  "kind", "function"));
	return location;
}

static json_t *code_flow(const struct finding *f)
{
	json_t *steps = json_array();
	size_t i;

	for (i = 0; i < f->step_count; i++)
		json_array_append_new(steps, json_pack("{s:{s:o, s:o}, s:I}",
			"location",
			"physicalLocation", place(f->file, f->steps[i].line,
						  f->steps[i].column),
			"message", message(f->steps[i].text),
			"executionOrder", (json_int_t)i + 1));
	return json_pack("[{s:[{s:o}]}]", "threadFlows", "locations", steps);
}

/* FNV-1a of the parts, without the numbers in the sentence. */
static uint64_t hash(uint64_t sum, const char *text, bool with_numbers)
{
	bool in_word = false;

	for (; text && *text; text++) {
		unsigned char c = *text;

		in_word = isalpha(c) || c == '_' || (in_word && isdigit(c));
		if (with_numbers || in_word || !isdigit(c))
			sum = (sum ^ c) * 0x100000001b3;
	}
	return (sum ^ 0xff) * 0x100000001b3;
}

static uint64_t fingerprint(const struct finding *f)
{
	uint64_t sum = hash(0xcbf29ce484222325, f->rule->id, true);

	sum = hash(sum, f->file, true);
	sum = hash(sum, f->function, true);
	return hash(sum, f->text, false);
}

/* Those of a file stand together: the n-th of its kind is told apart by n. */
static json_t *fingerprints(const struct findings *all, const uint64_t *hashes,
			    size_t i)
{
	unsigned int before = 0;
	char *text;
	json_t *prints;
	size_t k;

	for (k = i; k-- && !strcmp(all->at[k].file, all->at[i].file); )
		before += hashes[k] == hashes[i];
	text = xasprintf("%016llx:%u", (unsigned long long)hashes[i], before + 1);
	prints = json_pack("{s:s}", FINGERPRINT, text);
	free(text);
	return prints;
}

/* An empty list says: looked at, and not silenced. */
static json_t *suppressions(const struct finding *f)
{
	if (!f->silenced)
		return json_array();
	return json_pack("[{s:s, s:o}]", "kind", "inSource",
			 "justification", json_word(f->silenced));
}

static json_t *result(const struct findings *all, const uint64_t *hashes,
		      size_t i, const struct rule *const *rules)
{
	const struct finding *f = &all->at[i];
	json_t *result;
	size_t k;

	result = json_pack("{s:s, s:s, s:o, s:[o], s:o, s:o, s:{s:s}}",
		"ruleId", f->rule->id,
		"level", severity_names[f->rule->severity],
		"message", message(f->text),
		"locations", location(f),
		"partialFingerprints", fingerprints(all, hashes, i),
		"suppressions", suppressions(f),
		"properties", "confidence", confidence_names[f->confidence]);
	for (k = 0; rules[k]; k++)
		if (!strcmp(rules[k]->id, f->rule->id))
			json_object_set_new(result, "ruleIndex",
					    json_integer(k));
	if (f->step_count)
		json_object_set_new(result, "codeFlows", code_flow(f));
	return result;
}

static json_t *descriptor(const struct rule *rule)
{
	return json_pack("{s:s, s:o, s:o, s:o, s:{s:s}}",
		"id", rule->id,
		"shortDescription", message(rule->summary),
		"fullDescription", message(rule->help),
		"help", message(rule->help),
		"defaultConfiguration",
		"level", severity_names[rule->severity]);
}

void sarif_print(const struct findings *all, const struct rule *const *rules,
		 FILE *to)
{
	json_t *descriptors = json_array(), *results = json_array(), *log;
	uint64_t *hashes = xcalloc(all->count, sizeof(*hashes));
	size_t i;

	for (i = 0; rules[i]; i++)
		json_array_append_new(descriptors, descriptor(rules[i]));
	for (i = 0; i < all->count; i++)
		hashes[i] = fingerprint(&all->at[i]);
	for (i = 0; i < all->count; i++)
		json_array_append_new(results, result(all, hashes, i, rules));
	free(hashes);
	log = json_pack("{s:s, s:s, s:[{s:{s:{s:s, s:o}}, s:{s:{s:{s:s}}}, s:s, s:o}]}",
		"$schema", SCHEMA,
		"version", "2.1.0",
		"runs",
		"tool", "driver", "name", "iommu-migrate", "rules", descriptors,
		"originalUriBaseIds", "%SRCROOT%", "description",
		"text", "The folder that the names in this log are relative to.",
		"columnKind", "unicodeCodePoints",
		"results", results);
	json_dumpf(log, to, JSON_INDENT(1));
	putc('\n', to);
	json_decref(log);
}
