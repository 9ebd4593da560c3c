/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _RDMA_IB_VERBS_H
#define _RDMA_IB_VERBS_H

#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/workqueue.h>


#endif
