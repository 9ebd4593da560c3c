/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BENCH_FQ_LINUX_H
#define BENCH_FQ_LINUX_H

/*
 * Linux's flush queue and IOVA allocator for a domain, a page at a time: under
 * names with linux_, and without the allocator under names with bare_.
 */
#include <linux/iommu.h>
#include <linux/iova.h>

extern void (*bench_released)(unsigned long iova);
void fq_free_nothing(struct iova_domain *iovad, unsigned long pfn,
		     unsigned long size);

int fq_create(struct iommu_domain *domain);
void fq_destroy(struct iommu_domain *domain);
unsigned long fq_alloc(struct iommu_domain *domain);
void fq_free(struct iommu_domain *domain, unsigned long iova);
void fq_queue(struct iommu_domain *domain, unsigned long iova);

extern typeof(fq_create) linux_fq_create, bare_fq_create;
extern typeof(fq_destroy) linux_fq_destroy, bare_fq_destroy;
extern typeof(fq_alloc) linux_fq_alloc;
extern typeof(fq_free) linux_fq_free;
extern typeof(fq_queue) linux_fq_queue, bare_fq_queue;

#endif
