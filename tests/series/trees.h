/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Trees to make series of, and what became of them.
 */
#ifndef TREES_H
#define TREES_H

#include "harness.h"

/* Nobody's configuration but this one: a name, or none with NULL. */
void sign_as(const char *name, const char *email);

/* A driver with one unmap. */
#define DRIVER "#include <linux/iommu.h>\n\n" \
	       "void stop(struct iommu_domain *domain)\n" \
	       "{\n\tiommu_unmap(domain, 0, SZ_4K);\n}\n"

/* The API, as small as can be. */
#define HEADER "#ifndef __LINUX_IOMMU_H\n#define __LINUX_IOMMU_H\n\n" \
	"#ifdef CONFIG_IOMMU_API\n" \
	"int iommu_map(struct iommu_domain *domain, unsigned long iova,\n" \
	"\t      phys_addr_t paddr, size_t size, int prot);\n" \
	"size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova,\n" \
	"\t\t   size_t size);\n" \
	"#else\n" \
	"static inline int iommu_map(struct iommu_domain *domain,\n" \
	"\t\t\t    unsigned long iova, phys_addr_t paddr,\n" \
	"\t\t\t    size_t size, int prot)\n" \
	"{\n\treturn -ENODEV;\n}\n\n" \
	"static inline size_t iommu_unmap(struct iommu_domain *domain,\n" \
	"\t\t\t\t unsigned long iova, size_t size)\n" \
	"{\n\treturn 0;\n}\n" \
	"#endif\n\n#endif\n"

#define MAINTAINERS_FOO "FOO DRIVER\nM:\tFoo Maintainer <foo@example.org>\n" \
	"L:\tfoo-list@example.org (moderated for non-subscribers)\n" \
	"S:\tMaintained\nF:\tdrivers/foo/\n\n"
#define MAINTAINERS_REST "THE REST\nM:\tThe Chief <chief@example.org>\n" \
	"L:\tall@example.org\nF:\t*\nF:\t*/\n"

/* MAINTAINERS, include/linux/iommu.h and drivers/foo/foo.c in DIR/tree. */
char *small_tree(void);
/* The same, committed to git. */
char *git_tree(void);
void commit(const char *tree, const char *subject);

/* git in a folder; ends the program when it fails. */
#define GIT(where, ...) \
	must(RUN((where), "git", __VA_ARGS__), __FILE__, __LINE__)
struct run must(struct run r, const char *file, int line);

/* convert --to STYLE --series ../series in @tree, with up to 8 more words. */
#define SERIES(tree, style, ...) \
	RUN((tree), tool(), "convert", "--progress", "never", "--to", (style), \
	    "--series", "../series", ##__VA_ARGS__)

/* The patches, without the cover letter, as full paths; the last is NULL. */
char **patches_of(const char *tree);
/* The lines of a mail's header, continuations joined, or NULL. */
char *header_of(const char *mail, const char *name);

#endif
