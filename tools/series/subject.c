// SPDX-License-Identifier: GPL-2.0-only
#include "series/subject.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Which folder of a path names its subsystem, and what stands before it. */
static const struct {
	const char *folder;	/* that the path begins with */
	const char *before;	/* put before the name */
	enum { NEXT, LAST, NONE } which;	/* folder behind that one */
} customs[] = {
	{ "arch/arm/", "ARM", NONE },
	{ "arch/mips/", "MIPS", NONE },
	{ "arch/", "", NEXT },
	{ "drivers/gpu/drm/", "drm/", NEXT },
	{ "drivers/gpu/", "gpu: ", NEXT },
	{ "drivers/infiniband/hw/", "RDMA/", NEXT },
	{ "drivers/infiniband/", "RDMA/", NEXT },
	{ "drivers/media/", "media: ", LAST },
	{ "drivers/net/wireless/", "wifi: ", LAST },
	{ "drivers/net/", "net: ", LAST },
	{ "drivers/soc/", "soc: ", NEXT },
	{ "drivers/staging/media/", "media: ", LAST },
	{ "drivers/staging/", "staging: ", NEXT },
	{ "drivers/usb/", "usb: ", NEXT },
	{ "drivers/iommu/", "iommu/", NEXT },
	{ "drivers/", "", NEXT },
	{ "include/linux/", "", LAST },
	{ "kernel/", "", NEXT },
	{ "sound/soc/", "ASoC: ", NEXT },
	{ "sound/", "ALSA: ", NEXT },
};

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* "iommu/" and "drm/" with nothing behind them: the subsystem itself. */
static char *without_tail(const char *before)
{
	size_t len = strlen(before);

	while (len && strchr("/: ", before[len - 1]))
		len--;
	return xstrndup(before, len);
}

/* A folder that only sorts is no name: "include" of a driver, "src". */
static char *folder_prefix(const char *file)
{
	const char *end = base_name(file);
	const char *start = end;

	if (end == file)
		return xstrndup(file, strcspn(file, "."));
	for (start = end - 1; start > file && start[-1] != '/'; start--)
		;
	return xstrndup(start, end - 1 - start);
}

char *prefix_of_path(const char *file)
{
	const char *rest, *end;
	size_t i, len = 0;

	for (i = 0; i < ARRAY_SIZE(customs); i++) {
		len = strlen(customs[i].folder);
		if (!strncmp(file, customs[i].folder, len))
			break;
	}
	if (i == ARRAY_SIZE(customs))
		return folder_prefix(file);
	rest = file + len;
	end = base_name(file);
	if (customs[i].which == NONE)
		return xstrdup(customs[i].before);
	if (end == rest) {
		/* Right in the folder: its name, or for want of one the file's. */
		char *own = without_tail(customs[i].before);

		if (*own)
			return own;
		free(own);
		return xstrndup(rest, strcspn(rest, "."));
	}
	if (customs[i].which == LAST)
		for (rest = end - 1; rest[-1] != '/'; rest--)
			;
	return xasprintf("%s%.*s", customs[i].before,
			 (int)strcspn(rest, "/"), rest);
}

char *prefix_with_file(const char *prefix, const char *file)
{
	const char *base = base_name(file);
	int len = strcspn(base, ".");
	size_t end = strlen(prefix);

	if (end >= (size_t)len && !strncmp(prefix + end - len, base, len) &&
	    (end == (size_t)len || strchr("/ ", prefix[end - len - 1])))
		return xstrdup(prefix);
	return xasprintf("%s/%.*s", prefix, len, base);
}

/* The length of "gpu: host1x" in "gpu: host1x: Do this: and that". */
static size_t prefix_length(const char *subject)
{
	size_t len = 0, word;

	for (;;) {
		word = strcspn(subject + len, " \t");
		if (word < 2 || subject[len + word - 1] != ':')
			break;
		len += word;
		if (!subject[len])
			break;
		len += strspn(subject + len, " \t");
	}
	while (len && strchr(": \t", subject[len - 1]))
		len--;
	return len;
}

char *prefix_of_history(const struct history *histories, size_t count)
{
	const char *best = NULL;
	size_t best_len = 0, most = 0, i, k, n, m;

	for (i = 0; i < count; i++) {
		for (k = 0; k < histories[i].count; k++) {
			const char *subject = histories[i].subjects[k];
			size_t len = prefix_length(subject), same = 0;

			for (n = 0; len && n < count; n++)
				for (m = 0; m < histories[n].count; m++) {
					const char *other =
						histories[n].subjects[m];

					same += prefix_length(other) == len &&
						!strncmp(other, subject, len);
				}
			if (same > most) {
				most = same;
				best = subject;
				best_len = len;
			}
		}
	}
	return best ? xstrndup(best, best_len) : NULL;
}

char *patch_file_name(unsigned int number, const char *subject)
{
	char *name = xasprintf("%04u-%s", number, subject), *to = name, *from;

	for (from = name; *from && to - name < 60; from++) {
		if (isalnum((unsigned char)*from) || *from == '_')
			*to++ = *from;
		else if (to > name && to[-1] != '-')
			*to++ = '-';
	}
	while (to > name && to[-1] == '-')
		to--;
	*to = '\0';
	from = xasprintf("%s.patch", name);
	free(name);
	return from;
}
