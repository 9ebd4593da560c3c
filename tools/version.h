/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VERSION_H
#define VERSION_H

/* The release: what patches and mails say that they were made with. */
#define VERSION "0.1"

/* For reports, with the commit where it was built from one: "0.1 (5a852f4)". */
extern const char version[];

#endif
