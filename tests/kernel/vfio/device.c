// SPDX-License-Identifier: GPL-2.0-only
#include "device.h"

#include <err.h>
#include <fcntl.h>
#include <linux/pci_regs.h>
#include <linux/vfio.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

/* Registers of edu, and its own memory, which only its DMA engine reaches. */
enum {
	EDU_SOURCE	= 0x80,
	EDU_DESTINATION	= 0x88,
	EDU_COUNT	= 0x90,
	EDU_COMMAND	= 0x98,
	EDU_RUN		= 1,
	EDU_TO_MEMORY	= 2,
	EDU_BUFFER	= 0x40000,
};

/*
 * The device's memory is looked at through a page that is always mapped.  QEMU's
 * IOTLBs drop entries whose page numbers are alike in their low bits: those of
 * no page under test may be alike with this one's.
 */
#define MAILBOX (DEVICE_IOVA_END - 0x80000)

static int container = -1, group = -1, device = -1;
static uint64_t registers;
static size_t mapped;
static volatile uint64_t *mailbox;

static void write_register(unsigned int at, uint64_t value)
{
	if (pwrite(device, &value, sizeof(value), (off_t)(registers + at)) !=
	    sizeof(value))
		err(2, "edu: register %#x", at);
}

static uint64_t read_register(unsigned int at)
{
	uint64_t value;

	if (pread(device, &value, sizeof(value), (off_t)(registers + at)) !=
	    sizeof(value))
		err(2, "edu: register %#x", at);
	return value;
}

static void transfer(uint64_t from, uint64_t to, unsigned int direction)
{
	write_register(EDU_SOURCE, from);
	write_register(EDU_DESTINATION, to);
	write_register(EDU_COUNT, sizeof(*mailbox));
	write_register(EDU_COMMAND, EDU_RUN | direction);
	/* A tenth of a second, by the device's clock. */
	while (read_register(EDU_COMMAND) & EDU_RUN)
		usleep(1000);
}

static void enable_bus_master(void)
{
	struct vfio_region_info config = {
		.argsz = sizeof(config),
		.index = VFIO_PCI_CONFIG_REGION_INDEX,
	};
	uint16_t command;
	off_t at;

	if (ioctl(device, VFIO_DEVICE_GET_REGION_INFO, &config))
		err(2, "VFIO_DEVICE_GET_REGION_INFO: config space");
	at = (off_t)config.offset + PCI_COMMAND;
	if (pread(device, &command, sizeof(command), at) != sizeof(command))
		err(2, "PCI_COMMAND");
	command |= PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER;
	if (pwrite(device, &command, sizeof(command), at) != sizeof(command))
		err(2, "PCI_COMMAND");
}

static void open_group(const char *number)
{
	struct vfio_group_status status = { .argsz = sizeof(status) };
	char path[64];

	snprintf(path, sizeof(path), "/dev/vfio/%s", number);
	container = open("/dev/vfio/vfio", O_RDWR | O_CLOEXEC);
	group = open(path, O_RDWR | O_CLOEXEC);
	if (container < 0 || group < 0)
		err(2, "/dev/vfio/vfio, %s", path);
	if (ioctl(group, VFIO_GROUP_GET_STATUS, &status))
		err(2, "VFIO_GROUP_GET_STATUS");
	if (!(status.flags & VFIO_GROUP_FLAGS_VIABLE))
		errx(2, "%s: a device of the group has another driver", path);
	if (ioctl(group, VFIO_GROUP_SET_CONTAINER, &container))
		err(2, "VFIO_GROUP_SET_CONTAINER");
	if (ioctl(container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU))
		err(2, "VFIO_SET_IOMMU: type 1");
}

void device_open(const char *number, const char *name)
{
	struct vfio_region_info bar = {
		.argsz = sizeof(bar),
		.index = VFIO_PCI_BAR0_REGION_INDEX,
	};

	open_group(number);
	device = ioctl(group, VFIO_GROUP_GET_DEVICE_FD, name);
	if (device < 0)
		err(2, "VFIO_GROUP_GET_DEVICE_FD: %s", name);
	if (ioctl(device, VFIO_DEVICE_GET_REGION_INFO, &bar))
		err(2, "VFIO_DEVICE_GET_REGION_INFO: BAR 0");
	registers = bar.offset;
	enable_bus_master();

	mailbox = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	if (mailbox == MAP_FAILED)
		err(2, "mmap");
	device_map(MAILBOX, (void *)mailbox, 4096);
}

void device_close(void)
{
	close(device);
	close(group);
	close(container);
}

void device_map(uint64_t iova, void *memory, size_t size)
{
	struct vfio_iommu_type1_dma_map map = {
		.argsz = sizeof(map),
		.flags = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE,
		.vaddr = (uintptr_t)memory,
		.iova = iova,
		.size = size,
	};

	if (ioctl(container, VFIO_IOMMU_MAP_DMA, &map))
		err(2, "VFIO_IOMMU_MAP_DMA: %zu bytes at %#lx", size, iova);
	mapped += size;
}

size_t device_unmap(uint64_t iova, size_t size)
{
	struct vfio_iommu_type1_dma_unmap unmap = {
		.argsz = sizeof(unmap),
		.iova = iova,
		.size = size,
	};

	if (ioctl(container, VFIO_IOMMU_UNMAP_DMA, &unmap))
		err(2, "VFIO_IOMMU_UNMAP_DMA: %zu bytes at %#lx", size, iova);
	mapped -= unmap.size;
	return unmap.size;
}

size_t device_mapped(void)
{
	return mapped;
}

bool device_sees(uint64_t iova, uint64_t value)
{
	*mailbox = ~value;
	transfer(iova, EDU_BUFFER, 0);
	transfer(EDU_BUFFER, MAILBOX, EDU_TO_MEMORY);
	return *mailbox == value;
}

void device_writes(uint64_t iova)
{
	transfer(EDU_BUFFER, iova, EDU_TO_MEMORY);
}
