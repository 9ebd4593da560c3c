/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_AMBA_BUS_H
#define _LINUX_AMBA_BUS_H

/* There is no such bus: CONFIG_ARM_AMBA is not set. */

#endif
