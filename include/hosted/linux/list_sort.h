/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_LIST_SORT_H
#define _LINUX_LIST_SORT_H

#include <linux/types.h>

typedef int (*list_cmp_func_t)(void *priv, const struct list_head *a,
			       const struct list_head *b);

/* Stable: @a stays before @b unless @cmp says that it is greater. */
void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp);

#endif
