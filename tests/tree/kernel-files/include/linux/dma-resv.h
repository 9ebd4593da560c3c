/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_DMA_RESV_H
#define _LINUX_DMA_RESV_H

/* Nothing of it is used here. */

#endif
