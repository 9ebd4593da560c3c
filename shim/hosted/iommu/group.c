// SPDX-License-Identifier: GPL-2.0-only
/*
 * Groups of the hosted core: each has one device, a default domain for the DMA
 * API, and a directory in sysfs by which the type of that is changed.
 */
#define pr_fmt(fmt) "iommu: " fmt

#include <hosted/dma.h>
#include <hosted/kernel.h>
#include <linux/dma-map-ops.h>
#include <linux/idr.h>
#include <linux/iommu.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "group.h"

struct iommu_group {
	struct kobject kobj;
	int id;
	/* Under iommu_attach_lock. */
	struct device *dev;		/* NULL once it is released */
	struct iommu_domain *default_domain;
	struct iommu_domain *blocking_domain;	/* while there is an owner */
	void *owner;
};

static DEFINE_IDA(group_ida);
static struct kset *groups;

/* Linux's choice: lazy, unless somebody says otherwise. */
static unsigned int default_type = IOMMU_DOMAIN_DMA_FQ;

void iommu_set_dma_strict(void)
{
	if (default_type == IOMMU_DOMAIN_DMA_FQ)
		default_type = IOMMU_DOMAIN_DMA;
}

void iommu_set_default_passthrough(bool cmd_line)
{
	(void)cmd_line;
	default_type = IOMMU_DOMAIN_IDENTITY;
}

void iommu_set_default_translated(bool cmd_line)
{
	(void)cmd_line;
	default_type = IOMMU_DOMAIN_DMA;
}

bool iommu_default_passthrough(void)
{
	return default_type == IOMMU_DOMAIN_IDENTITY;
}

/* ---- of a program without a DMA API ---- */

int __weak iommu_get_dma_cookie(struct iommu_domain *domain)
{
	(void)domain;
	return -ENODEV;
}

void __weak iommu_put_dma_cookie(struct iommu_domain *domain)
{
	(void)domain;
}

int __weak iommu_dma_init_fq(struct iommu_domain *domain)
{
	(void)domain;
	return -EINVAL;
}

bool __weak iommu_dma_available(void)
{
	return false;
}

/* ---- types ---- */

static const struct {
	const char *name;
	unsigned int type;
	bool can_be_asked_for;
} types[] = {
	{ "identity", IOMMU_DOMAIN_IDENTITY, true },
	{ "DMA", IOMMU_DOMAIN_DMA, true },
	{ "DMA-FQ", IOMMU_DOMAIN_DMA_FQ, true },
	{ "blocked", IOMMU_DOMAIN_BLOCKED, false },
	{ "unmanaged", IOMMU_DOMAIN_UNMANAGED, false },
};

static const char *type_name(unsigned int type)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		if (types[i].type == type)
			return types[i].name;
	return "unknown";
}

/* What the driver of the IOMMU says the device must have, or the default. */
static unsigned int type_for(struct device *dev)
{
	const struct iommu_ops *ops = dev_iommu_ops(dev);
	unsigned int type = ops->def_domain_type ? ops->def_domain_type(dev) :
						   0;

	return type ? type : default_type;
}

/* An IOMMU need not have every type, but that of the DMA API. */
static struct iommu_domain *alloc_default(struct device *dev,
					  unsigned int type)
{
	const struct iommu_ops *ops = dev_iommu_ops(dev);
	struct iommu_domain *domain = iommu_domain_of_type(ops, type);

	if (domain || type == IOMMU_DOMAIN_DMA)
		return domain;
	pr_warn("no domain of type %s for %s: falling back to DMA\n",
		type_name(type), dev_name(dev));
	return iommu_domain_of_type(ops, IOMMU_DOMAIN_DMA);
}

/*
 * The DMA API goes to the domain that the device is in from now on.  -ENOMEM:
 * it is one for it, and cannot be used; physical addresses would be worse.
 */
static int finalize(struct device *dev)
{
	const struct iommu_ops *ops = dev_iommu_ops(dev);

	set_dma_ops(dev, NULL);
	if (!ops->probe_finalize)
		return 0;
	ops->probe_finalize(dev);
	return iommu_is_dma_domain(dev->iommu->domain) && !get_dma_ops(dev) ?
	       -ENOMEM : 0;
}

static int move_to(struct iommu_group *group, struct iommu_domain *domain)
{
	int ret = iommu_set_domain(group->dev, domain);

	if (ret)
		return ret;
	group->default_domain = domain;
	return finalize(group->dev);
}

