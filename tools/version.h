/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VERSION_H
#define VERSION_H

/* What patches and reports say that they were made with. */
#define VERSION "0.1"

#endif
