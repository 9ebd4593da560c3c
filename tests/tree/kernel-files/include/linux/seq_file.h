/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_SEQ_FILE_H
#define _LINUX_SEQ_FILE_H

#include <linux/types.h>

struct seq_file;

/* For a header whose functions call it; nobody calls those. */
int seq_write(struct seq_file *seq, const void *data, size_t len);

#endif
