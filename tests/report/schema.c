// SPDX-License-Identifier: GPL-2.0-only
#include "report/schema.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>

enum type {
	STRING,
	URI,			/* absolute or relative */
	NUMBER,			/* whole, and at least @least */
	WORD,			/* one of @of, blanks between them */
	OBJECT,			/* of kind @of */
	ARRAY,			/* of objects of kind @of; at least @least */
	MAP,			/* any names, objects of kind @of */
	STRINGS,		/* any names, strings */
	BAG,			/* any names, anything */
};

static const struct property {
	const char *kind, *name;
	enum { OPTIONAL, REQUIRED } presence;
	enum type type;
	const char *of;
	int least;
} properties[] = {
	{ "log", "$schema", OPTIONAL, .type = URI },
	{ "log", "version", REQUIRED, .type = WORD, .of = "2.1.0" },
	{ "log", "runs", REQUIRED, .type = ARRAY, .of = "run" },
	{ "run", "tool", REQUIRED, .type = OBJECT, .of = "tool" },
	{ "run", "originalUriBaseIds", OPTIONAL, .type = MAP, .of = "artifactLocation" },
	{ "run", "columnKind", OPTIONAL, .type = WORD, .of = "utf16CodeUnits unicodeCodePoints" },
	{ "run", "results", OPTIONAL, .type = ARRAY, .of = "result" },
	{ "tool", "driver", REQUIRED, .type = OBJECT, .of = "toolComponent" },
	{ "toolComponent", "name", REQUIRED, .type = STRING },
	{ "toolComponent", "rules", OPTIONAL, .type = ARRAY, .of = "reportingDescriptor" },
	{ "reportingDescriptor", "id", REQUIRED, .type = STRING },
	{ "reportingDescriptor", "shortDescription", OPTIONAL, .type = OBJECT, .of = "multiformat" },
	{ "reportingDescriptor", "fullDescription", OPTIONAL, .type = OBJECT, .of = "multiformat" },
	{ "reportingDescriptor", "help", OPTIONAL, .type = OBJECT, .of = "multiformat" },
	{ "reportingDescriptor", "defaultConfiguration", OPTIONAL, .type = OBJECT, .of = "configuration" },
	{ "multiformat", "text", REQUIRED, .type = STRING },
	{ "configuration", "level", OPTIONAL, .type = WORD, .of = "none note warning error" },
	{ "result", "ruleId", OPTIONAL, .type = STRING },
	{ "result", "ruleIndex", OPTIONAL, .type = NUMBER, .least = -1 },
	{ "result", "level", OPTIONAL, .type = WORD, .of = "none note warning error" },
	{ "result", "message", REQUIRED, .type = OBJECT, .of = "message" },
	{ "result", "locations", OPTIONAL, .type = ARRAY, .of = "location" },
	{ "result", "codeFlows", OPTIONAL, .type = ARRAY, .of = "codeFlow" },
	{ "result", "partialFingerprints", OPTIONAL, .type = STRINGS },
	{ "result", "suppressions", OPTIONAL, .type = ARRAY, .of = "suppression" },
	{ "result", "properties", OPTIONAL, .type = BAG },
	/* The schema lets an id stand for it: we have none. */
	{ "message", "text", REQUIRED, .type = STRING },
	{ "location", "physicalLocation", OPTIONAL, .type = OBJECT, .of = "physicalLocation" },
	{ "location", "logicalLocations", OPTIONAL, .type = ARRAY, .of = "logicalLocation" },
	{ "location", "message", OPTIONAL, .type = OBJECT, .of = "message" },
	{ "physicalLocation", "artifactLocation", REQUIRED, .type = OBJECT, .of = "artifactLocation" },
	{ "physicalLocation", "region", OPTIONAL, .type = OBJECT, .of = "region" },
	{ "logicalLocation", "name", OPTIONAL, .type = STRING },
	{ "logicalLocation", "kind", OPTIONAL, .type = STRING },
	{ "artifactLocation", "uri", OPTIONAL, .type = URI },
	{ "artifactLocation", "uriBaseId", OPTIONAL, .type = STRING },
	{ "artifactLocation", "description", OPTIONAL, .type = OBJECT, .of = "message" },
	{ "region", "startLine", OPTIONAL, .type = NUMBER, .least = 1 },
	{ "region", "startColumn", OPTIONAL, .type = NUMBER, .least = 1 },
	{ "codeFlow", "threadFlows", REQUIRED, .type = ARRAY, .of = "threadFlow", .least = 1 },
	{ "threadFlow", "locations", REQUIRED, .type = ARRAY, .of = "threadFlowLocation", .least = 1 },
	{ "threadFlowLocation", "location", OPTIONAL, .type = OBJECT, .of = "location" },
	{ "threadFlowLocation", "executionOrder", OPTIONAL, .type = NUMBER, .least = -1 },
	{ "suppression", "kind", REQUIRED, .type = WORD, .of = "inSource external" },
	{ "suppression", "justification", OPTIONAL, .type = STRING },
};
#define PROPERTY_COUNT (sizeof(properties) / sizeof(properties[0]))

