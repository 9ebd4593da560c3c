/* SPDX-License-Identifier: GPL-2.0-only */
#define OPEN_BLOCK(n) if (n) {
#define CLOSE_BLOCK }
