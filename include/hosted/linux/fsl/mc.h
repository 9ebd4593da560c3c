/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_FSL_MC_H
#define _LINUX_FSL_MC_H

#include <linux/device.h>

/* There is no such bus: no device is a container, or in one. */
#define fsl_mc_cont_dev(dev) ((dev)->parent)

#endif
