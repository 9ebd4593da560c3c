/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUARD_H
#define GUARD_H

#include "flow/truth.h"
#include "verify/view.h"

/*
 * What the domain of the flush whose name is token @flush may be when that is
 * called; POINTER_THERE: nothing but a domain.
 */
enum pointer domain_at(struct view *view, size_t flush);

#endif
