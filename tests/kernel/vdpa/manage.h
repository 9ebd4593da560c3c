/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VDPA_MANAGE_H
#define VDPA_MANAGE_H

/*
 * As "vdpa dev add name NAME mgmtdev pci/DEVICE": the PCI device, which has a
 * vDPA driver, becomes a vDPA device.  Ends the program where it does not.
 */
void vdpa_add(const char *name, const char *device);

#endif
