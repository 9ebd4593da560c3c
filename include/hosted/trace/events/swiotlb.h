/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _TRACE_EVENTS_SWIOTLB_H
#define _TRACE_EVENTS_SWIOTLB_H

#define trace_swiotlb_bounced(dev, addr, size) \
	((void)(dev), (void)(addr), (void)(size))

#endif
