/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VDPA_DEVICE_H
#define VDPA_DEVICE_H

/*
 * A virtio random number generator in the hands of a program, through vhost-vdpa:
 * asked for bytes, the device writes them into memory that it reaches through
 * the IOMMU.  Whatever cannot be set up ends the program with a message.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Below this, IOVAs are the caller's. */
#define DEVICE_IOVA_END 0x40000000ul

/* @path: a character device of vhost-vdpa. */
void device_open(const char *path);
/* Everything that is still mapped goes with it. */
void device_close(void);

/* The IOVA range gets, loses, memory of this process.  Whole pages. */
void device_map(uint64_t iova, void *memory, size_t size);
/* One message, over whatever entries; @size, for nothing more is known. */
size_t device_unmap(uint64_t iova, size_t size);
/* The bytes that are mapped, with those that this file needs for itself. */
size_t device_mapped(void);

/*
 * Has the device written to @iova?  A device that meets an address that it may
 * not write to is broken, as virtio has it, until it is opened again.
 */
bool device_fills(uint64_t iova);

#endif
