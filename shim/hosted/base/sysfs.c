// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: what objects have of files, links and directories, by name.
 */
#include <hosted/sysfs.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sysfs.h"

/* An entry: a file when it has an attribute, else a link or a directory. */
struct kernfs_node {
	struct kernfs_node *next;
	const struct attribute *attr;
	struct kobject *target;
	char name[];
};

static DEFINE_MUTEX(sysfs_lock);	/* of every directory */
static struct kobject root;

/* Where the entry of that name is hung up; or where one may be. */
static struct kernfs_node **find(struct kobject *dir, const char *name,
				 size_t len)
{
	struct kernfs_node **at = &dir->sd;

	while (*at && (strncmp((*at)->name, name, len) || (*at)->name[len]))
		at = &(*at)->next;
	return at;
}

static int add_entry(struct kobject *dir, const char *name,
		     const struct attribute *attr, struct kobject *target)
{
	size_t len = strlen(name);
	struct kernfs_node *node, **at;
	int ret = -EEXIST;

	node = kzalloc(sizeof(*node) + len + 1, GFP_KERNEL);
	if (!node)
		return -ENOMEM;
	memcpy(node->name, name, len);
	node->attr = attr;
	node->target = target;
	mutex_lock(&sysfs_lock);
	at = find(dir, name, len);
	if (!*at) {
		*at = node;
		ret = 0;
	}
	mutex_unlock(&sysfs_lock);
	if (ret)
		kfree(node);
	return ret;
}

static int add_entry_warn(struct kobject *dir, const char *name,
			  const struct attribute *attr, struct kobject *target)
{
	int ret = add_entry(dir, name, attr, target);

	if (ret == -EEXIST)
		pr_warn("sysfs: cannot create duplicate filename '%s'\n",
			name);
	return ret;
}

static void remove_entry(struct kobject *dir, const char *name)
{
	struct kernfs_node *node, **at;

	mutex_lock(&sysfs_lock);
	at = find(dir, name, strlen(name));
	node = *at;
	if (node)
		*at = node->next;
	mutex_unlock(&sysfs_lock);
	kfree(node);
}

int sysfs_add_dir(struct kobject *parent, struct kobject *kobj)
{
	return add_entry_warn(parent ? parent : &root, kobject_name(kobj),
			      NULL, kobj);
}

void sysfs_remove_dir(struct kobject *parent, struct kobject *kobj)
{
	remove_entry(parent ? parent : &root, kobject_name(kobj));
	while (kobj->sd)
		remove_entry(kobj, kobj->sd->name);
}

int sysfs_create_file(struct kobject *kobj, const struct attribute *attr)
{
	return add_entry_warn(kobj, attr->name, attr, NULL);
}

void sysfs_remove_file(struct kobject *kobj, const struct attribute *attr)
{
	remove_entry(kobj, attr->name);
}

int sysfs_create_link(struct kobject *kobj, struct kobject *target,
		      const char *name)
{
	return add_entry_warn(kobj, name, NULL, target);
}

int sysfs_create_link_nowarn(struct kobject *kobj, struct kobject *target,
			     const char *name)
{
	return add_entry(kobj, name, NULL, target);
}

void sysfs_remove_link(struct kobject *kobj, const char *name)
{
	remove_entry(kobj, name);
}

/* The file at @path, and in *@kobj whose it is, with a reference; NULL. */
static struct attribute *lookup(const char *path, struct kobject **kobj)
{
	const struct attribute *attr = NULL;
	struct kobject *dir = &root;
	struct kernfs_node *node;
	size_t len;

	mutex_lock(&sysfs_lock);
	do {
		const char *slash = strchr(path, '/');

		len = slash ? (size_t)(slash - path) : strlen(path);
		node = *find(dir, path, len);
		if (!node)
			break;
		if (node->attr && !slash)
			attr = node->attr;
		else
			dir = node->target;
		path += len + 1;
		if (!slash)
			break;
	} while (dir);
	*kobj = attr ? kobject_get_unless_zero(dir) : NULL;
	mutex_unlock(&sysfs_lock);
	return *kobj ? (struct attribute *)attr : NULL;
}

ssize_t hosted_sysfs_show(const char *path, char *buf)
{
	struct kobject *kobj;
	struct attribute *attr = lookup(path, &kobj);
	ssize_t ret = -EACCES;

	if (!attr)
		return -ENOENT;
	if (attr->mode & 0444)
		ret = kobj->ktype->sysfs_ops->show(kobj, attr, buf);
	WARN(ret > (ssize_t)PAGE_SIZE, "%s: more than a page\n", path);
	kobject_put(kobj);
	return ret;
}

ssize_t hosted_sysfs_store(const char *path, const char *buf, size_t size)
{
	struct kobject *kobj;
	struct attribute *attr = lookup(path, &kobj);
	ssize_t ret = -EACCES;

	if (!attr)
		return -ENOENT;
	if (attr->mode & 0222)
		ret = kobj->ktype->sysfs_ops->store(kobj, attr, buf, size);
	kobject_put(kobj);
	return ret;
}
