/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_USNIC_UIOM_H
#define SAMPLES_USNIC_UIOM_H

#include <linux/device.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct usnic_uiom_pd;
struct usnic_uiom_reg;

struct usnic_uiom_pd *usnic_uiom_alloc_pd(struct device *dev);
void usnic_uiom_dealloc_pd(struct usnic_uiom_pd *pd);

/*
 * Registers @npages pages at @va, which is the IOVA as well.  Registrations may
 * overlap when their pages agree there: a page is mapped with the first and
 * unmapped with the last of them.
 */
struct usnic_uiom_reg *usnic_uiom_reg_get(struct usnic_uiom_pd *pd,
					  unsigned long va,
					  struct page **pages,
					  unsigned int npages, bool writable);
void usnic_uiom_reg_release(struct usnic_uiom_reg *reg);

/* The device's own queue memory: registered with nobody, mapped whole. */
int usnic_uiom_map_queue(struct usnic_uiom_pd *pd, unsigned long va,
			 struct sg_table *sgt);
void usnic_uiom_unmap_queue(struct usnic_uiom_pd *pd, unsigned long va,
			    size_t size);

#endif
