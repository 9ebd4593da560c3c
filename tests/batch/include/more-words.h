/* SPDX-License-Identifier: GPL-2.0-only */
#define REAP_PAGES put_page(m->page)
