/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a file says of the shim: the lines
 *
 *	#define IOMMU_SHIM_STYLE sync
 *	#define IOMMU_SHIM_LEVEL v6_3
 *	#include <iommu-shim/iommu.h>
 */
#ifndef SCAN_SHIM_H
#define SCAN_SHIM_H

#include "scan/syntax.h"
#include "styles.h"

/* A macro that is defined: how often, and to what. */
struct shim_define {
	unsigned int count;
	size_t value;		/* token of the first one, or NO_TOKEN */
};

struct shim_lines {
	struct shim_define style, level;
	unsigned int includes;
};

#define SHIM_STYLE "IOMMU_SHIM_STYLE"
#define SHIM_LEVEL "IOMMU_SHIM_LEVEL"
#define SHIM_HEADER "<iommu-shim/iommu.h>"

struct shim_lines shim_lines(const struct stream *s);

/* The style that the file asks the shim for, or STYLE_UNKNOWN. */
enum style shim_style(const struct stream *s);

/* Does an #include begin at token @i, a #? */
bool is_include(const struct stream *s, size_t i);

#endif
