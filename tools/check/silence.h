/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comment with these words silences one finding:
 *
 *	iommu-migrate: RULE: reason
 *
 * on the line of the finding, of the call that its path begins with, or on the
 * line before.
 */
#ifndef CHECK_SILENCE_H
#define CHECK_SILENCE_H

#include "check/check.h"

/*
 * Silence the findings that comments of @src speak of, and add one for each
 * comment that cannot be understood.
 */
void silence(const struct source *src, struct findings *findings);

#endif
