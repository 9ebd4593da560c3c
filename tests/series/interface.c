// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interface patch, for the headers of several generations of the kernel: it
 * adds what the style lacks there and nothing else, compiles with IOMMU support
 * and without, and a driver of the style compiles against it.
 */
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "trees.h"

#define MAP "struct iommu_domain *domain, unsigned long iova, " \
	    "phys_addr_t paddr, size_t size, int prot"
#define MAP_SG "struct iommu_domain *domain, unsigned long iova, " \
	       "struct scatterlist *sg, unsigned int nents, int prot"
#define RANGE "struct iommu_domain *domain, unsigned long iova, size_t size"

/* Both arms of a header: what the API is, and what stands for it. */
#define ARMS(api, none) \
	"/* A header. */\n#ifndef __LINUX_IOMMU_H\n#define __LINUX_IOMMU_H\n\n" \
	"#include <linux/scatterlist.h>\n#include <linux/errno.h>\n\n" \
	"struct iommu_domain;\n\n#ifdef CONFIG_IOMMU_API\n" api \
	"#else /* CONFIG_IOMMU_API */\n" none "#endif /* CONFIG_IOMMU_API */\n\n" \
	"#ifdef CONFIG_IOMMU_DEBUGFS\nvoid iommu_debugfs_setup(void);\n#endif\n\n" \
	"#endif\n"

#define STUB(type, name, parameters, value) \
	"static inline " type " " name "(" parameters ")\n{\n\treturn " value ";\n}\n"
#define EMPTY(name, parameters) \
	"static inline void " name "(" parameters ")\n{\n}\n"

#define API_4_13(more) \
	"extern int iommu_map(" MAP more ");\n" \
	"extern size_t iommu_unmap(" RANGE ");\n" \
	"extern size_t iommu_map_sg(" MAP_SG more ");\n"
#define NONE_4_13(more) \
	STUB("int", "iommu_map", MAP more, "-ENODEV") \
	STUB("size_t", "iommu_unmap", RANGE, "0") \
	STUB("size_t", "iommu_map_sg", MAP_SG more, "0")

static const char linux_4_13[] = ARMS(API_4_13(""), NONE_4_13(""));
static const char linux_4_15[] = ARMS(
	API_4_13("")
	"size_t iommu_unmap_fast(" RANGE ");\n"
	"void iommu_flush_tlb_all(struct iommu_domain *domain);\n"
	"void iommu_tlb_range_add(" RANGE ");\n"
	"void iommu_tlb_sync(struct iommu_domain *domain);\n",
	NONE_4_13("")
	STUB("size_t", "iommu_unmap_fast", RANGE, "0")
	EMPTY("iommu_flush_tlb_all", "struct iommu_domain *domain")
	EMPTY("iommu_tlb_range_add", RANGE)
	EMPTY("iommu_tlb_sync", "struct iommu_domain *domain"));
static const char linux_6_3[] = ARMS(
	"struct iommu_iotlb_gather { unsigned long start; };\n"
	"void iommu_iotlb_gather_init(struct iommu_iotlb_gather *gather);\n"
	API_4_13(", gfp_t gfp")
	"size_t iommu_unmap_fast(" RANGE ", struct iommu_iotlb_gather *gather);\n"
	"void iommu_flush_iotlb_all(struct iommu_domain *domain);\n"
	"void iommu_iotlb_sync(struct iommu_domain *domain, struct iommu_iotlb_gather *gather);\n",
	"struct iommu_iotlb_gather { int none; };\n"
	NONE_4_13(", gfp_t gfp")
	EMPTY("iommu_iotlb_gather_init", "struct iommu_iotlb_gather *gather")
	STUB("size_t", "iommu_unmap_fast", RANGE ", struct iommu_iotlb_gather *gather", "0")
	EMPTY("iommu_flush_iotlb_all", "struct iommu_domain *domain")
	EMPTY("iommu_iotlb_sync", "struct iommu_domain *domain, struct iommu_iotlb_gather *gather"));

#define SYNC_CALLS(more) \
	"iommu_map_sync(d, 0, 0, 1, 0" more ") + " \
	"(int)iommu_map_sg_sync(d, 0, sg, 1, 0" more ") + " \
	"(int)iommu_unmap_sync(d, 0, 1)"
#define ASYNC_CALLS(more) \
	"iommu_map_async(d, 0, 0, 1, 0" more ") + " \
	"(int)iommu_map_sg_async(d, 0, sg, 1, 0" more ") + " \
	"(int)iommu_unmap_async(d, 0, 1)"
#define QUEUE "iommu_tlb_range_add(d, 0, iommu_unmap(d, 0, 1));"
#define FAST "iommu_tlb_range_add(d, 0, iommu_unmap_fast(d, 0, 1));"
#define FINISH "iommu_tlb_sync(d); iommu_flush_tlb_all(d);"
#define GATHER "struct iommu_iotlb_gather g; iommu_iotlb_gather_init(&g); " \
	"iommu_unmap_fast(d, 0, 1, &g); iommu_iotlb_sync(d, &g); " \
	"iommu_flush_iotlb_all(d);"

