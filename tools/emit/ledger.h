/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ledger: every site with its outcome and reason, and the sum.
 *
 *	converted + kept + unrelated + open = scanned
 */
#ifndef LEDGER_H
#define LEDGER_H

#include <stdio.h>

#include "scan/source.h"

struct ledger {
	const struct source *sources;
	size_t count;
	/* Files that could not be looked into; each counts as open. */
	size_t unread;
};

enum format {
	FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMAT_SARIF, FORMAT_UNKNOWN
};

enum format format_by_name(const char *name);

/*
 * All sites.  CSV: a header row, then file,line,column,function,name,kind,
 * outcome,reason, quoted as RFC 4180 has it.  JSON: {"sites": [...],
 * "ledger": {...}}.  SARIF: the open sites only, a result each.  Text: a line
 * each.
 */
void ledger_print(const struct ledger *ledger, enum format format, FILE *to);

/* Open sites as messages on stderr, then the line "ledger: N sites ...". */
void ledger_summary(const struct ledger *ledger);

/* How many sites are open. */
size_t ledger_open(const struct ledger *ledger);

/* EXIT_OPEN when anything is open, else EXIT_DONE. */
enum exit_status ledger_status(const struct ledger *ledger);

#endif
