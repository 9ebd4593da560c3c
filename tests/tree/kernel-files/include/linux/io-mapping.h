/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_IO_MAPPING_H
#define _LINUX_IO_MAPPING_H

/* Nothing of it is used here. */

#endif