#define SYNC_NAMES "iommu_map_sync(), iommu_map_sg_sync(), iommu_unmap_sync()"

static const struct kernel {
	const char *name, *header;	/* NULL: Linux 6.1's own */
	const char *style;
	const char *added;	/* names, or ""; or why it cannot be */
	const char *uses;	/* statements with d and sg; NULL: cannot be */
} kernels[] = {
	{ "4_13", linux_4_13, "sync", SYNC_NAMES, "return " SYNC_CALLS("") ";" },
	{ "4_13", linux_4_13, "explicit",
	  SYNC_NAMES ", iommu_tlb_range_add(), iommu_tlb_sync(), iommu_flush_tlb_all()",
	  QUEUE FINISH "return " SYNC_CALLS("") ";" },
	{ "4_13", linux_4_13, "async",
	  "iommu_map_async(), iommu_map_sg_async(), iommu_unmap_async(), iommu_tlb_sync(), iommu_flush_tlb_all()",
	  FINISH "return " ASYNC_CALLS("") ";" },
	{ "4_13", linux_4_13, "fast",
	  "iommu_unmap_fast(), iommu_tlb_range_add(), iommu_tlb_sync(), iommu_flush_tlb_all()",
	  FAST FINISH "return 0;" },
	{ "4_13", linux_4_13, "gather",
	  "iommu_iotlb_gather, iommu_iotlb_gather_init(), iommu_unmap_fast(), iommu_iotlb_sync(), iommu_flush_iotlb_all()",
	  GATHER "return 0;" },
	{ "4_15", linux_4_15, "sync", SYNC_NAMES, "return " SYNC_CALLS("") ";" },
	{ "4_15", linux_4_15, "explicit", SYNC_NAMES,
	  QUEUE FINISH "return " SYNC_CALLS("") ";" },
	{ "4_15", linux_4_15, "async",
	  "iommu_map_async(), iommu_map_sg_async(), iommu_unmap_async()",
	  FINISH "return " ASYNC_CALLS("") ";" },
	{ "4_15", linux_4_15, "fast", "", FAST FINISH "return 0;" },
	{ "4_15", linux_4_15, "gather", "iommu_unmap_fast takes 3 arguments, in style gather (Linux 5.4 on) it takes 4",
	  NULL },
	{ "6_3", linux_6_3, "sync", SYNC_NAMES,
	  "return " SYNC_CALLS(", GFP_KERNEL") ";" },
	{ "6_3", linux_6_3, "gather", "", GATHER "return 0;" },
	{ "6_3", linux_6_3, "fast", "iommu_unmap_fast takes 4 arguments, in style fast (Linux 4.15 to 5.3) it takes 3",
	  NULL },
	{ "6_1", NULL, "sync",
	  "iommu_map_sync(), iommu_map_atomic_sync(), iommu_map_sg_sync(), iommu_map_sg_atomic_sync(), iommu_map_sgtable_sync(), iommu_unmap_sync()",
	  "struct sg_table t = { 0 };"
	  "return " SYNC_CALLS("") " + iommu_map_atomic_sync(d, 0, 0, 1, 0) + "
	  "(int)iommu_map_sg_atomic_sync(d, 0, sg, 1, 0) + "
	  "(int)iommu_map_sgtable_sync(d, 0, &t, 0);" },
	{ "6_1", NULL, "explicit",
	  "iommu_map_sync(), iommu_map_atomic_sync(), iommu_map_sg_sync(), iommu_map_sg_atomic_sync(), iommu_map_sgtable_sync(), iommu_unmap_sync(), iommu_tlb_range_add(), iommu_tlb_sync(), iommu_flush_tlb_all()",
	  QUEUE FINISH "return " SYNC_CALLS("") ";" },
	{ "6_1", NULL, "async",
	  "iommu_map_async(), iommu_map_atomic_async(), iommu_map_sg_async(), iommu_map_sg_atomic_async(), iommu_map_sgtable_async(), iommu_unmap_async(), iommu_tlb_sync(), iommu_flush_tlb_all()",
	  FINISH "return " ASYNC_CALLS("") ";" },
	{ "6_1", NULL, "gather", "", GATHER "return 0;" },
};

/* A loop, so that every style has something to do. */
#define LOOP "#include <linux/iommu.h>\n\n" \
	"void free_iova(struct iommu_domain *domain, unsigned long iova);\n\n" \
	"void stop(struct iommu_domain *domain, int n)\n{\n\tint i;\n\n" \
	"\tfor (i = 0; i < n; i++)\n" \
	"\t\tiommu_unmap(domain, i * 4096, 4096);\n" \
	"\tiommu_unmap(domain, 0, 4096);\n\tfree_iova(domain, 0);\n}\n"

