/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONFORMANCE_EDU_H
#define CONFORMANCE_EDU_H

/*
 * QEMU's device `edu`, which does DMA between memory and 4 KiB of its own, and
 * nothing else with it.  One transfer takes it 100 ms.
 */

#include <linux/pci.h>

/*
 * The device, the @nth of them, enabled; -ENODEV, or another errno, as a pointer.
 * May sleep.
 */
struct pci_dev *edu_get(unsigned int nth);
void edu_put(void);

/*
 * @size bytes from @iova to the device, or back from there; returns when it
 * says that it is done, which says nothing of whether there was a translation.
 * One at a time; sleeps.
 */
void edu_read(dma_addr_t iova, size_t size);
void edu_write(dma_addr_t iova, size_t size);

#endif
