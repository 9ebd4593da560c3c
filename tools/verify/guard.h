/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUARD_H
#define GUARD_H

#include "verify/view.h"

/* Is the domain of the flush whose name is token @flush surely not NULL? */
bool surely_there(struct view *view, size_t flush);

#endif
