/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a conversion changed, as a unified diff that patch -p1 and git apply
 * take.
 */
#ifndef DIFF_H
#define DIFF_H

#include <stdio.h>

#include "scan/source.h"

/* Print the diff of one file; nothing when it is unchanged. */
void diff_print(const struct source *src, FILE *to);

#endif
