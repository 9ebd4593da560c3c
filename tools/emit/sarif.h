/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings as SARIF 2.1.0, the format that code review sites read.
 *
 * One run.  Every rule of the table stands in it, also those that found
 * nothing: a reader then knows that they were looked for.  A finding is a
 * result, its steps are a code flow, a silenced one is suppressed in source.
 * File names are relative to %SRCROOT%, which the reader knows.  Columns count
 * bytes; in ASCII that is what the format asks for.
 *
 * The partial fingerprint "site/v1" tells whether two logs speak of the same
 * thing.  It is made of rule, file, function and sentence without its numbers:
 * it stays the same while lines above come and go.
 */
#ifndef SARIF_H
#define SARIF_H

#include "emit/finding.h"

/* @all is sorted, @rules ended by NULL. */
void sarif_print(const struct findings *all, const struct rule *const *rules,
		 FILE *to);

#endif
