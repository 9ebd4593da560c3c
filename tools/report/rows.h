/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The two tables of the page.  Each row is a <tbody> with the data-... that the
 * filters go by, and a second <tr> with the code.
 */
#ifndef ROWS_H
#define ROWS_H

#include "report/report.h"

void rows_of_sites(struct buf *to, const struct ledger *ledger);
void rows_of_findings(struct buf *to, const struct report *report);

#endif
