/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_REMOTEPROC_H
#define SAMPLES_REMOTEPROC_H

#include <linux/device.h>
#include <linux/types.h>

struct rproc;

/* What firmware asks for: memory, or a device's registers, at an address. */
struct fw_rsc {
	enum { RSC_CARVEOUT, RSC_DEVMEM } type;
	unsigned long da;
	phys_addr_t pa;			/* of RSC_DEVMEM */
	size_t len;
	const void *image;		/* of RSC_CARVEOUT: what to load */
	size_t filesz;
};

struct rproc *rproc_alloc(struct device *dev);
void rproc_free(struct rproc *rproc);

/* Loads the firmware: all of its resources are there, or a negative errno. */
int rproc_boot(struct rproc *rproc, const struct fw_rsc *table, unsigned int n);
void rproc_shutdown(struct rproc *rproc);

#endif
