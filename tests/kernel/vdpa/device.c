// SPDX-License-Identifier: GPL-2.0-only
#include "device.h"

#include <err.h>
#include <fcntl.h>
#include <linux/vhost.h>
#include <linux/virtio_config.h>
#include <linux/virtio_ring.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "pages.h"

#define ENTRIES 8u
#define BYTES 64u

/* The one queue, in a page of its own. */
struct queue {
	struct vring_desc descriptors[ENTRIES];
	struct {
		uint16_t flags, idx, ring[ENTRIES];
	} available;
	/* Aligned as the device wants it. */
	_Alignas(256) struct {
		uint16_t flags, idx;
		struct vring_used_elem ring[ENTRIES];
	} used;
};

#define QUEUE_IOVA DEVICE_IOVA_END

static int device = -1, kick = -1;
static volatile struct queue *queue;
static size_t mapped;

static void request(unsigned long command, void *argument, const char *name)
{
	if (ioctl(device, command, argument))
		err(2, "%s", name);
}

#define REQUEST(command, argument) request(command, argument, #command)

static void add_status(uint8_t bits)
{
	uint8_t status;

	REQUEST(VHOST_VDPA_GET_STATUS, &status);
	status |= bits;
	REQUEST(VHOST_VDPA_SET_STATUS, &status);
	REQUEST(VHOST_VDPA_GET_STATUS, &status);
	if ((status & bits) != bits)
		errx(2, "the device has status %#x, without %#x", status, bits);
}

static void set_up_queue(void)
{
	struct vhost_vring_state size = { .num = ENTRIES }, base = { 0 };
	struct vhost_vring_state enable = { .num = 1 };
	struct vhost_vring_addr at = {
		.desc_user_addr = QUEUE_IOVA,
		.avail_user_addr = QUEUE_IOVA + offsetof(struct queue, available),
		.used_user_addr = QUEUE_IOVA + offsetof(struct queue, used),
	};
	struct vhost_vring_file event = { .fd = kick };

	REQUEST(VHOST_SET_VRING_NUM, &size);
	REQUEST(VHOST_SET_VRING_BASE, &base);
	REQUEST(VHOST_SET_VRING_ADDR, &at);
	REQUEST(VHOST_SET_VRING_KICK, &event);
	REQUEST(VHOST_VDPA_SET_VRING_ENABLE, &enable);
}

void device_open(const char *path)
{
	uint64_t features = 1ull << VIRTIO_F_VERSION_1 |
			    1ull << VIRTIO_F_ACCESS_PLATFORM;
	uint64_t backend = 1ull << VHOST_BACKEND_F_IOTLB_MSG_V2;
	uint8_t reset = 0;
	struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };

	device = open(path, O_RDWR | O_CLOEXEC);
	kick = eventfd(0, EFD_CLOEXEC);
	if (device < 0 || kick < 0)
		err(2, "%s", path);
	/* Pinned pages are counted as locked, also those of root. */
	if (setrlimit(RLIMIT_MEMLOCK, &all))
		err(2, "RLIMIT_MEMLOCK");
	mapped = 0;
	queue = pages(PAGE, 0);
	REQUEST(VHOST_SET_OWNER, NULL);
	REQUEST(VHOST_SET_BACKEND_FEATURES, &backend);
	device_map(QUEUE_IOVA, (void *)queue, PAGE);

	REQUEST(VHOST_VDPA_SET_STATUS, &reset);
	add_status(VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER);
	REQUEST(VHOST_SET_FEATURES, &features);
	add_status(VIRTIO_CONFIG_S_FEATURES_OK);
	set_up_queue();
	add_status(VIRTIO_CONFIG_S_DRIVER_OK);
}

void device_close(void)
{
	close(device);
	close(kick);
}

static void send_message(uint8_t type, uint64_t iova, void *memory, size_t size)
{
	struct vhost_msg_v2 m = {
		.type = VHOST_IOTLB_MSG_V2,
		.iotlb = {
			.iova = iova,
			.size = size,
			.uaddr = (uintptr_t)memory,
			.perm = VHOST_ACCESS_RW,
			.type = type,
		},
	};

	if (write(device, &m, sizeof(m)) != sizeof(m))
		err(2, "vhost: %zu bytes at %#lx", size, iova);
}

void device_map(uint64_t iova, void *memory, size_t size)
{
	send_message(VHOST_IOTLB_UPDATE, iova, memory, size);
	mapped += size;
}

size_t device_unmap(uint64_t iova, size_t size)
{
	send_message(VHOST_IOTLB_INVALIDATE, iova, NULL, size);
	mapped -= size;
	return size;
}

size_t device_mapped(void)
{
	return mapped;
}

bool device_fills(uint64_t iova)
{
	uint16_t used = queue->used.idx, next = queue->available.idx;
	uint64_t one = 1;
	int tries;

	queue->descriptors[0].addr = iova;
	queue->descriptors[0].len = BYTES;
	queue->descriptors[0].flags = VRING_DESC_F_WRITE;
	queue->available.ring[next % ENTRIES] = 0;
	/* The device sees the entry before it sees that there is one. */
	__sync_synchronize();
	queue->available.idx = (uint16_t)(next + 1);
	__sync_synchronize();
	if (write(kick, &one, sizeof(one)) != sizeof(one))
		err(2, "kick");

	for (tries = 0; tries < 2000; tries++) {
		uint8_t status;

		if (queue->used.idx != used)
			return true;
		REQUEST(VHOST_VDPA_GET_STATUS, &status);
		if (status & VIRTIO_CONFIG_S_NEEDS_RESET)
			return false;
		usleep(1000);
	}
	errx(2, "the device neither answers nor says that it cannot");
}
