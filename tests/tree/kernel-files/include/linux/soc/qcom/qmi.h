/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __QMI_HELPERS_H__
#define __QMI_HELPERS_H__

#include <linux/workqueue.h>

/* Messages to the modem: nobody is there. */
struct sockaddr_qrtr {
	int unused;
};

struct qmi_handle {
	int unused;
};

#endif
