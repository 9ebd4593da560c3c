/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a patch is called: "vfio/type1: Use the synchronous IOMMU API calls".
 */
#ifndef SUBJECT_H
#define SUBJECT_H

#include "series/repo.h"

/*
 * The subsystem that the folders of a path spell, as the kernel writes it before
 * a subject: "drm/msm", "gpu: host1x", "vfio".  To be freed.
 */
char *prefix_of_path(const char *file);

/* The same, with the name of the file if it does not end in that already. */
char *prefix_with_file(const char *prefix, const char *file);

/*
 * The words with colons that most of these subjects begin with: "vfio/type1" of
 * "vfio/type1: Fix it"; at equal numbers the newer.  NULL: they have none.
 */
char *prefix_of_history(const struct history *histories, size_t count);

/* A file name: 0007-vfio-type1-use-the-....patch.  To be freed. */
char *patch_file_name(unsigned int number, const char *subject);

#endif
