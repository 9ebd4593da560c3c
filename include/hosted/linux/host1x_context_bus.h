/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_HOST1X_CONTEXT_BUS_H
#define _LINUX_HOST1X_CONTEXT_BUS_H

/* There is no such bus: CONFIG_TEGRA_HOST1X_CONTEXT_BUS is not set. */

#endif
