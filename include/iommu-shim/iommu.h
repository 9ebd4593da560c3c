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
 *   style      synchronous calls     deferred calls           finishing calls
 *   implicit   iommu_map,            -                        -
 *              iommu_map_sg,
 *              iommu_unmap
 *   sync       iommu_map_sync,       iommu_map,               -
 *              iommu_map_sg_sync,    iommu_map_sg,
 *              iommu_unmap_sync      iommu_unmap
 *   explicit   as sync               as sync                  iommu_tlb_range_add,
 *                                                             iommu_tlb_sync,
 *                                                             iommu_flush_tlb_all
 *   async      as implicit           iommu_map_async,         iommu_tlb_sync,
 *                                    iommu_map_sg_async,      iommu_flush_tlb_all
 *                                    iommu_unmap_async
 *   fast       as implicit           iommu_unmap_fast         as explicit
 *   gather     as implicit           iommu_unmap_fast with    iommu_iotlb_sync,
 *                                    a gather                 iommu_flush_iotlb_all
 *   nosync     as implicit           as gather, and           as gather, and
 *                                    iommu_map_nosync         iommu_sync_map
 *
 * What each call guarantees is said in <iommu-shim/calls.h>; the deferred unmap
 * of styles gather and nosync and their finishing calls are the kernel's own.
 *
 * The arguments are those of a level, whatever the kernel: 4_13, 4_15 and 5_4
 * have iommu_map_atomic and iommu_map_sg_atomic beside iommu_map; 6_3 and 6_16
 * have a gfp_t as its last argument instead.  -DIOMMU_SHIM_LEVEL=LEVEL chooses,
 * or #define IOMMU_SHIM_LEVEL vLEVEL (v6_3) before the include; without, it is
 * 5_4, and 6_16 for style nosync, which begins there.  A domain is allocated by
 * iommu_domain_alloc(bus), or iommu_paging_domain_alloc(dev), in all of them.
 *
 * The names are object-like macros, so that an address taken or a name pasted
 * together means the same function as a call.
 */

#include <linux/iommu.h>

#include <iommu-shim/calls.h>
#include <iommu-shim/levels.h>

#ifndef IOMMU_SHIM_STYLE
#error "IOMMU_SHIM_STYLE is not defined: use -DIOMMU_SHIM_STYLE=sync, or another style"
#endif

/* 0, the value of a name that is none, is no style. */
#define IOMMU_SHIM_STYLE_implicit 1
#define IOMMU_SHIM_STYLE_sync 2
#define IOMMU_SHIM_STYLE_explicit 3
#define IOMMU_SHIM_STYLE_async 4
#define IOMMU_SHIM_STYLE_fast 5
#define IOMMU_SHIM_STYLE_gather 6
#define IOMMU_SHIM_STYLE_nosync 7