static char *tree_of(const struct kernel *kernel)
{
	char *tree = git_tree(), *header = text("%s/include/linux/iommu.h", tree);

	if (kernel->header) {
		put(header, kernel->header);
	} else {
		copy(LINUX "/include/linux/iommu.h", header);
		copy(LINUX "/include/linux/ioasid.h",
		     text("%s/include/linux/ioasid.h", tree));
		copy(LINUX "/include/uapi/linux/iommu.h",
		     text("%s/include/uapi/linux/iommu.h", tree));
		put(text("%s/include/linux/of.h", tree),
		    "struct of_phandle_args;\nstruct attribute_group;\n");
	}
	put(text("%s/drivers/foo/foo.c", tree), LOOP);
	commit(tree, "kernel");
	return tree;
}

/* Nothing but syntax and types: there is no kernel to link with. */
static struct run compile(const char *tree, const char *unit, const char *arm)
{
	return RUN(tree, "clang", "-std=gnu11", "-fsyntax-only", "-Wall",
		   "-Werror", "-nostdinc", "-D__KERNEL__", arm,
		   text("-I%s/include", tree),
		   text("-I%s", in_source("include/hosted")), "-include",
		   "linux/gfp.h", unit);
}

TEST compiles_in_both_arms(const struct kernel *kernel)
{
	static const char *const arms[] = { "-DCONFIG_IOMMU_API", "-DNO_API" };
	char *tree = tree_of(kernel), *unit = text("%s/../unit.c", tree), **patch;
	struct run r = SERIES(tree, kernel->style);
	size_t i;

	if (!kernel->uses) {
		ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
		ASSERTm(r.err.data, contains(r.err, kernel->added));
		ASSERT(!exists(text("%s/../series", tree)));
		PASS();
	}
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	patch = patches_of(tree);
	if (*kernel->added) {
		char *mail = squeezed(get(*patch)).data;
		char *added = squeezed((struct bytes){
			text("%s", kernel->added), strlen(kernel->added) }).data;

		ASSERTm(mail, strstr(mail, added));
		/* As the compiler sees the tree after the first patch ... */
		GIT(tree, "am", "--quiet", *patch++);
		for (i = 0; i < 2; i++) {
			r = compile(tree, "drivers/foo/foo.c", arms[i]);
			ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
		}
	}
	while (*patch)
		GIT(tree, "am", "--quiet", *patch++);
	/* ... and a driver that uses all of it. */
	put(unit, text("#include <linux/iommu.h>\n"
		       "int f(struct iommu_domain *d, struct scatterlist *sg);\n"
		       "int f(struct iommu_domain *d, struct scatterlist *sg)\n"
		       "{\n(void)sg;\n%s\n}\n", kernel->uses));
	for (i = 0; i < 2; i++) {
		r = compile(tree, unit, arms[i]);
		ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	}
	/* Converted once more, it has everything. */
	remove_all(text("%s/../series", tree));
	r = SERIES(tree, kernel->style);
	ASSERTm(r.err.data, contains(r.err, "nothing to convert"));
	PASS();
}

/* Names that the arm without the API lacks, or that have no parameter names. */
TEST a_header_that_says_too_little(void)
{
	char *tree = git_tree();
	struct run r;

	put(text("%s/include/linux/iommu.h", tree),
	    "int iommu_unmap(struct iommu_domain *, unsigned long, size_t);\n");
	commit(tree, "no names");
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 2, r.status, "%d");
	ASSERTm(r.err.data, contains(r.err, "include/linux/iommu.h: declares no iommu_unmap() with named parameters"));
	PASS();
}

/* Only the stub names its parameters: that will do. */
TEST names_from_the_other_arm(void)
{
	char *tree = git_tree();
	struct run r;

	put(text("%s/include/linux/iommu.h", tree),
	    "#pragma once\n#ifdef CONFIG_IOMMU_API\n"
	    "int iommu_unmap(struct iommu_domain *, unsigned long, size_t);\n"
	    "#else\n" STUB("int", "iommu_unmap", RANGE, "0") "#endif\n");
	commit(tree, "names in one");
	r = SERIES(tree, "sync");
	ASSERT_EQ_FMTm(r.err.data, 0, r.status, "%d");
	ASSERT(contains(get(patches_of(tree)[0]),
			"\n+static inline int iommu_unmap_sync(struct iommu_domain *domain,\n"));
	PASS();
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	size_t i;

	GREATEST_MAIN_BEGIN();
	sign_as("Test", "test@example.org");
	for (i = 0; i < sizeof(kernels) / sizeof(*kernels); i++)
		RUN_NAMED(text("%s_on_%s_compiles_in_both_arms",
			       kernels[i].style, kernels[i].name),
			  compiles_in_both_arms, &kernels[i]);
	RUN_TEST(a_header_that_says_too_little);
	RUN_TEST(names_from_the_other_arm);
	GREATEST_MAIN_END();
}
