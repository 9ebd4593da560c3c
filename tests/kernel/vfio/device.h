/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VFIO_DEVICE_H
#define VFIO_DEVICE_H

/*
 * QEMU's device `edu` in the hands of a VFIO program: what it can reach is what
 * the IOMMU lets it reach.  Whatever cannot be set up ends the program with a
 * message.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The device masks addresses to 28 bits: no IOVA may be as high as this. */
#define DEVICE_IOVA_END 0x10000000ul

/* @group: its number, as in /dev/vfio/GROUP; @name: its address on the PCI bus. */
void device_open(const char *group, const char *name);
/* Everything that is still mapped goes with it. */
void device_close(void);

/* The IOVA range gets, loses, memory of this process.  Whole pages. */
void device_map(uint64_t iova, void *memory, size_t size);
/* The bytes that the kernel says it has unmapped. */
size_t device_unmap(uint64_t iova, size_t size);
/* The bytes that are mapped, with those that this file needs for itself. */
size_t device_mapped(void);

/*
 * Does the device find @value at @iova?  What it finds where it may read nothing
 * is not @value, for it is a value of the moment.
 */
bool device_sees(uint64_t iova, uint64_t value);
/* It writes what it saw last there; nobody is told whether that went well. */
void device_writes(uint64_t iova);

#endif