static const char *check_object(const char *where, const char *kind,
				json_t *object);

/* RFC 3986: only these characters, and % before two hexadecimal digits. */
static bool is_uri(const char *uri)
{
	const char *colon = strchr(uri, ':'), *slash = strchr(uri, '/');

	/* What stands before a colon in the first segment is a scheme. */
	if (colon && (!slash || colon < slash) && !isalpha((unsigned char)*uri))
		return false;
	for (; *uri; uri++) {
		unsigned char c = *uri;

		if (c == '%' && (!isxdigit((unsigned char)uri[1]) ||
				 !isxdigit((unsigned char)uri[2])))
			return false;
		if (c != '%' && (c >= 0x80 ||
				 (!isalnum(c) && !strchr("-._~/:?#[]@!$&'()*+,;=", c))))
			return false;
	}
	return true;
}

static bool is_absolute(const char *uri)
{
	size_t scheme = strspn(uri, "abcdefghijklmnopqrstuvwxyz+-.0123456789");

	return scheme && uri[scheme] == ':';
}

static bool is_among(const char *word, const char *words)
{
	char *all = text(" %s ", words);

	return strstr(all, text(" %s ", word));
}

static const char *check_value(const char *where, const struct property *p,
			       json_t *value)
{
	const char *problem = NULL, *key, *string = json_string_value(value);
	json_t *each;
	size_t i;

	switch (p->type) {
	case STRING:
		return string ? NULL : text("%s: no string", where);
	case URI:
		return string && is_uri(string) ? NULL :
		       text("%s: no URI: %s", where, string ? string : "");
	case WORD:
		return string && is_among(string, p->of) ? NULL :
		       text("%s: none of: %s", where, p->of);
	case NUMBER:
		return json_is_integer(value) &&
		       json_integer_value(value) >= p->least ? NULL :
		       text("%s: no whole number from %d on", where, p->least);
	case OBJECT:
		return check_object(where, p->of, value);
	case ARRAY:
		if (!json_is_array(value) ||
		    json_array_size(value) < (size_t)p->least)
			return text("%s: no array, or too short", where);
		json_array_foreach(value, i, each)
			if (!problem)
				problem = check_object(text("%s[%zu]", where, i),
						       p->of, each);
		return problem;
	case MAP:
	case STRINGS:
	case BAG:
		if (!json_is_object(value))
			return text("%s: no object", where);
		json_object_foreach(value, key, each) {
			if (problem || p->type == BAG)
				continue;
			if (p->type == MAP)
				problem = check_object(text("%s.%s", where, key),
						       p->of, each);
			else if (!json_is_string(each))
				problem = text("%s.%s: no string", where, key);
		}
		return problem;
	}
	return text("%s: no such type", where);
}

