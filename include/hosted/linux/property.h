/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_PROPERTY_H
#define _LINUX_PROPERTY_H

#include <linux/device.h>
#include <linux/fwnode.h>

#define dev_fwnode(dev) ((dev)->fwnode)

#endif
