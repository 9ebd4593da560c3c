/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _TRACE_EVENTS_IOMMU_H
#define _TRACE_EVENTS_IOMMU_H

/* Nothing traces: the arguments are evaluated, and that is all. */
#define trace_add_device_to_group(group, dev) ((void)(group), (void)(dev))
#define trace_remove_device_from_group(group, dev) ((void)(group), (void)(dev))
#define trace_attach_device_to_domain(dev) ((void)(dev))
#define trace_detach_device_from_domain(dev) ((void)(dev))
#define trace_map(iova, paddr, size) ((void)(iova), (void)(paddr), (void)(size))
#define trace_unmap(iova, size, unmapped) \
	((void)(iova), (void)(size), (void)(unmapped))
#define trace_io_page_fault(dev, iova, flags) \
	((void)(dev), (void)(iova), (void)(flags))

#endif
