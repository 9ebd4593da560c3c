/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_I2C_H
#define _LINUX_I2C_H

/* Nothing of it is used here. */

#endif
