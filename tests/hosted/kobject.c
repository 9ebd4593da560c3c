// SPDX-License-Identifier: GPL-2.0-only
/*
 * Objects with names, and what sysfs shows of them.
 */
#include <hosted/kernel.h>
#include <hosted/memory.h>
#include <hosted/sysfs.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ktest.h"

struct thing {
	struct kobject kobj;
	int value;
};

static int released;
static int released_value;

static void thing_release(struct kobject *kobj)
{
	struct thing *thing = container_of(kobj, struct thing, kobj);

	released++;
	released_value = thing->value;
	kfree(thing);
}

static ssize_t thing_show(struct kobject *kobj, struct attribute *attr,
			  char *buf)
{
	return sprintf(buf, "%s of %s: %d\n", attr->name, kobject_name(kobj),
		       container_of(kobj, struct thing, kobj)->value);
}

static ssize_t thing_store(struct kobject *kobj, struct attribute *attr,
			   const char *buf, size_t size)
{
	(void)attr;
	if (size != 1)
		return -EINVAL;
	container_of(kobj, struct thing, kobj)->value = *buf;
	return size;
}

static const struct sysfs_ops thing_ops = {
	.show = thing_show,
	.store = thing_store,
};

static const struct kobj_type thing_type = {
	.release = thing_release,
	.sysfs_ops = &thing_ops,
};

static struct thing *thing_create(struct kset *kset, struct kobject *parent,
				  int value)
{
	struct thing *thing = kzalloc(sizeof(*thing), GFP_KERNEL);

	thing->value = value;
	thing->kobj.kset = kset;
	released = 0;
	if (kobject_init_and_add(&thing->kobj, &thing_type, parent, "thing%d",
				 value)) {
		kobject_put(&thing->kobj);
		return NULL;
	}
	return thing;
}

static void the_last_reference_releases(void)
{
	struct thing *thing = thing_create(NULL, NULL, 3);

	CHECK(!strcmp(kobject_name(&thing->kobj), "thing3"));
	CHECK(kobject_get(&thing->kobj) == &thing->kobj);
	CHECK(kobject_get_unless_zero(&thing->kobj) == &thing->kobj);
	kobject_put(&thing->kobj);
	kobject_put(&thing->kobj);
	CHECK_EQ(released, 0);
	kobject_put(&thing->kobj);
	CHECK_EQ(released, 1);
	CHECK_EQ(released_value, 3);
	kobject_put(NULL);
	CHECK(!kobject_get(NULL));
}

static void a_parent_stays_as_long_as_its_children(void)
{
	struct thing *parent = thing_create(NULL, NULL, 1);
	struct kobject *child = kobject_create_and_add("child", &parent->kobj);

	CHECK(child && child->parent == &parent->kobj);
	kobject_put(&parent->kobj);
	CHECK_EQ(released, 0);
	kobject_put(child);
	CHECK_EQ(released, 1);
}

static void a_name_is_there_once(void)
{
	struct thing *thing = thing_create(NULL, NULL, 1);

	hosted_log_quiet(true);
	CHECK(!thing_create(NULL, NULL, 1));
	hosted_log_quiet(false);
	CHECK_EQ(released, 1);
	CHECK_EQ(hosted_log_count("duplicate filename 'thing1'"), 1);
	/* Free again when the first leaves, though it is not released. */
	kobject_del(&thing->kobj);
	CHECK(!thing->kobj.parent);
	kobject_put(&thing_create(NULL, NULL, 1)->kobj);
	kobject_put(&thing->kobj);
}

static void nothing_is_added_without_a_name(void)
{
	struct thing *thing = kzalloc(sizeof(*thing), GFP_KERNEL);

	ktest_expect_warnings(1);
	hosted_log_quiet(true);
	CHECK_EQ(kobject_init_and_add(&thing->kobj, &thing_type, NULL, "%s",
				      ""), -EINVAL);
	hosted_log_quiet(false);
	kobject_put(&thing->kobj);
}

static void a_set_finds_by_name(void)
{
	struct kset *kset = kset_create_and_add("set", NULL, kernel_kobj);
	struct thing *one = thing_create(kset, NULL, 1);
	struct thing *two = thing_create(kset, NULL, 2);
	struct kobject *found;

	CHECK(one->kobj.parent == &kset->kobj);
	found = kset_find_obj(kset, "thing2");
	CHECK(found == &two->kobj);
	kobject_put(&two->kobj);
	CHECK_EQ(released, 0);
	kobject_put(found);
	CHECK_EQ(released, 1);
	CHECK(!kset_find_obj(kset, "thing2"));
	CHECK(!kset_find_obj(kset, "thing"));
	kobject_put(&one->kobj);
	kset_unregister(kset);
}

