/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings: what check and verify have to say of a line, and how it is printed.
 *
 * A rule is one row, whoever finds by it.  A finding has the path that leads to
 * it as steps, in the order in which they happen: "unmap at 120, break at 124,
 * __free_page at 131".
 */
#ifndef FINDING_H
#define FINDING_H

#include <stdint.h>
#include <stdio.h>

#include "emit/ledger.h"

enum severity {
	SEVERITY_ERROR,		/* a device may reach what it must not */
	SEVERITY_WARNING,	/* wrong, or soon to be */
	SEVERITY_NOTE,		/* right, but slower than need be */
};

enum confidence {
	CONFIDENCE_HIGH,	/* follows from the source */
	CONFIDENCE_MODERATE,	/* ... and one thing that was not seen */
};

struct rule {
	const char *id;		/* as in a silencing comment: missing-flush */
	enum severity severity;
	const char *summary;	/* one line: what is wrong */
	const char *help;	/* why it matters, and what to do; a paragraph */
};

struct step {
	uint32_t line;
	uint32_t column;	/* from 1 */
	char *text;		/* "iommu_unmap_fast() of domain->dom" */
};

struct finding {
	const struct rule *rule;
	enum confidence confidence;
	const char *file;	/* as messages show it */
	uint32_t line;		/* the last step's, mostly */
	uint32_t column;	/* from 1 */
	const char *function;	/* or NULL */
	char *text;		/* one sentence, without file and line */
	struct step *steps;
	size_t step_count, step_room;
	char *silenced;		/* the reason a comment gives; NULL: it counts */
};

struct findings {
	struct finding *at;
	size_t count, room;
};

/*
 * Append one without steps; @text is taken over.  What is returned moves with the
 * next one.
 */
struct finding *finding_add(struct findings *all, const struct rule *rule,
			    enum confidence confidence, const char *file,
			    uint32_t line, uint32_t column, char *text);
/* Append a step; @text is taken over. */
void finding_step(struct finding *finding, uint32_t line, uint32_t column,
		  char *text);
/*
 * By file, line, column, rule and text; of those that agree in all of these the
 * one with the shortest path is left.
 */
void findings_sort(struct findings *all);
void findings_free(struct findings *all);

/*
 * Print them in order, with those that are silenced at the end.  @rules is the
 * table of all rules that were looked for, ended by NULL.
 *
 * Text: "FILE:LINE:COLUMN: error: sentence [rule]", each step below it.  CSV: a
 * header row, then file,line,column,function,rule,severity,confidence,text,
 * steps,silenced.  JSON:
 *
 *	{"findings": [{"file", "line", "column", "function" (or null), "rule",
 *	  "severity": "error" | "warning" | "note",
 *	  "confidence": "high" | "moderate", "text",
 *	  "steps": [{"line", "column", "text"}], "silenced" (reason or null)}],
 *	 "counts": {"files", "error", "warning", "note", "silenced"}}
 *
 * SARIF: see sarif.h.
 */
void findings_print(const struct findings *all, const struct rule *const *rules,
		    enum format format, FILE *to);

/* What was looked at. */
struct coverage {
	size_t sites, files;	/* files: those with a site */
	size_t unread;		/* files that could not be read */
	size_t unchecked;	/* functions that could not be followed */
};

/* On stderr the line "check: N sites in N files: ...", like the ledger's. */
void findings_summary(const struct findings *all, const struct coverage *at);

/* How many are not silenced. */
size_t findings_count(const struct findings *all);

/* EXIT_FINDINGS when there is one that is not silenced, else EXIT_DONE. */
enum exit_status findings_status(const struct findings *all);

/* Names of the values, as all formats have them. */
extern const char *const severity_names[];
extern const char *const confidence_names[];

#endif
