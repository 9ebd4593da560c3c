// SPDX-License-Identifier: GPL-2.0-only
/*
 * A remote processor, after the pattern of remoteproc_core: its firmware says
 * what has to be mapped where; every mapping is kept in a list, and when the
 * processor is stopped the list is unmapped in a loop.  The memory is freed by
 * a loop of its own, after it.
 */
#include <linux/err.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "remoteproc.h"

struct rproc {
	struct device *dev;
	struct iommu_domain *domain;
	struct list_head mappings;
	struct list_head carveouts;
};

struct rproc_mem_entry {
	struct list_head node;
	unsigned long da;
	size_t len;
	void *va;			/* of a carveout */
};

struct rproc *rproc_alloc(struct device *dev)
{
	struct rproc *rproc = kzalloc(sizeof(*rproc), GFP_KERNEL);

	if (!rproc)
		return ERR_PTR(-ENOMEM);
	rproc->dev = dev;
	INIT_LIST_HEAD(&rproc->mappings);
	INIT_LIST_HEAD(&rproc->carveouts);
	rproc->domain = iommu_domain_alloc(dev->bus);
	if (rproc->domain && !iommu_attach_device(rproc->domain, dev))
		return rproc;

	if (rproc->domain)
		iommu_domain_free(rproc->domain);
	kfree(rproc);
	return ERR_PTR(-ENODEV);
}

void rproc_free(struct rproc *rproc)
{
	iommu_detach_device(rproc->domain, rproc->dev);
	iommu_domain_free(rproc->domain);
	kfree(rproc);
}

static int rproc_map(struct rproc *rproc, unsigned long da, phys_addr_t pa,
		     size_t len)
{
	struct rproc_mem_entry *mapping = kzalloc(sizeof(*mapping), GFP_KERNEL);
	int ret;

	if (!mapping)
		return -ENOMEM;
	ret = iommu_map(rproc->domain, da, pa, len, IOMMU_READ | IOMMU_WRITE);
	if (ret) {
		dev_err(rproc->dev, "failed to map %#lx: %d\n", da, ret);
		kfree(mapping);
		return ret;
	}
	mapping->da = da;
	mapping->len = len;
	list_add_tail(&mapping->node, &rproc->mappings);
	return 0;
}

/* Where the remote processor finds what the CPU finds at @cpu_addr. */
static phys_addr_t rproc_va_to_pa(void *cpu_addr)
{
	return virt_to_phys(cpu_addr);
}

static int rproc_handle_carveout(struct rproc *rproc, const struct fw_rsc *rsc)
{
	struct rproc_mem_entry *carveout;
	int ret;

	carveout = kzalloc(sizeof(*carveout), GFP_KERNEL);
	if (!carveout)
		return -ENOMEM;
	carveout->len = rsc->len;
	carveout->va = (void *)__get_free_pages(GFP_KERNEL | __GFP_ZERO,
						get_order(rsc->len));
	if (!carveout->va) {
		kfree(carveout);
		return -ENOMEM;
	}
	if (rsc->filesz)
		memcpy(carveout->va, rsc->image, rsc->filesz);
	list_add_tail(&carveout->node, &rproc->carveouts);
	ret = rproc_map(rproc, rsc->da, rproc_va_to_pa(carveout->va),
			rsc->len);
	return ret;
}

static void rproc_resource_cleanup(struct rproc *rproc)
{
	struct rproc_mem_entry *entry, *tmp;

	list_for_each_entry_safe(entry, tmp, &rproc->mappings, node) {
		size_t unmapped;

		unmapped = iommu_unmap(rproc->domain, entry->da, entry->len);
		if (unmapped != entry->len)
			dev_err(rproc->dev, "failed to unmap %zx/%zu\n",
				entry->len, unmapped);
		list_del(&entry->node);
		kfree(entry);
	}

	list_for_each_entry_safe(entry, tmp, &rproc->carveouts, node) {
		free_pages((unsigned long)entry->va, get_order(entry->len));
		list_del(&entry->node);
		kfree(entry);
	}
}

int rproc_boot(struct rproc *rproc, const struct fw_rsc *table, unsigned int n)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; i < n && !ret; i++) {
		if (table[i].type == RSC_CARVEOUT)
			ret = rproc_handle_carveout(rproc, &table[i]);
		else
			ret = rproc_map(rproc, table[i].da, table[i].pa,
					table[i].len);
	}
	if (ret)
		rproc_resource_cleanup(rproc);
	return ret;
}

void rproc_shutdown(struct rproc *rproc)
{
	rproc_resource_cleanup(rproc);
}

MODULE_LICENSE("GPL");
