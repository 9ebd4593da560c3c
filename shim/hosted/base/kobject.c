// SPDX-License-Identifier: GPL-2.0-only
/*
 * Objects with a name, and sets of them.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sysfs.h"

struct kobject *kernel_kobj;

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype)
{
	WARN(!ktype, "kobject %px without a type\n", kobj);
	kref_init(&kobj->kref);
	INIT_LIST_HEAD(&kobj->entry);
	kobj->ktype = ktype;
	kobj->sd = NULL;
	kobj->state_in_sysfs = false;
	kobj->state_initialized = true;
}

static int set_name(struct kobject *kobj, const char *fmt, va_list args)
{
	const char *name;

	if (!fmt)
		return kobj->name ? 0 : -EINVAL;
	name = kvasprintf(GFP_KERNEL, fmt, args);
	if (!name)
		return -ENOMEM;
	kfree(kobj->name);
	kobj->name = name;
	return 0;
}

int kobject_set_name(struct kobject *kobj, const char *fmt, ...)
{
	va_list args;
	int ret;

	va_start(args, fmt);
	ret = set_name(kobj, fmt, args);
	va_end(args);
	return ret;
}

static void kset_leave(struct kobject *kobj)
{
	if (!kobj->kset)
		return;
	spin_lock(&kobj->kset->list_lock);
	list_del_init(&kobj->entry);
	spin_unlock(&kobj->kset->list_lock);
}

static int add(struct kobject *kobj, struct kobject *parent)
{
	int ret;

	if (!kobj->name || !*kobj->name) {
		WARN(1, "kobject %px is added without a name\n", kobj);
		return -EINVAL;
	}
	if (!parent && kobj->kset)
		parent = &kobj->kset->kobj;
	if (kobj->kset) {
		spin_lock(&kobj->kset->list_lock);
		list_add_tail(&kobj->entry, &kobj->kset->list);
		spin_unlock(&kobj->kset->list_lock);
	}
	ret = sysfs_add_dir(parent, kobj);
	if (ret) {
		kset_leave(kobj);
		return ret;
	}
	kobj->parent = kobject_get(parent);
	kobj->state_in_sysfs = true;
	return 0;
}

int kobject_add(struct kobject *kobj, struct kobject *parent,
		const char *fmt, ...)
{
	va_list args;
	int ret;

	va_start(args, fmt);
	ret = set_name(kobj, fmt, args);
	va_end(args);
	return ret ? ret : add(kobj, parent);
}

int kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype,
			 struct kobject *parent, const char *fmt, ...)
{
	va_list args;
	int ret;

	kobject_init(kobj, ktype);
	va_start(args, fmt);
	ret = set_name(kobj, fmt, args);
	va_end(args);
	return ret ? ret : add(kobj, parent);
}

void kobject_del(struct kobject *kobj)
{
	struct kobject *parent = kobj->parent;

	if (!kobj->state_in_sysfs)
		return;
	sysfs_remove_dir(parent, kobj);
	kset_leave(kobj);
	kobj->state_in_sysfs = false;
	kobj->parent = NULL;
	kobject_put(parent);
}

struct kobject *kobject_get(struct kobject *kobj)
{
	if (kobj)
		kref_get(&kobj->kref);
	return kobj;
}

struct kobject *kobject_get_unless_zero(struct kobject *kobj)
{
	return kobj && refcount_inc_not_zero(&kobj->kref.refcount) ? kobj :
								     NULL;
}

static void kobject_release(struct kref *kref)
{
	struct kobject *kobj = container_of(kref, struct kobject, kref);
	const char *name = kobj->name;

	kobject_del(kobj);
	kobj->state_initialized = false;
	kobj->name = NULL;
	if (kobj->ktype && kobj->ktype->release)
		kobj->ktype->release(kobj);
	kfree(name);
}

void kobject_put(struct kobject *kobj)
{
	if (!kobj)
		return;
	WARN(!kobj->state_initialized,
	     "kobject %px is put and was not initialised\n", kobj);
	kref_put(&kobj->kref, kobject_release);
}

static void dynamic_release(struct kobject *kobj)
{
	kfree(kobj);
}

static const struct kobj_type dynamic_ktype = { .release = dynamic_release };

struct kobject *kobject_create_and_add(const char *name,
				       struct kobject *parent)
{
	struct kobject *kobj = kzalloc(sizeof(*kobj), GFP_KERNEL);

	if (!kobj)
		return NULL;
	if (kobject_init_and_add(kobj, &dynamic_ktype, parent, "%s", name)) {
		kobject_put(kobj);
		return NULL;
	}
	return kobj;
}

static void kset_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct kset, kobj));
}

static const struct kobj_type kset_ktype = { .release = kset_release };

struct kset *kset_create_and_add(const char *name, const void *uevent_ops,
				 struct kobject *parent)
{
	struct kset *kset = kzalloc(sizeof(*kset), GFP_KERNEL);

	(void)uevent_ops;
	if (!kset)
		return NULL;
	INIT_LIST_HEAD(&kset->list);
	spin_lock_init(&kset->list_lock);
	if (kobject_init_and_add(&kset->kobj, &kset_ktype, parent, "%s",
				 name)) {
		kobject_put(&kset->kobj);
		return NULL;
	}
	return kset;
}

void kset_unregister(struct kset *kset)
{
	if (!kset)
		return;
	kobject_del(&kset->kobj);
	kobject_put(&kset->kobj);
}

struct kobject *kset_find_obj(struct kset *kset, const char *name)
{
	struct kobject *kobj, *found = NULL;

	spin_lock(&kset->list_lock);
	list_for_each_entry(kobj, &kset->list, entry) {
		if (strcmp(kobject_name(kobj), name))
			continue;
		found = kobject_get_unless_zero(kobj);
		break;
	}
	spin_unlock(&kset->list_lock);
	return found;
}

/* Before any initcall. */
static void __attribute__((constructor(150))) kobject_boot(void)
{
	kernel_kobj = kobject_create_and_add("kernel", NULL);
	BUG_ON(!kernel_kobj);
}
