// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hosted trees' tests once more, with Linux's own lib/rbtree.c beneath.
 */
#include "../../hosted/rbtree.c"
