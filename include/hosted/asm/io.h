/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_IO_H
#define _ASM_IO_H

#include <asm/page.h>
#include <linux/compiler.h>

static inline phys_addr_t virt_to_phys(const volatile void *addr)
{
	return __pa(addr);
}

static inline void *phys_to_virt(phys_addr_t phys)
{
	return __va(phys);
}

/* The registers of a device: memory that something else may look at. */
static inline u32 ioread32(const void __iomem *addr)
{
	return *(const volatile u32 *)addr;
}

static inline void iowrite32(u32 val, void __iomem *addr)
{
	*(volatile u32 *)addr = val;
}

#define readl(addr) ioread32(addr)
#define writel(val, addr) iowrite32(val, addr)

/* All that there is of memory is RAM, and mapped. */
#define MEMREMAP_WB 0x1
#define MEMREMAP_WT 0x2
#define MEMREMAP_WC 0x4

static inline void *memremap(phys_addr_t phys, size_t size,
			     unsigned long flags)
{
	(void)flags;
	return pfn_valid(phys >> PAGE_SHIFT) &&
	       pfn_valid((phys + size - 1) >> PAGE_SHIFT) ?
	       phys_to_virt(phys) : NULL;
}

static inline void memunmap(void *addr)
{
	(void)addr;
}

#endif
