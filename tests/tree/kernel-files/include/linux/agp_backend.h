/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_AGP_BACKEND_H
#define _LINUX_AGP_BACKEND_H

/* Nothing of it is used here. */

#endif
