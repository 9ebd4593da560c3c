/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_PM_WAKEUP_H
#define _LINUX_PM_WAKEUP_H

/* Nothing of it is used here. */

#endif
