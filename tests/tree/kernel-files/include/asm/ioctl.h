/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_IOCTL_H
#define _ASM_IOCTL_H

/* Numbers of calls that nobody makes. */
#define _IO(type, nr) (nr)
#define _IOR(type, nr, size) (nr)
#define _IOW(type, nr, size) (nr)
#define _IOWR(type, nr, size) (nr)

#endif
