/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SYSFS_H
#define _LINUX_SYSFS_H

#include <linux/stringify.h>
#include <linux/types.h>

struct kobject;

struct attribute {
	const char *name;
	umode_t mode;
};

struct attribute_group;

/* What reads and writes the files of a type of objects; a page at most. */
struct sysfs_ops {
	ssize_t (*show)(struct kobject *kobj, struct attribute *attr,
			char *buf);
	ssize_t (*store)(struct kobject *kobj, struct attribute *attr,
			 const char *buf, size_t size);
};

#define S_IRUGO 0444
#define S_IWUSR 0200

#define __ATTR(_name, _mode, _show, _store) {				\
	.attr = { .name = __stringify(_name), .mode = (_mode) },	\
	.show = _show,							\
	.store = _store,						\
}

/* -EEXIST when the name is taken, which all but _nowarn() also report. */
int sysfs_create_file(struct kobject *kobj, const struct attribute *attr);
void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr);
int sysfs_create_link(struct kobject *kobj, struct kobject *target,
		      const char *name);
int sysfs_create_link_nowarn(struct kobject *kobj, struct kobject *target,
			     const char *name);
void sysfs_remove_link(struct kobject *kobj, const char *name);

#endif
