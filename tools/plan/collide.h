/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names of the tree that clash with calls of the target style: a driver's own
 * static iommu_flush_tlb_all() does not compile any more once <linux/iommu.h>
 * declares one.
 */
#ifndef COLLIDE_H
#define COLLIDE_H

#include "scan/source.h"

/*
 * Look for them.  Without @rename each is reported on stderr.  With it their
 * sites are to be converted to a name with a prefix that is learnt from the
 * functions of the file; a macro stays open.  Returns how many there are.
 */
size_t plan_collisions(struct source *sources, size_t count, enum style to,
		       bool rename);

#endif
