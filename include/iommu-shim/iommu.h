/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _IOMMU_SHIM_IOMMU_H
#define _IOMMU_SHIM_IOMMU_H

/*
 * The IOMMU API in the style of your choice, on the kernel that is there.
 *
 * Include this after, or in place of, <linux/iommu.h>, in a unit that is
 * compiled with -DIOMMU_SHIM_STYLE=STYLE or that defines it before.  There is no
 * default: a unit that was converted and lost its -D must not compile.  Each
 * unit has its own style; units of several styles may share a domain.
 *
 *   style      synchronous calls            deferred calls      finishing calls
 *   implicit   iommu_map, iommu_map_sg,     -                   -
 *              iommu_unmap
 *   sync       iommu_map_sync,              iommu_map,          -
 *              iommu_map_sg_sync,           iommu_map_sg,
 *              iommu_unmap_sync             iommu_unmap
 *   explicit   as sync                      as sync             iommu_tlb_range_add,
 *                                                               iommu_tlb_sync,
 *                                                               iommu_flush_tlb_all
 *
 * iommu_map_atomic, iommu_map_sg_atomic and iommu_map_sgtable follow iommu_map.
 * What each call guarantees is said in <iommu-shim/calls.h>.
 *
 * The names are object-like macros, so that an address taken or a name pasted
 * together means the same function as a call.
 */

#include <linux/iommu.h>

#include <iommu-shim/calls.h>

#ifndef IOMMU_SHIM_STYLE
#error "IOMMU_SHIM_STYLE is not defined: use -DIOMMU_SHIM_STYLE=implicit, sync or explicit"
#endif

/* 0, the value of a name that is none, is no style. */
#define IOMMU_SHIM_STYLE_implicit 1
#define IOMMU_SHIM_STYLE_sync 2
#define IOMMU_SHIM_STYLE_explicit 3

#define __IOMMU_SHIM_STYLE(style) IOMMU_SHIM_STYLE_ ## style
#define _IOMMU_SHIM_STYLE(style) __IOMMU_SHIM_STYLE(style)
#define IOMMU_SHIM_IS(name) \
	(_IOMMU_SHIM_STYLE(IOMMU_SHIM_STYLE) == IOMMU_SHIM_STYLE_ ## name)

/* All styles: a domain is known to the shim from its first to its last day. */
#define iommu_domain_alloc iommu_shim_domain_alloc
#define iommu_domain_free iommu_shim_domain_free

#if IOMMU_SHIM_IS(implicit)

#define iommu_map iommu_shim_map_sync
#define iommu_map_atomic iommu_shim_map_atomic_sync
#define iommu_map_sg iommu_shim_map_sg_sync
#define iommu_map_sg_atomic iommu_shim_map_sg_atomic_sync
#define iommu_map_sgtable iommu_shim_map_sgtable_sync
#define iommu_unmap iommu_shim_unmap_sync

#elif IOMMU_SHIM_IS(sync) || IOMMU_SHIM_IS(explicit)

#define iommu_map_sync iommu_shim_map_sync
#define iommu_map_atomic_sync iommu_shim_map_atomic_sync
#define iommu_map_sg_sync iommu_shim_map_sg_sync
#define iommu_map_sg_atomic_sync iommu_shim_map_sg_atomic_sync
#define iommu_map_sgtable_sync iommu_shim_map_sgtable_sync
#define iommu_unmap_sync iommu_shim_unmap_sync

/* The kernel's own map is as good as a deferred one: it does more. */
#define iommu_unmap iommu_shim_unmap

#if IOMMU_SHIM_IS(explicit)
#define iommu_tlb_range_add iommu_shim_tlb_range_add
#define iommu_tlb_sync iommu_shim_tlb_sync
#define iommu_flush_tlb_all iommu_shim_flush_tlb_all
#endif

#else
#error "IOMMU_SHIM_STYLE is none of implicit, sync, explicit"
#endif

#endif
