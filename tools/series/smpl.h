/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A semantic patch, told in a commit message.
 */
#ifndef SMPL_H
#define SMPL_H

#include "base/util.h"

/*
 * Append the description of the semantic patch of that name, its rules for mode
 * patch, and where they are to be found.
 */
void smpl_add(const char *name, struct buf *out);

#endif
