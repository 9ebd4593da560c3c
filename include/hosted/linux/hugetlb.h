/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_HUGETLB_H
#define _LINUX_HUGETLB_H

#include <linux/mm.h>

#endif
