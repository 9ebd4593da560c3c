/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_KOBJECT_H
#define _LINUX_KOBJECT_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/sysfs.h>
#include <linux/types.h>

struct kernfs_node;
struct kobj_type;
struct kset;

/*
 * An object with a name, counted, and a directory of sysfs while it is added;
 * its parent stays as long as it.
 */
struct kobject {
	const char *name;
	struct list_head entry;
	struct kobject *parent;
	struct kset *kset;
	const struct kobj_type *ktype;
	struct kernfs_node *sd;		/* what is in its directory */
	struct kref kref;
	bool state_initialized;
	bool state_in_sysfs;
};

struct kobj_type {
	void (*release)(struct kobject *kobj);
	const struct sysfs_ops *sysfs_ops;
};

struct kset {
	struct list_head list;
	spinlock_t list_lock;
	struct kobject kobj;
};

/* /sys/kernel */
extern struct kobject *kernel_kobj;

void kobject_init(struct kobject *kobj, const struct kobj_type *ktype);
int kobject_set_name(struct kobject *kobj, const char *fmt, ...)
	__printf(2, 3);
/* -EEXIST when the parent has an entry of that name, -EINVAL without a name. */
int kobject_add(struct kobject *kobj, struct kobject *parent,
		const char *fmt, ...) __printf(3, 4);
int kobject_init_and_add(struct kobject *kobj, const struct kobj_type *ktype,
			 struct kobject *parent, const char *fmt, ...)
	__printf(4, 5);
/* One that is freed with its last reference; NULL. */
struct kobject *kobject_create_and_add(const char *name,
				       struct kobject *parent);
/* Takes its directory away, with all that is in it. */
void kobject_del(struct kobject *kobj);
struct kobject *kobject_get(struct kobject *kobj);
struct kobject *kobject_get_unless_zero(struct kobject *kobj);
void kobject_put(struct kobject *kobj);

static inline const char *kobject_name(const struct kobject *kobj)
{
	return kobj->name;
}

struct kset *kset_create_and_add(const char *name, const void *uevent_ops,
				 struct kobject *parent);
void kset_unregister(struct kset *kset);
/* With a reference; NULL. */
struct kobject *kset_find_obj(struct kset *kset, const char *name);

#endif
