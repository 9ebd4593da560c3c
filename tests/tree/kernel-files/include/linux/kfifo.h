/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_KFIFO_H
#define _LINUX_KFIFO_H

/* Nothing of it is used here. */

#endif
