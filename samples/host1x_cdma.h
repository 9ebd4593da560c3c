/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLES_HOST1X_CDMA_H
#define SAMPLES_HOST1X_CDMA_H

#include <linux/device.h>
#include <linux/types.h>

struct host1x_cdma;

struct host1x_cdma *host1x_cdma_init(struct device *dev);
void host1x_cdma_deinit(struct host1x_cdma *cdma);

/* Makes the ring anew, as after a channel was reset. */
int host1x_cdma_restart(struct host1x_cdma *cdma);

/* Two words into the ring; -EBUSY when it is full. */
int host1x_cdma_push(struct host1x_cdma *cdma, u32 op1, u32 op2);
/* The device has read @slots pairs. */
void host1x_cdma_fence(struct host1x_cdma *cdma, unsigned int slots);

/* For the device: where the ring is, and how many pairs fit. */
dma_addr_t host1x_cdma_dma(struct host1x_cdma *cdma);
unsigned int host1x_cdma_slots(struct host1x_cdma *cdma);

#endif