/* With the device and iommu_attach_lock locked. */
static int change_type(struct iommu_group *group, unsigned int type)
{
	struct iommu_domain *old = group->default_domain, *new;
	const struct iommu_ops *ops = dev_iommu_ops(group->dev);
	unsigned int must = ops->def_domain_type ?
			    ops->def_domain_type(group->dev) : 0;
	int ret;

	if (group->dev->iommu->domain != old)
		return -EBUSY;
	if (!type)
		type = type_for(group->dev);
	else if (must && type != must)
		return -EINVAL;
	if (type == old->type)
		return 0;
	/* What is mapped stays mapped. */
	if (type == IOMMU_DOMAIN_DMA_FQ && old->type == IOMMU_DOMAIN_DMA) {
		ret = iommu_dma_init_fq(old);
		if (!ret)
			WRITE_ONCE(old->type, IOMMU_DOMAIN_DMA_FQ);
		return ret;
	}
	new = alloc_default(group->dev, type);
	if (!new)
		return -ENOMEM;
	ret = move_to(group, new);
	if (ret) {
		WARN_ON(move_to(group, old));
		swap(old, new);
	}
	iommu_domain_free(old);
	return ret;
}

/* ---- sysfs ---- */

struct group_attribute {
	struct attribute attr;
	ssize_t (*show)(struct iommu_group *group, char *buf);
	ssize_t (*store)(struct iommu_group *group, const char *buf,
			 size_t size);
};

static ssize_t show_type(struct iommu_group *group, char *buf)
{
	ssize_t len;

	mutex_lock(&iommu_attach_lock);
	len = snprintf(buf, PAGE_SIZE, "%s\n",
		       type_name(group->default_domain->type));
	mutex_unlock(&iommu_attach_lock);
	return len;
}

static ssize_t store_type(struct iommu_group *group, const char *buf,
			  size_t size)
{
	unsigned int i, type = 0;
	struct device *dev;
	int ret = -EBUSY;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		if (types[i].can_be_asked_for &&
		    sysfs_streq(buf, types[i].name))
			break;
	if (i < ARRAY_SIZE(types))
		type = types[i].type;
	else if (!sysfs_streq(buf, "auto"))
		return -EINVAL;

	mutex_lock(&iommu_attach_lock);
	dev = get_device(group->dev);
	mutex_unlock(&iommu_attach_lock);
	if (!dev)
		return -ENODEV;
	/* The driver may neither come nor go meanwhile. */
	device_lock(dev);
	mutex_lock(&iommu_attach_lock);
	if (!group->dev)
		ret = -ENODEV;
	else if (device_is_bound(dev) &&
	    !(type == IOMMU_DOMAIN_DMA_FQ &&
	      group->default_domain->type == IOMMU_DOMAIN_DMA))
		dev_err(dev, "iommu: still bound to its driver\n");
	else
		ret = change_type(group, type);
	mutex_unlock(&iommu_attach_lock);
	device_unlock(dev);
	put_device(dev);
	return ret ? ret : (ssize_t)size;
}

static const struct group_attribute type_attribute =
	__ATTR(type, 0644, show_type, store_type);

static ssize_t show(struct kobject *kobj, struct attribute *attr, char *buf)
{
	return container_of(attr, struct group_attribute, attr)->show(
		container_of(kobj, struct iommu_group, kobj), buf);
}

static ssize_t store(struct kobject *kobj, struct attribute *attr,
		     const char *buf, size_t size)
{
	return container_of(attr, struct group_attribute, attr)->store(
		container_of(kobj, struct iommu_group, kobj), buf, size);
}

static const struct sysfs_ops group_sysfs_ops = { show, store };

static void group_free(struct kobject *kobj)
{
	struct iommu_group *group = container_of(kobj, struct iommu_group,
						 kobj);

	ida_free(&group_ida, group->id);
	kfree(group);
}

static const struct kobj_type group_ktype = {
	.release = group_free,
	.sysfs_ops = &group_sysfs_ops,
};

/* ---- a group, from the first to the last day of its device ---- */

static struct iommu_group *group_create(struct device *dev)
{
	struct iommu_group *group = kzalloc(sizeof(*group), GFP_KERNEL);
	int ret;

	if (!group)
		return ERR_PTR(-ENOMEM);
	group->id = ida_alloc(&group_ida, GFP_KERNEL);
	if (group->id < 0) {
		ret = group->id;
		kfree(group);
		return ERR_PTR(ret);
	}
	group->dev = dev;
	group->kobj.kset = groups;
	ret = kobject_init_and_add(&group->kobj, &group_ktype, NULL, "%d",
				   group->id);
	if (!ret)
		ret = sysfs_create_file(&group->kobj, &type_attribute.attr);
	if (ret) {
		kobject_put(&group->kobj);
		return ERR_PTR(ret);
	}
	return group;
}

int iommu_group_probe(struct device *dev)
{
	struct iommu_group *group;
	struct iommu_domain *domain;
	int ret = -ENOMEM;

	if (!iommu_dma_available())
		return 0;
	group = group_create(dev);
	if (IS_ERR(group))
		return PTR_ERR(group);
	domain = alloc_default(dev, type_for(dev));
	if (!domain)
		goto put_group;
	mutex_lock(&iommu_attach_lock);
	ret = iommu_set_domain(dev, domain);
	mutex_unlock(&iommu_attach_lock);
	if (ret)
		goto free_domain;
	group->default_domain = domain;
	dev->iommu_group = group;
	ret = finalize(dev);
	if (!ret)
		return 0;
	dev->iommu_group = NULL;
	mutex_lock(&iommu_attach_lock);
	iommu_set_domain(dev, NULL);
	mutex_unlock(&iommu_attach_lock);

free_domain:
	iommu_domain_free(domain);
put_group:
	kobject_del(&group->kobj);
	kobject_put(&group->kobj);
	return ret;
}

