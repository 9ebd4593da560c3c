/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_REBOOT_H
#define _LINUX_REBOOT_H

/* Nothing of it is used here. */

#endif
