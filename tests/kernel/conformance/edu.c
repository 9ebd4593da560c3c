// SPDX-License-Identifier: GPL-2.0-only
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/pci.h>

#include "edu.h"

#define EDU_VENDOR 0x1234
#define EDU_DEVICE 0x11e8

#define DMA_SOURCE 0x80
#define DMA_TARGET 0x88
#define DMA_COUNT 0x90
#define DMA_COMMAND 0x98
#define DMA_START BIT(0)
#define DMA_TO_MEMORY BIT(1)

/* Where its memory is, in its own addresses. */
#define BUFFER 0x40000

static struct pci_dev *edu;
static void __iomem *regs;
static DEFINE_MUTEX(lock);

static unsigned int wanted;

static bool is_wanted(struct pci_dev *dev)
{
	struct pci_dev *found = NULL;
	unsigned int i;

	for (i = 0; i <= wanted; i++)
		found = pci_get_device(EDU_VENDOR, EDU_DEVICE, found);
	pci_dev_put(found);
	return found == dev;
}

static int edu_probe(struct pci_dev *dev, const struct pci_device_id *id)
{
	if (!is_wanted(dev))
		return -ENODEV;
	edu = dev;
	return 0;
}

static const struct pci_device_id edu_ids[] = {
	{ PCI_DEVICE(EDU_VENDOR, EDU_DEVICE) },
	{ }
};

/*
 * Some IOMMUs are given a device only when a driver binds to it.
 */
static struct pci_driver edu_driver = {
	.name = KBUILD_MODNAME,
	.id_table = edu_ids,
	.probe = edu_probe,
};

struct pci_dev *edu_get(unsigned int nth)
{
	int ret;

	wanted = nth;
	ret = pci_register_driver(&edu_driver);
	if (ret)
		return ERR_PTR(ret);
	ret = -ENODEV;
	if (!edu)
		goto unregister;
	ret = pci_enable_device(edu);
	if (ret)
		goto unregister;
	regs = pci_iomap(edu, 0, 0);
	if (!regs) {
		ret = -ENOMEM;
		goto disable;
	}
	pci_set_master(edu);
	return edu;

disable:
	pci_disable_device(edu);
unregister:
	pci_unregister_driver(&edu_driver);
	return ERR_PTR(ret);
}

void edu_put(void)
{
	pci_clear_master(edu);
	pci_iounmap(edu, regs);
	pci_disable_device(edu);
	pci_unregister_driver(&edu_driver);
}

static void transfer(u64 source, u64 target, size_t size, u64 command)
{
	mutex_lock(&lock);
	writeq(source, regs + DMA_SOURCE);
	writeq(target, regs + DMA_TARGET);
	writeq(size, regs + DMA_COUNT);
	writeq(command | DMA_START, regs + DMA_COMMAND);
	while (readq(regs + DMA_COMMAND) & DMA_START)
		msleep(20);
	mutex_unlock(&lock);
}

void edu_read(dma_addr_t iova, size_t size)
{
	transfer(iova, BUFFER, size, 0);
}

void edu_write(dma_addr_t iova, size_t size)
{
	transfer(BUFFER, iova, size, DMA_TO_MEMORY);
}
