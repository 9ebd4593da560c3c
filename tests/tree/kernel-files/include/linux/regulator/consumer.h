/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_REGULATOR_CONSUMER_H
#define _LINUX_REGULATOR_CONSUMER_H

/* Nothing of it is used here. */

#endif
