/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_ACPI_H
#define _LINUX_ACPI_H

#include <linux/dma-mapping.h>

/* For its users that count on this; nothing of itself. */

#endif
