/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _HOSTED_SYSFS_H
#define _HOSTED_SYSFS_H

#include <linux/types.h>

/*
 * What a user of sysfs would do.  @path begins below /sys and may lead through
 * links: "kernel/iommu_groups/0/type".  @buf of show has a page.  The count of
 * bytes; -ENOENT, -EACCES for a file that has not this mode, or what the file
 * answers.  May sleep.
 */
ssize_t hosted_sysfs_show(const char *path, char *buf);
ssize_t hosted_sysfs_store(const char *path, const char *buf, size_t size);

#endif
