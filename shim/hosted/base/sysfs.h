/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SHIM_HOSTED_SYSFS_H
#define SHIM_HOSTED_SYSFS_H

struct kobject;

/* The directory of @kobj below that of @parent, or of /sys when it is NULL. */
int sysfs_add_dir(struct kobject *parent, struct kobject *kobj);
/* Takes it away with all that is in it. */
void sysfs_remove_dir(struct kobject *parent, struct kobject *kobj);

#endif
