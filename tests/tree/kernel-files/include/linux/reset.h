/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_RESET_H
#define _LINUX_RESET_H

struct reset_control;

/* A member of its users; nobody resets anything. */
struct reset_control_bulk_data {
	const char *id;
	struct reset_control *rstc;
};

#endif