static void files_are_read_and_written(void)
{
	static const struct attribute value = { .name = "value", .mode = 0644 };
	static const struct attribute name = { .name = "name", .mode = 0444 };
	static const struct attribute secret = { .name = "s", .mode = 0200 };
	static char buf[PAGE_SIZE];
	struct thing *thing = thing_create(NULL, kernel_kobj, 5);

	CHECK_EQ(hosted_sysfs_show("kernel/thing5/value", buf), -ENOENT);
	CHECK_EQ(sysfs_create_file(&thing->kobj, &value), 0);
	CHECK_EQ(sysfs_create_file(&thing->kobj, &name), 0);
	CHECK_EQ(sysfs_create_file(&thing->kobj, &secret), 0);
	hosted_log_quiet(true);
	CHECK_EQ(sysfs_create_file(&thing->kobj, &name), -EEXIST);
	hosted_log_quiet(false);
	CHECK_EQ(hosted_sysfs_show("kernel/thing5/value", buf), 19);
	CHECK(!strcmp(buf, "value of thing5: 5\n"));
	CHECK_EQ(hosted_sysfs_store("kernel/thing5/value", "7", 1), 1);
	CHECK_EQ(thing->value, '7');
	CHECK_EQ(hosted_sysfs_store("kernel/thing5/value", "77", 2), -EINVAL);
	CHECK_EQ(hosted_sysfs_store("kernel/thing5/name", "7", 1), -EACCES);
	CHECK_EQ(hosted_sysfs_show("kernel/thing5/s", buf), -EACCES);
	CHECK_EQ(hosted_sysfs_show("kernel/thing5/val", buf), -ENOENT);
	CHECK_EQ(hosted_sysfs_show("kernel/thing5", buf), -ENOENT);
	CHECK_EQ(hosted_sysfs_show("thing5/value", buf), -ENOENT);
	CHECK_EQ(hosted_sysfs_show("kernel/thing5/value/x", buf), -ENOENT);
	sysfs_remove_file(&thing->kobj, &value);
	CHECK_EQ(hosted_sysfs_show("kernel/thing5/value", buf), -ENOENT);
	CHECK(hosted_sysfs_show("kernel/thing5/name", buf) > 0);
	/* The rest goes with the directory. */
	kobject_put(&thing->kobj);
	CHECK_EQ(hosted_sysfs_show("kernel/thing5/name", buf), -ENOENT);
}

static void links_lead_to_the_object(void)
{
	static const struct attribute value = { .name = "value", .mode = 0444 };
	static char buf[PAGE_SIZE];
	struct thing *a = thing_create(NULL, kernel_kobj, 1);
	struct thing *b = thing_create(NULL, kernel_kobj, 2);

	CHECK_EQ(sysfs_create_file(&b->kobj, &value), 0);
	CHECK_EQ(sysfs_create_link(&a->kobj, &b->kobj, "other"), 0);
	CHECK_EQ(sysfs_create_link_nowarn(&a->kobj, &b->kobj, "other"),
		 -EEXIST);
	CHECK_EQ(hosted_log_count("duplicate"), 0);
	CHECK(hosted_sysfs_show("kernel/thing1/other/value", buf) > 0);
	CHECK(!strcmp(buf, "value of thing2: 2\n"));
	sysfs_remove_link(&a->kobj, "other");
	CHECK_EQ(hosted_sysfs_show("kernel/thing1/other/value", buf), -ENOENT);
	kobject_put(&a->kobj);
	kobject_put(&b->kobj);
}

static void without_memory(void)
{
	unsigned int i, failed = 1;
	struct kobject *kobj;

	for (i = 0; failed; i++) {
		hosted_mem_fail(i, 1);
		kobj = kobject_create_and_add("child", kernel_kobj);
		failed = hosted_mem_fail(0, 0);
		CHECK(!kobj == !!failed);
		kobject_put(kobj);
	}
	CHECK_EQ(i, 4);
}

KTEST_SUITE(kobject,
	KTEST(the_last_reference_releases),
	KTEST(a_parent_stays_as_long_as_its_children),
	KTEST(a_name_is_there_once),
	KTEST(nothing_is_added_without_a_name),
	KTEST(a_set_finds_by_name),
	KTEST(files_are_read_and_written),
	KTEST(links_lead_to_the_object),
	KTEST(without_memory));
