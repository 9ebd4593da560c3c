/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_IF_ETHER_H
#define _LINUX_IF_ETHER_H

/* Nothing of it is used here. */

#endif
