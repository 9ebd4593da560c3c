/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What mutants take from the kernel beside what the cases of tests/batch do.
 */
#ifndef MUTANTS_STUB_H
#define MUTANTS_STUB_H

#include "../batch/stub.h"

extern unsigned long jiffies;
extern struct iommu_domain *other_domain;
extern struct page *backing_page;
struct page *phys_to_page(phys_addr_t paddr);
struct page *alloc_page(int flags);
void __free_pages(struct page *page, unsigned int order);
void free_pages(unsigned long addr, unsigned int order);
void unpin_user_pages(struct page **pages, unsigned long n);
void set_page_dirty_lock(struct page *page);
struct file;
void fput(struct file *file);
void vfree(const void *p);
void iommu_flush_iotlb_all(struct iommu_domain *d);
void iommu_flush_tlb_all(struct iommu_domain *d);
void iommu_detach_device(struct iommu_domain *d, struct device *dev);

#endif