#define __IOMMU_SHIM_STYLE(style) IOMMU_SHIM_STYLE_ ## style
#define _IOMMU_SHIM_STYLE(style) __IOMMU_SHIM_STYLE(style)
#define IOMMU_SHIM_IS(name) \
	(_IOMMU_SHIM_STYLE(IOMMU_SHIM_STYLE) == IOMMU_SHIM_STYLE_ ## name)

#ifndef IOMMU_SHIM_LEVEL
#if IOMMU_SHIM_IS(nosync)
#define IOMMU_SHIM_LEVEL v6_16
#else
#define IOMMU_SHIM_LEVEL v5_4
#endif
#endif

#define IOMMU_SHIM_LEVEL_4_13 413
#define IOMMU_SHIM_LEVEL_4_15 415
#define IOMMU_SHIM_LEVEL_5_4 504
#define IOMMU_SHIM_LEVEL_6_3 603
#define IOMMU_SHIM_LEVEL_6_16 616

/* In a source they are names: checkpatch.pl takes 6_3 for an expression. */
#define IOMMU_SHIM_LEVEL_v4_13 413
#define IOMMU_SHIM_LEVEL_v4_15 415
#define IOMMU_SHIM_LEVEL_v5_4 504
#define IOMMU_SHIM_LEVEL_v6_3 603
#define IOMMU_SHIM_LEVEL_v6_16 616

#define __IOMMU_SHIM_LEVEL(level) IOMMU_SHIM_LEVEL_ ## level
#define _IOMMU_SHIM_LEVEL(level) __IOMMU_SHIM_LEVEL(level)
#define IOMMU_SHIM_HAS_GFP (_IOMMU_SHIM_LEVEL(IOMMU_SHIM_LEVEL) >= 603)

#if !_IOMMU_SHIM_LEVEL(IOMMU_SHIM_LEVEL)
#error "IOMMU_SHIM_LEVEL is none of 4_13, 4_15, 5_4, 6_3, 6_16"
#endif

#if IOMMU_SHIM_IS(nosync) && _IOMMU_SHIM_LEVEL(IOMMU_SHIM_LEVEL) < 616
#error "style nosync begins at IOMMU_SHIM_LEVEL 6_16"
#endif

/*
 * The kernel's names give way, in whatever way it declares them.
 */
#undef iommu_domain_alloc
#undef iommu_paging_domain_alloc
#undef iommu_domain_free
#undef iommu_map
#undef iommu_map_atomic
#undef iommu_map_sg
#undef iommu_map_sg_atomic
#undef iommu_map_sgtable
#undef iommu_unmap

/* All styles: a domain is known to the shim from its first to its last day. */
#define iommu_domain_alloc iommu_shim_domain_alloc
#define iommu_paging_domain_alloc iommu_shim_paging_domain_alloc
#define iommu_domain_free iommu_shim_domain_free

/* The function that a name at this level is. */
#if IOMMU_SHIM_HAS_GFP
#define _IOMMU_SHIM_MAP(call) iommu_shim_ ## call
#else
#define _IOMMU_SHIM_MAP(call) iommu_shim_5_4_ ## call
#endif

#if IOMMU_SHIM_IS(sync) || IOMMU_SHIM_IS(explicit)

#define iommu_map_sync _IOMMU_SHIM_MAP(map_sync)
#define iommu_map_sg_sync _IOMMU_SHIM_MAP(map_sg_sync)
#define iommu_map_sgtable_sync iommu_shim_map_sgtable_sync
#define iommu_unmap_sync iommu_shim_unmap_sync

#define iommu_map _IOMMU_SHIM_MAP(map)
#define iommu_map_sg _IOMMU_SHIM_MAP(map_sg)
#define iommu_map_sgtable iommu_shim_map_sgtable
#define iommu_unmap iommu_shim_unmap

#if !IOMMU_SHIM_HAS_GFP
#define iommu_map_atomic_sync _IOMMU_SHIM_MAP(map_atomic_sync)
#define iommu_map_sg_atomic_sync _IOMMU_SHIM_MAP(map_sg_atomic_sync)
#define iommu_map_atomic _IOMMU_SHIM_MAP(map_atomic)
#define iommu_map_sg_atomic _IOMMU_SHIM_MAP(map_sg_atomic)
#endif

#elif _IOMMU_SHIM_STYLE(IOMMU_SHIM_STYLE)

#define iommu_map _IOMMU_SHIM_MAP(map_sync)
#define iommu_map_sg _IOMMU_SHIM_MAP(map_sg_sync)
#define iommu_map_sgtable iommu_shim_map_sgtable_sync
#define iommu_unmap iommu_shim_unmap_sync

#if !IOMMU_SHIM_HAS_GFP
#define iommu_map_atomic _IOMMU_SHIM_MAP(map_atomic_sync)
#define iommu_map_sg_atomic _IOMMU_SHIM_MAP(map_sg_atomic_sync)
#endif

#else
#error "IOMMU_SHIM_STYLE is none of implicit, sync, explicit, async, fast, gather, nosync"
#endif

#if IOMMU_SHIM_IS(async)
#define iommu_map_async _IOMMU_SHIM_MAP(map_async)
#define iommu_map_sg_async _IOMMU_SHIM_MAP(map_sg_async)
#define iommu_map_sgtable_async iommu_shim_map_sgtable_async
#define iommu_unmap_async iommu_shim_unmap_async
#if !IOMMU_SHIM_HAS_GFP
#define iommu_map_atomic_async _IOMMU_SHIM_MAP(map_atomic_async)
#define iommu_map_sg_atomic_async _IOMMU_SHIM_MAP(map_sg_atomic_async)
#endif
#endif

#if IOMMU_SHIM_IS(fast)
#undef iommu_unmap_fast
#define iommu_unmap_fast iommu_shim_unmap
#endif

#if IOMMU_SHIM_IS(nosync)
#undef iommu_map_nosync
#undef iommu_sync_map
#define iommu_map_nosync iommu_shim_map
#define iommu_sync_map iommu_shim_sync_map
#endif

#if IOMMU_SHIM_IS(explicit) || IOMMU_SHIM_IS(fast)
#define iommu_tlb_range_add iommu_shim_tlb_range_add
#endif

#if IOMMU_SHIM_IS(explicit) || IOMMU_SHIM_IS(fast) || IOMMU_SHIM_IS(async)
#define iommu_tlb_sync iommu_shim_tlb_sync
#define iommu_flush_tlb_all iommu_shim_flush_tlb_all
#endif

#endif
