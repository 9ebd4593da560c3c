/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A patch as a mail, as git format-patch writes them and git am reads them.
 */
#ifndef MAIL_H
#define MAIL_H

#include <time.h>

#include "series/maintainers.h"

struct mail {
	const char *name, *email;	/* of the sender */
	time_t date;
	unsigned int number, count;	/* [PATCH number/count] */
	const char *subject;
	const char *message_id;		/* without <> */
	const char *reply_to;		/* message id, or NULL */
	const struct recipients *recipients;
	const struct buf *body;		/* up to the line --- , that one included */
	const struct buf *diff;		/* what follows, byte for byte; or NULL */
};

void mail_write(const struct mail *mail, struct buf *out);

#endif
