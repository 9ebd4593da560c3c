/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONFORMANCE_FLUSH_PROBE_H
#define CONFORMANCE_FLUSH_PROBE_H

/*
 * Sees every call that the IOMMU core makes of the driver's functions that
 * invalidate, whichever driver it is, and can hold it there.  By kprobes: the
 * driver looks at which operations a domain has, so these must stay its own.
 */

#include <linux/iommu.h>

/* -EOPNOTSUPP: this driver has no such functions, it invalidates at once. */
int flush_probe_begin(struct iommu_domain *domain);
void flush_probe_end(void);

/* Calls so far; and those of them that were for a whole domain. */
u64 flush_probe_calls(void);
u64 flush_probe_full_calls(void);

/*
 * @hook is called by whoever invalidates, before it takes effect and in its
 * context; NULL takes it away.
 */
void flush_probe_set_hook(void (*hook)(void));

#endif
