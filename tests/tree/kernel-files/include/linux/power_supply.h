/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_POWER_SUPPLY_H
#define _LINUX_POWER_SUPPLY_H

/* Nothing of it is used here. */

#endif
