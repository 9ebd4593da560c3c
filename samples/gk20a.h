/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_GK20A_H
#define SAMPLES_GK20A_H

#include <linux/device.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct gk20a_instmem;

/* Instance memory: pages of any place, one after another for the GPU. */
struct gk20a_instobj {
	struct gk20a_instmem *imem;
	unsigned long offset;		/* in the GPU's address space */
	unsigned int npages;
	struct page *pages[];
};

struct gk20a_instmem *gk20a_instmem_new(struct device *dev);
void gk20a_instmem_del(struct gk20a_instmem *imem);

struct gk20a_instobj *gk20a_instobj_ctor(struct gk20a_instmem *imem,
					 unsigned long size);
void gk20a_instobj_dtor(struct gk20a_instobj *obj);

/* A buffer of another driver; its address for the GPU, or a negative errno. */
long gk20a_instmem_import(struct gk20a_instmem *imem, struct sg_table *sgt);
void gk20a_instmem_forget(struct gk20a_instmem *imem, unsigned long offset,
			  size_t size);

#endif
