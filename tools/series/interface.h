/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The calls of a style for a kernel that does not have them: inline wrappers in
 * its <linux/iommu.h>, over what is declared there.
 *
 * The plain calls go on flushing the IOTLB, so a driver may change over before
 * or after any other: a synchronous call is another name for the plain one, and
 * a finishing call has nothing to do unless the kernel defers already.
 */
#ifndef INTERFACE_H
#define INTERFACE_H

#include "styles.h"
#include "base/util.h"

#define INTERFACE_HEADER "include/linux/iommu.h"

/*
 * Put into @out the header @text with those calls of the style that it lacks
 * behind the last declaration they rest on; @shown is its name in messages.
 * @added, if not NULL, receives the names that were added, separated by ", ".
 *
 * Returns how many were added; 0: it has them all, and @out is not touched.
 * Ends the program when the kernel declares one of them in another way, or
 * nothing that it could rest on.
 */
size_t interface_add(const struct buf *text, const char *shown, enum style to,
		     struct buf *out, struct buf *added);

/* How many arguments the header's iommu_map() takes; 0: it has none. */
unsigned int interface_map_arguments(const struct buf *text,
				     const char *shown);

#endif
