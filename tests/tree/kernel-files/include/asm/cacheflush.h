/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_CACHEFLUSH_H
#define _ASM_CACHEFLUSH_H

/* Nothing of it is used here. */

#endif
