/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The API itself: calls of a style that a kernel's <linux/iommu.h> is given as
 * inline wrappers over what it has.
 */
#ifndef VERIFY_INTERFACE_H
#define VERIFY_INTERFACE_H

#include "verify/view.h"

/* May this file define the API? */
bool is_api_header(const struct source *src);

/*
 * Take the inline functions with names of the API, and the gather, out of a
 * header that may define them, comments and all, as additions of their own.
 */
void strip_interface(struct view *view);

/*
 * Why a wrapper does less than its name promises, to be freed; NULL when it does
 * enough.  @a: an addition of kind ADD_INTERFACE.
 */
char *interface_trouble(struct view *view, const struct addition *a);

/* Do the calls that sync and explicit defer flush here, being what _sync calls? */
bool plain_calls_flush(struct view *view);

#endif
