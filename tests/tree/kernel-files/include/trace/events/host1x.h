/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _TRACE_HOST1X_H
#define _TRACE_HOST1X_H

#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/sched.h>

/* Nothing traces: the arguments are evaluated, and that is all. */
#define trace_host1x_cdma_begin(name) ((void)(name))
#define trace_host1x_cdma_end(name) ((void)(name))
#define trace_host1x_cdma_push(name, op1, op2) \
	((void)(name), (void)(op1), (void)(op2))
#define trace_host1x_cdma_push_wide(name, op1, op2, op3, op4) \
	((void)(name), (void)(op1), (void)(op2), (void)(op3), (void)(op4))
#define trace_host1x_wait_cdma(name, event) ((void)(name), (void)(event))

#endif
