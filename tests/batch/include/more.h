/* SPDX-License-Identifier: GPL-2.0-only */
put_page(m->page);
