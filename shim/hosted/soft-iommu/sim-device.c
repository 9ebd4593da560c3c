// SPDX-License-Identifier: GPL-2.0-only
/*
 * A simulated device: a bus master behind the software IOMMU.
 */
#include <hosted/device.h>
#include <hosted/iommu.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "soft-iommu.h"

struct sim_device {
	struct device dev;
	struct hosted_iommu *iommu;
};

static struct sim_device *to_sim_device(struct device *dev)
{
	return container_of(dev, struct sim_device, dev);
}

static void sim_release(struct device *dev)
{
	kfree(to_sim_device(dev));
}

struct device *hosted_device_create(struct hosted_iommu *iommu,
				    const char *name)
{
	struct sim_device *sim = kzalloc(sizeof(*sim), GFP_KERNEL);
	int ret;

	if (!sim)
		return ERR_PTR(-ENOMEM);
	sim->iommu = iommu;
	sim->dev.bus = hosted_iommu_bus(iommu);
	sim->dev.release = sim_release;
	device_initialize(&sim->dev);
	ret = dev_set_name(&sim->dev, "%s", name);
	if (!ret)
		ret = iommu_probe_device(&sim->dev);
	if (ret) {
		put_device(&sim->dev);
		return ERR_PTR(ret);
	}
	return &sim->dev;
}

void hosted_device_destroy(struct device *dev)
{
	iommu_release_device(dev);
	put_device(dev);
}

/* A transaction does not cross a page, as on PCIe it does not cross 4 KiB. */
static int dma(struct device *dev, unsigned long iova, void *buf, size_t len,
	       bool write)
{
	struct sim_device *sim = to_sim_device(dev);
	unsigned int sid = (unsigned long)dev_iommu_priv_get(dev);
	size_t n;
	int ret;

	for (; len; iova += n, buf += n, len -= n) {
		n = min(len, PAGE_SIZE - offset_in_page(iova));
		ret = hw_transfer(sim->iommu, sid, dev, iova, buf, n, write);
		if (ret)
			return ret;
	}
	return 0;
}

int hosted_device_read(struct device *dev, unsigned long iova, void *buf,
		       size_t len)
{
	return dma(dev, iova, buf, len, false);
}

int hosted_device_write(struct device *dev, unsigned long iova,
			const void *buf, size_t len)
{
	return dma(dev, iova, (void *)buf, len, true);
}
