/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Is it SARIF 2.1.0?  The rules of the published schema for the objects that
 * the command writes, and those of the standard's text that a schema cannot
 * say: indexes, base ids, URIs, suppressions.
 *
 * A property that the schema knows and the table here does not is an error:
 * whoever begins to write it adds its row.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "harness.h"

/* NULL, or what is wrong and where: "runs[0].results[3].level: ...". */
const char *sarif_problem(struct bytes log);

#endif
