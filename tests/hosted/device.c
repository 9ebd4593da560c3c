// SPDX-License-Identifier: GPL-2.0-only
/*
 * Devices, their buses, and who is told of them.
 */
#include <hosted/kernel.h>
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ktest.h"

static int released;

static void release(struct device *dev)
{
	released++;
	kfree(dev);
}

static struct device *create(struct bus_type *bus, const char *name)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);

	dev->bus = bus;
	dev->init_name = name;
	dev->release = release;
	released = 0;
	if (device_register(dev)) {
		put_device(dev);
		return NULL;
	}
	return dev;
}

static char told[64];
static int answer;

static int first_told(struct notifier_block *nb, unsigned long action,
		      void *data)
{
	(void)nb;
	snprintf(told + strlen(told), sizeof(told) - strlen(told), "1:%lu:%s ",
		 action, dev_name(data));
	return answer;
}

static int then_told(struct notifier_block *nb, unsigned long action,
		     void *data)
{
	(void)nb, (void)data;
	snprintf(told + strlen(told), sizeof(told) - strlen(told), "2:%lu ",
		 action);
	return NOTIFY_OK;
}

static void a_bus_tells_of_its_devices(void)
{
	struct notifier_block first = { .notifier_call = first_told,
					.priority = 1 };
	struct notifier_block then = { .notifier_call = then_told };
	struct bus_type bus = { .name = "bus" };
	struct device *dev;

	answer = NOTIFY_DONE;
	CHECK_EQ(bus_register(&bus), 0);
	CHECK_EQ(bus_register_notifier(&bus, &then), 0);
	CHECK_EQ(bus_register_notifier(&bus, &first), 0);
	CHECK_EQ(bus_register_notifier(&bus, &first), -EEXIST);
	told[0] = '\0';
	dev = create(&bus, "a");
	CHECK(!strcmp(told, "1:1:a 2:1 "));
	told[0] = '\0';
	/* One that stops the chain. */
	answer = NOTIFY_BAD;
	device_del(dev);
	CHECK(!strcmp(told, "1:2:a 1:3:a "));
	CHECK_EQ(released, 0);
	put_device(dev);
	CHECK_EQ(released, 1);
	CHECK_EQ(bus_unregister_notifier(&bus, &first), 0);
	CHECK_EQ(bus_unregister_notifier(&bus, &first), -ENOENT);
	told[0] = '\0';
	device_unregister(create(&bus, "b"));
	CHECK(!strcmp(told, "2:1 2:2 2:3 "));
	CHECK_EQ(released, 1);
	bus_unregister(&bus);
}

static int append(struct device *dev, void *data)
{
	strcpy(told + strlen(told), dev_name(dev));
	return data && !strcmp(dev_name(dev), data) ? -EBUSY : 0;
}

static void a_bus_lists_its_devices(void)
{
	struct bus_type bus = { .name = "bus" };
	struct device *a, *b, *c;

	CHECK_EQ(bus_for_each_dev(&bus, NULL, NULL, append), -EINVAL);
	CHECK_EQ(bus_register(&bus), 0);
	a = create(&bus, "a");
	b = create(&bus, "b");
	c = create(&bus, "c");
	told[0] = '\0';
	CHECK_EQ(bus_for_each_dev(&bus, NULL, NULL, append), 0);
	CHECK(!strcmp(told, "abc"));
	told[0] = '\0';
	CHECK_EQ(bus_for_each_dev(&bus, b, NULL, append), 0);
	CHECK(!strcmp(told, "c"));
	told[0] = '\0';
	CHECK_EQ(bus_for_each_dev(&bus, NULL, "b", append), -EBUSY);
	CHECK(!strcmp(told, "ab"));
	device_unregister(b);
	told[0] = '\0';
	CHECK_EQ(bus_for_each_dev(&bus, NULL, NULL, append), 0);
	CHECK(!strcmp(told, "ac"));
	device_unregister(a);
	device_unregister(c);
	bus_unregister(&bus);
}

static void a_device_has_a_name_and_references(void)
{
	struct device nobody = {}, *dev = create(NULL, "it");

	CHECK(!strcmp(dev_name(dev), "it"));
	CHECK(!dev->init_name);
	CHECK_EQ(dev_set_name(dev, "x%d", 2), 0);
	CHECK(!strcmp(dev_name(dev), "x2"));
	CHECK_EQ(dev_set_name(dev, "it"), 0);
	CHECK(get_device(dev) == dev && !get_device(NULL));
	device_unregister(dev);
	CHECK_EQ(released, 0);
	put_device(dev);
	CHECK_EQ(released, 1);
	CHECK(!strcmp(dev_name(&nobody), "(null device)"));
	CHECK(!device_is_bound(&nobody));
	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	dev->release = release;
	CHECK_EQ(device_register(dev), -EINVAL);
	put_device(dev);
}

static void resources_by_type_and_name(void)
{
	struct resource res[] = {
		{ .start = 1, .end = 4, .name = "a", .flags = IORESOURCE_IO },
		{ .start = 8, .end = 8, .name = "a", .flags = IORESOURCE_MEM },
		{ .start = 9, .end = 9, .flags = IORESOURCE_MEM },
	};
	struct platform_device pdev = { .num_resources = 3, .resource = res };

	CHECK(platform_get_resource_byname(&pdev, IORESOURCE_MEM, "a") ==
	      &res[1]);
	CHECK(platform_get_resource_byname(&pdev, IORESOURCE_IO, "a") ==
	      &res[0]);
	CHECK(!platform_get_resource_byname(&pdev, IORESOURCE_IO, "b"));
	CHECK_EQ(resource_size(&res[0]), 4);
}

KTEST_SUITE(device,
	KTEST(a_bus_tells_of_its_devices),
	KTEST(a_bus_lists_its_devices),
	KTEST(a_device_has_a_name_and_references),
	KTEST(resources_by_type_and_name));
