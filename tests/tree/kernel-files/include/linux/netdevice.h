/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_NETDEVICE_H
#define _LINUX_NETDEVICE_H

#include <linux/bitmap.h>
#include <linux/kernel.h>

/* A driver has one as a member; nobody receives. */
struct net_device {
	int unused;
};

struct napi_struct {
	int unused;
};

#endif
