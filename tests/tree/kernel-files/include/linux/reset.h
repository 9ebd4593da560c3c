/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_RESET_H
#define _LINUX_RESET_H

/* Nothing of it is used here. */

#endif
