/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Is what is released what is mapped?  Evidence from where the values come from:
 * the same IOVA; the address that iommu_iova_to_phys() gave for it; members of
 * one object that describes the mapping.
 */
#ifndef CHECK_ORIGIN_H
#define CHECK_ORIGIN_H

#include "check/frame.h"

/* The release called at @token gives back what these names lead to. */
void release_names(struct unit *u, const struct frame *frame, size_t token,
		   struct released *released);

/* Does the unmap called at @token of @frame unmap what @released gave back? */
bool is_unmap_of(struct unit *u, const struct frame *frame, size_t token,
		 const struct released *released);

/* Is a value among what the arguments of the call come from? */
bool call_uses(struct unit *u, const struct frame *frame, size_t token,
	       uint32_t name);

#endif
