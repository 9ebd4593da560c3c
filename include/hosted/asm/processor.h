/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_PROCESSOR_H
#define _ASM_PROCESSOR_H

/* Lets another thread run: there may be fewer processors than threads. */
void cpu_relax(void);

#endif
