/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_DEVICE_DRIVER_H
#define _LINUX_DEVICE_DRIVER_H

struct bus_type;

/* For who has one as a member, or asks for its name: nothing is bound. */
struct device_driver {
	const char *name;
	struct bus_type *bus;
};

#endif