void iommu_group_release(struct device *dev)
{
	struct iommu_group *group = dev->iommu_group;

	if (!group)
		return;
	/* Nobody comes in by sysfs from here on. */
	kobject_del(&group->kobj);
	WARN(group->owner, "%s released while its DMA is owned\n",
	     dev_name(dev));
	mutex_lock(&iommu_attach_lock);
	if (dev->iommu->domain == group->default_domain)
		iommu_set_domain(dev, NULL);
	dev->iommu_group = NULL;
	group->dev = NULL;
	mutex_unlock(&iommu_attach_lock);
	set_dma_ops(dev, NULL);
	iommu_domain_free(group->default_domain);
	kobject_put(&group->kobj);
}

struct iommu_domain *iommu_group_home(struct device *dev)
{
	struct iommu_group *group = dev->iommu_group;

	if (!group)
		return NULL;
	return group->owner ? group->blocking_domain : group->default_domain;
}

struct iommu_domain *iommu_get_dma_domain(struct device *dev)
{
	return dev->iommu_group->default_domain;
}

struct iommu_domain *iommu_group_default_domain(struct iommu_group *group)
{
	return group->default_domain;
}

struct iommu_group *iommu_group_get(struct device *dev)
{
	struct iommu_group *group = dev->iommu_group;

	if (group)
		kobject_get(&group->kobj);
	return group;
}

void iommu_group_put(struct iommu_group *group)
{
	if (group)
		kobject_put(&group->kobj);
}

int iommu_group_id(struct iommu_group *group)
{
	return group->id;
}

/* ---- who uses the device's DMA, if not a driver in the kernel ---- */

int iommu_group_claim_dma_owner(struct iommu_group *group, void *owner)
{
	const struct iommu_ops *ops = dev_iommu_ops(group->dev);
	struct iommu_domain *blocking;
	int ret = -EPERM;

	if (WARN_ON(!owner))
		return -EINVAL;
	mutex_lock(&iommu_attach_lock);
	if (group->owner || device_is_bound(group->dev))
		goto unlock;
	ret = -EBUSY;
	if (group->dev->iommu->domain != group->default_domain)
		goto unlock;
	/* An IOMMU without such a domain has one where nothing is mapped. */
	blocking = iommu_domain_of_type(ops, IOMMU_DOMAIN_BLOCKED);
	if (!blocking)
		blocking = iommu_domain_of_type(ops, IOMMU_DOMAIN_UNMANAGED);
	ret = blocking ? iommu_set_domain(group->dev, blocking) : -ENOMEM;
	if (!ret) {
		group->blocking_domain = blocking;
		group->owner = owner;
	} else if (blocking) {
		iommu_domain_free(blocking);
	}
unlock:
	mutex_unlock(&iommu_attach_lock);
	return ret;
}

void iommu_group_release_dma_owner(struct iommu_group *group)
{
	mutex_lock(&iommu_attach_lock);
	if (!WARN_ON(!group->owner ||
		     group->dev->iommu->domain != group->blocking_domain) &&
	    !WARN_ON(iommu_set_domain(group->dev, group->default_domain))) {
		iommu_domain_free(group->blocking_domain);
		group->blocking_domain = NULL;
		group->owner = NULL;
	}
	mutex_unlock(&iommu_attach_lock);
}

bool iommu_group_dma_owner_claimed(struct iommu_group *group)
{
	return READ_ONCE(group->owner);
}

/* ---- addresses that are not for free use ---- */

struct iommu_resv_region *
iommu_alloc_resv_region(phys_addr_t start, size_t length, int prot,
			enum iommu_resv_type type, gfp_t gfp)
{
	struct iommu_resv_region *region = kzalloc(sizeof(*region), gfp);

	if (!region)
		return NULL;
	INIT_LIST_HEAD(&region->list);
	region->start = start;
	region->length = length;
	region->prot = prot;
	region->type = type;
	return region;
}

void iommu_get_resv_regions(struct device *dev, struct list_head *list)
{
	const struct iommu_ops *ops = dev_iommu_ops(dev);

	if (ops->get_resv_regions)
		ops->get_resv_regions(dev, list);
}

void iommu_put_resv_regions(struct device *dev, struct list_head *list)
{
	struct iommu_resv_region *region, *next;

	list_for_each_entry_safe(region, next, list, list) {
		if (region->free)
			region->free(dev, region);
		else
			kfree(region);
	}
}

/*
 * In a program that has Linux's own core as well, that has taken the name, and
 * our groups are at the top.
 */
static int __init groups_init(void)
{
	if (!iommu_dma_available())
		return 0;
	hosted_log_quiet(true);
	groups = kset_create_and_add("iommu_groups", NULL, kernel_kobj);
	hosted_log_quiet(false);
	return 0;
}
subsys_initcall(groups_init);
