/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _MEDIA_VIDEOBUF2_DMA_CONTIG_H
#define _MEDIA_VIDEOBUF2_DMA_CONTIG_H

#include <media/videobuf2-core.h>

#endif
