/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_PCI_H
#define _LINUX_PCI_H

#include <linux/device.h>
#include <linux/list.h>
#include <linux/types.h>

/*
 * A kernel without PCI: CONFIG_PCI is not set.  No device is one of PCI, and
 * what asks about one is never reached.
 */
struct pci_dev;

struct pci_bus {
	struct pci_bus *parent;
	struct pci_dev *self;
};

struct pci_dev {
	struct pci_bus *bus;
	unsigned int devfn;
	struct device dev;
	bool multifunction;
	bool untrusted;
};

struct pci_host_bridge {
	struct list_head windows;
	struct list_head dma_ranges;
};

#define PCI_SLOT(devfn) (((devfn) >> 3) & 0x1f)
#define PCI_FUNC(devfn) ((devfn) & 0x07)

#define PCI_ACS_SV 0x0001
#define PCI_ACS_RR 0x0004
#define PCI_ACS_CR 0x0008
#define PCI_ACS_UF 0x0010

#define to_pci_dev(n) container_of(n, struct pci_dev, dev)
#define dev_is_pci(d) ((void)(d), false)
#define pci_is_root_bus(b) (!(b)->parent)
#define for_each_pci_dev(d) while (((d) = NULL))

static inline void pci_dev_put(struct pci_dev *dev)
{
	(void)dev;
}

static inline bool pci_acs_enabled(struct pci_dev *dev, u16 flags)
{
	(void)dev, (void)flags;
	return false;
}

static inline bool pci_acs_path_enabled(struct pci_dev *start,
					struct pci_dev *end, u16 flags)
{
	(void)start, (void)end, (void)flags;
	return false;
}

static inline bool pci_devs_are_dma_aliases(struct pci_dev *dev1,
					    struct pci_dev *dev2)
{
	(void)dev1, (void)dev2;
	return false;
}

static inline int
pci_for_each_dma_alias(struct pci_dev *dev,
		       int (*fn)(struct pci_dev *dev, u16 alias, void *data),
		       void *data)
{
	return fn(dev, 0, data);
}

static inline struct pci_host_bridge *pci_find_host_bridge(struct pci_bus *bus)
{
	(void)bus;
	return NULL;
}

#endif