static const struct property *find(const char *kind, const char *name)
{
	size_t i;

	for (i = 0; i < PROPERTY_COUNT; i++)
		if (!strcmp(kind, properties[i].kind) &&
		    !strcmp(name, properties[i].name))
			return &properties[i];
	return NULL;
}

static const char *check_object(const char *where, const char *kind,
				json_t *object)
{
	const char *name, *problem = NULL;
	json_t *value;
	size_t i;

	if (!json_is_object(object))
		return text("%s: no object", where);
	for (i = 0; i < PROPERTY_COUNT; i++)
		if (!strcmp(kind, properties[i].kind) &&
		    properties[i].presence == REQUIRED &&
		    !json_object_get(object, properties[i].name))
			return text("%s: lacks %s", where, properties[i].name);
	json_object_foreach(object, name, value) {
		const struct property *p = find(kind, name);

		if (!problem && !p)
			problem = text("%s.%s: not known", where, name);
		if (!problem)
			problem = check_value(text("%s.%s", where, name), p,
					      value);
	}
	return problem;
}

/* A relative URI starts from a base id that the run lists. */
static const char *check_artifact(json_t *location, json_t *bases)
{
	const char *uri = json_string_value(json_object_get(location, "uri"));
	json_t *base = json_object_get(location, "uriBaseId");

	if (!uri || !*uri)
		return "an artifact without URI";
	if (is_absolute(uri) == (base != NULL))
		return text("%s: absolute, or with a base: one of them", uri);
	if (base && !json_object_get(bases, json_string_value(base)))
		return text("%s: its base is not listed", uri);
	return NULL;
}

static const char *check_artifacts(json_t *any, json_t *bases)
{
	const char *problem = NULL, *key;
	json_t *each;
	size_t i;

	json_array_foreach(any, i, each)
		if (!problem)
			problem = check_artifacts(each, bases);
	json_object_foreach(any, key, each) {
		if (problem)
			break;
		problem = strcmp(key, "artifactLocation") ?
			  check_artifacts(each, bases) :
			  check_artifact(each, bases);
	}
	return problem;
}

static const char *check_rules(json_t *rules, json_t *results)
{
	json_t *rule, *other, *result;
	size_t i, k;

	json_array_foreach(rules, i, rule)
		json_array_foreach(rules, k, other)
			if (i != k && json_equal(json_object_get(rule, "id"),
						 json_object_get(other, "id")))
				return text("rules %zu and %zu have one id", i, k);
	json_array_foreach(results, i, result) {
		json_t *index = json_object_get(result, "ruleIndex");

		if (!index)
			continue;
		rule = json_array_get(rules, json_integer_value(index));
		if (!rule || !json_equal(json_object_get(rule, "id"),
					 json_object_get(result, "ruleId")))
			return text("result %zu: its index is not its rule's", i);
	}
	return NULL;
}

/* Said of one result, it has to be said of all. */
static const char *check_suppressions(json_t *results)
{
	size_t i, with = 0;
	json_t *result;

	json_array_foreach(results, i, result)
		with += json_object_get(result, "suppressions") != NULL;
	return with == 0 || with == json_array_size(results) ? NULL :
	       "suppressions: some results have them, some not";
}

const char *sarif_problem(struct bytes bytes)
{
	json_error_t error;
	json_t *log = json_loadb(bytes.data, bytes.size,
				 JSON_REJECT_DUPLICATES, &error);
	const char *problem;
	json_t *run;
	size_t i;

	if (!log)
		return text("line %d: %s", error.line, error.text);
	problem = check_object("log", "log", log);
	json_array_foreach(json_object_get(log, "runs"), i, run) {
		json_t *results = json_object_get(run, "results"), *driver;

		driver = json_object_get(json_object_get(run, "tool"), "driver");
		if (!problem)
			problem = check_rules(json_object_get(driver, "rules"),
					      results);
		if (!problem)
			problem = check_suppressions(results);
		if (!problem)
			problem = check_artifacts(results, json_object_get(run,
							"originalUriBaseIds"));
	}
	json_decref(log);
	return problem;
}
