// SPDX-License-Identifier: GPL-2.0-only
/*
 * verify on small pairs of files, and on those of tests/batch: what may differ,
 * and what may not.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "greatest.h"
#include "harness.h"

#define CASES "tests/batch/cases"

struct pair {
	const char *name, *to;
	int status;
	/* What the output has to hold; NULL: nothing is said at all. */
	const char *says;
	const char *before, *after;
};

#define LOOP_BEFORE(between) \
	"void f(struct iommu_domain *d, struct map *m)\n{\n" \
	"\tfor (; m; m = m->next) {\n" \
	"\t\tiommu_unmap(d, m->iova, m->len);\n" between "\t}\n}\n"
#define LOOP_AFTER(between) \
	"void f(struct iommu_domain *d, struct map *m)\n{\n" \
	"\tfor (; m; m = m->next) {\n" \
	"\t\tiommu_unmap_async(d, m->iova, m->len);\n" between "\t}\n" \
	"\tif (d)\n\t\tiommu_tlb_sync(d);\n}\n"
#define LOOP(between) LOOP_BEFORE(between), LOOP_AFTER(between)

#define ERROR_LOOP(test) LOOP_BEFORE(""), \
	"void f(struct iommu_domain *d, struct map *m)\n{\n" \
	"\tfor (; m; m = m->next) {\n" \
	"\t\tiommu_unmap_async(d, m->iova, m->len);\n\t}\n" \
	"\tif (" test ")\n\t\tiommu_tlb_sync(d);\n}\n"

#define MAPS(sync, call, between) \
	"int f(struct iommu_domain *d, struct ctx *c, int n)\n{\n" \
	"\tint ret = 0;\n\n\twhile (n-- && !ret) {\n" \
	"\t\tret = " call "(d, n * SZ_2M, 0, SZ_2M, 0);\n" between "\t}\n" \
	sync "\treturn ret;\n}\n"
#define MAP_LOOP(between) MAPS("", "iommu_map", between), \
	MAPS("\tif (d)\n\t\tiommu_tlb_sync(d);\n", "iommu_map_async", between)

#define NOSYNC(call, sync) \
	"int f(struct iommu_domain *d)\n{\n\tint ret;\n\n" \
	"\tret = " call "(d, 0, 1, 2, 3, GFP_KERNEL);\n" sync \
	"\tmsleep(1);\n\treturn ret;\n}\n"

/* A loop of unmaps and releases, cut in two. */
#define SPLIT_HEAD "void f(struct iommu_domain *d, struct ctx *c, struct map *m, int n)\n" \
	"{\n\tint i = 0;\n\n\tif (!d)\n\t\treturn;\n\t"
#define SPLIT(head, release) \
	SPLIT_HEAD head " {\n\t\tiommu_unmap(d, m->iova + i, m->len);\n\t\t" \
	release "\n\t}\n}\n", \
	SPLIT_HEAD head "\n\t\tiommu_unmap_async(d, m->iova + i, m->len);\n" \
	"\tiommu_tlb_sync(d);\n\n\t" head " {\n\t\t" release "\n\t}\n}\n"
#define WALK "list_for_each_entry(m, &c->maps, node)"
#define COUNT "for (i = 0; i < n; i++)"

static const struct pair pairs[] = {
	/* What may differ. */
	{ "white_space", NULL, 0, NULL,
	  "int a;\nint b ( int c ) ;\n", "int\ta;\n\n\nint b(int c);" },
	{ "indentation_of_a_comment", NULL, 0, NULL,
	  "/*\n * a\n * b\n */\nint a;\n", "\t/*\n\t * a\n\t * b\n\t */\nint a;\n" },
	{ "line_ends", NULL, 0, NULL, "int a; /* b\n */\nint c;\n",
	  "int a; /* b\r\n */\r\nint c;\r\n" },
	{ "include_of_the_shim", "sync", 0, NULL,
	  "#include <linux/iommu.h>\n\nint f(struct iommu_domain *d)\n{\n\treturn iommu_unmap(d, 0, 1);\n}\n",
	  "#define IOMMU_SHIM_STYLE sync\n#include <iommu-shim/iommu.h>\n\nint f(struct iommu_domain *d)\n{\n\treturn iommu_unmap_sync(d, 0, 1);\n}\n" },
	{ "gfp_for_the_level", "implicit", 0, NULL,
	  "int f(struct iommu_domain *d)\n{\n\treturn iommu_map(d, 0, 1, 2, 3) + iommu_map_atomic(d, 0, 1, 2, 3);\n}\n",
	  "int f(struct iommu_domain *d)\n{\n\treturn iommu_map(d, 0, 1, 2, 3, GFP_KERNEL) + iommu_map(d, 0, 1, 2, 3, GFP_ATOMIC);\n}\n" },
	{ "allocation_with_its_test", NULL, 0, NULL,
	  "int f(struct device *dev)\n{\n\tstruct iommu_domain *d;\n\n\td = iommu_domain_alloc(dev->bus);\n\tif (!d)\n\t\treturn 1;\n\treturn 0;\n}\n",
	  "int f(struct device *dev)\n{\n\tstruct iommu_domain *d;\n\n\td = iommu_paging_domain_alloc(dev);\n\tif (IS_ERR(d))\n\t\treturn 1;\n\treturn 0;\n}\n" },
	{ "collision_renamed", "async", 0, NULL,
	  "static void iommu_tlb_sync(int a)\n{\n}\n\nvoid f(struct iommu_domain *d)\n{\n\tiommu_tlb_sync(1);\n}\n",
	  "static void my_tlb_sync(int a)\n{\n}\n\nvoid f(struct iommu_domain *d)\n{\n\tmy_tlb_sync(1);\n}\n" },
	{ "harmless_call_between", "async", 0, NULL, LOOP("\t\tcond_resched();\n") },
	{ "log_message_between", "async", 0, NULL, LOOP("\t\tdev_err(m->dev, \"x\");\n") },
	{ "flush_that_asks_for_errors", "async", 0, NULL, ERROR_LOOP("!IS_ERR_OR_NULL(d)") },
	{ "flush_back_into_the_calls", "implicit", 0, NULL,
	  LOOP_AFTER("\t\tcond_resched();\n"), LOOP_BEFORE("\t\tcond_resched();\n") },

	{ "own_variables_changed_between_maps", "async", 0, NULL,
	  MAP_LOOP("\t\tn -= 2;\n\t\t--n;\n\t\tmutex_lock(&c->m);\n") },
	{ "object_freed_between_maps", "async", 0, NULL, MAP_LOOP("\t\tkfree(c->x);\n") },
	{ "maps_flushed_by_sync_map", "nosync", 0, NULL,
	  NOSYNC("iommu_map", ""), NOSYNC("iommu_map_nosync", "\tiommu_sync_map(d, 0, 2);\n") },

	/* What may not. */
	{ "flush_of_errors_only", "async", 1, "the flush of d depends on", ERROR_LOOP("IS_ERR_OR_NULL(d)") },
	{ "flush_that_asks_another", "async", 1, "the flush of d depends on", ERROR_LOOP("!IS_ERR_OR_NULL(m->d)") },
	{ "flush_that_asks_for_more", "async", 1, "the flush of d depends on", ERROR_LOOP("!IS_ERR_OR_NULL(d) && m") },
	{ "shim_of_another_style", NULL, 1, "after.c:1:1: warning: the shim is asked for style gather, and the calls are converted to sync",
	  "#include <linux/iommu.h>\n\nint f(struct iommu_domain *d)\n{\n\treturn iommu_unmap(d, 0, 1) + iommu_unmap(d, 2, 1);\n}\n",
	  "#define IOMMU_SHIM_STYLE gather\n#include <iommu-shim/iommu.h>\n\nint f(struct iommu_domain *d)\n{\n\treturn iommu_unmap_sync(d, 0, 1) + iommu_unmap_sync(d, 2, 1);\n}\n" },
	/* These pass all that is compared; the paths tell. */
	{ "gather_begun_again_before_the_flush", "gather", 1,
	  "after.c:8:2: error: the gather begins anew, and what iommu_unmap_fast() at line 7 unmapped is never flushed [missing-flush] [check-finds-more",
	  "void f(struct iommu_domain *d, struct map *m)\n{\n"
	  "\tfor (; m; m = m->next)\n\t\tiommu_unmap(d, m->iova, m->len);\n}\n",
	  "void f(struct iommu_domain *d, struct map *m)\n{\n\tstruct iommu_iotlb_gather gather;\n\n"
	  "\tiommu_iotlb_gather_init(&gather);\n\tfor (; m; m = m->next)\n"
	  "\t\tiommu_unmap_fast(d, m->iova, m->len, &gather);\n"
	  "\tiommu_iotlb_gather_init(&gather);\n\tif (d)\n\t\tiommu_iotlb_sync(d, &gather);\n}\n" },
	{ "domain_is_another_one_at_its_flush", "async", 1,
	  "[wrong-domain] [check-finds-more",
	  "void f(struct map *m, struct iommu_domain *d)\n{\n\tstruct iommu_domain *e = d;\n\n"
	  "\tiommu_unmap(e, m->iova, m->len);\n\te = m->domain;\n\tiommu_unmap(e, m->iova, m->len);\n}\n",
	  "void f(struct map *m, struct iommu_domain *d)\n{\n\tstruct iommu_domain *e = d;\n\n"
	  "\tiommu_unmap_async(e, m->iova, m->len);\n\te = m->domain;\n"
	  "\tiommu_unmap_async(e, m->iova, m->len);\n\tiommu_tlb_sync(e);\n}\n" },
	{ "sync_map_dropped", "nosync", 1, "after.c:6:2: error: msleep() gives up a lock",
	  NOSYNC("iommu_map", ""), NOSYNC("iommu_map_nosync", "") },
	{ "sync_map_dropped_before_the_end", "nosync", 1, "[unflushed]",
	  NOSYNC("iommu_map", ""), NOSYNC("iommu_map_nosync", "") },
	{ "sync_map_of_another_domain", "nosync", 1, "[unflushed]",
	  NOSYNC("iommu_map", ""), NOSYNC("iommu_map_nosync", "\tiommu_sync_map(e, 0, 2);\n") },
	{ "gather_pays_for_no_map", "nosync", 1, "[unflushed]",
	  NOSYNC("iommu_map", ""), NOSYNC("iommu_map_nosync", "\tiommu_iotlb_sync(d, &gather);\n") },
	{ "sync_map_pays_for_no_unmap", "nosync", 1, "[unflushed]",
	  "void f(struct iommu_domain *d, struct iommu_iotlb_gather *g)\n{\n\tiommu_unmap(d, 0, 1);\n}\n",
	  "void f(struct iommu_domain *d, struct iommu_iotlb_gather *g)\n{\n\tiommu_unmap_fast(d, 0, 1, g);\n\tiommu_sync_map(d, 0, 1);\n}\n" },
	{ "doorbell_between_maps", "async", 1, "after.c:7:3: error: writel() tells others to go on, and a flush of a mapping",
	  MAP_LOOP("\t\twritel(n, c->reg);\n") },
	{ "unlock_between_maps", "async", 1, "[used-before-flush",
	  MAP_LOOP("\t\tmutex_unlock(&c->m);\n") },
	{ "store_between_maps", "async", 1, "after.c:7:13: error: this stores where others may look",
	  MAP_LOOP("\t\tc->mapped = n;\n") },
	{ "count_between_maps", "async", 1, "[used-before-flush",
	  MAP_LOOP("\t\tc->mapped++;\n") },
	{ "global_changed_between_maps", "async", 1, "[used-before-flush",
	  MAP_LOOP("\t\t++mapped;\n") },
	{ "store_through_a_pointer_between_maps", "async", 1, "[used-before-flush",
	  MAP_LOOP("\t\t*c = n;\n") },
	{ "list_changed_between_maps", "async", 1, "changes what others may look at",
	  MAP_LOOP("\t\tlist_add(&c->a, &c->b);\n") },
	{ "unknown_call_between_maps", "async", 3, "[undecided",
	  MAP_LOOP("\t\twho_knows(n);\n") },
	{ "assembly_between_maps", "async", 3, "is assembly",
	  MAP_LOOP("\t\tasm volatile(\"\");\n") },
	{ "result_stored_where_others_look", "async", 1, "[used-before-flush",
	  "void f(struct iommu_domain *d, struct ctx *c)\n{\n\tc->ret = iommu_map(d, 0, 1, 2, 3);\n}\n",
	  "void f(struct iommu_domain *d, struct ctx *c)\n{\n\tc->ret = iommu_map_async(d, 0, 1, 2, 3);\n\tiommu_tlb_sync(d);\n}\n" },
	{ "helper_that_stores_between_maps", "async", 1, "here it stores where others may look",
	  "static void tell(struct ctx *c)\n{\n\tc->mapped = 1;\n}\n" MAPS("", "iommu_map", "\t\ttell(c);\n"),
	  "static void tell(struct ctx *c)\n{\n\tc->mapped = 1;\n}\n" MAPS("\tif (d)\n\t\tiommu_tlb_sync(d);\n", "iommu_map_async", "\t\ttell(c);\n") },
	{ "macro_that_stores_between_maps", "async", 1, "TELL stores where others may look",
	  "#define TELL mapped = 1\n" MAPS("", "iommu_map", "\t\tTELL;\n"),
	  "#define TELL mapped = 1\n" MAPS("\tif (d)\n\t\tiommu_tlb_sync(d);\n", "iommu_map_async", "\t\tTELL;\n") },
	{ "helper_of_a_cycle_between", "async", 3, "[undecided",
	  "static void b(int n);\nstatic void a(int n)\n{\n\tb(n);\n}\nstatic void b(int n)\n{\n\ta(n);\n}\n" LOOP_BEFORE("\t\ta(1);\n\t\tb(1);\n"),
	  "static void b(int n);\nstatic void a(int n)\n{\n\tb(n);\n}\nstatic void b(int n)\n{\n\ta(n);\n}\n" LOOP_AFTER("\t\ta(1);\n\t\tb(1);\n") },
	{ "mapped_again_before_the_flush", "async", 3, "iommu_map() maps in between",
	  LOOP("\t\tiommu_map(d, m->iova, m->pa, m->len, 0);\n") },
	{ "page_released_between", "async", 1, "after.c:5:3: error: put_page()",
	  LOOP("\t\tput_page(m->page);\n") },
	{ "lock_dropped_between", "async", 1, "[release-before-flush",
	  LOOP("\t\tspin_unlock(&m->lock);\n") },
	{ "unknown_call_between", "async", 3, "after.c:5:3: warning: who_knows() is not known to give nothing back",
	  LOOP("\t\twho_knows(m);\n") },
	{ "call_through_a_pointer_between", "async", 3, "[undecided",
	  LOOP("\t\tm->ops->done(m);\n") },
	{ "release_in_a_helper_between", "async", 1, "here it drops a pin",
	  "static void drop(struct map *m)\n{\n\tput_page(m->page);\n}\n" LOOP_BEFORE("\t\tdrop(m);\n"),
	  "static void drop(struct map *m)\n{\n\tput_page(m->page);\n}\n" LOOP_AFTER("\t\tdrop(m);\n") },
	{ "deferred_for_the_callers", "async", 3, "for its callers to flush",
	  "static void f(struct iommu_domain *d)\n{\n\tiommu_unmap(d, 0, 1);\n}\nvoid g(struct iommu_domain *d)\n{\n\tf(d);\n\tiommu_unmap(d, 8, 1);\n}\n",
	  "static void f(struct iommu_domain *d)\n{\n\tiommu_unmap_async(d, 0, 1);\n}\nvoid g(struct iommu_domain *d)\n{\n\tf(d);\n\tiommu_unmap_async(d, 8, 1);\n\tiommu_tlb_sync(d);\n}\n" },
	{ "code_below_if_0", NULL, 1, "after.c:2:5: warning: changed outside",
	  "#if 0\nint a;\n#endif\n", "#if 0\nint b;\n#endif\n" },
	{ "call_below_if_0", NULL, 1, "after.c:2:1:",
	  "#if 0\niommu_unmap(d, 0, 1);\n#endif\n", "#if 0\niommu_unmap_sync(d, 0, 1);\n#endif\n" },
	{ "arm_of_an_ifdef_lost", NULL, 1, "[changed-outside]",
	  "#ifdef A\nint a;\n#else\nint b;\n#endif\n", "#ifdef A\nint a;\n#endif\n" },
	{ "condition_turned", NULL, 1, "after.c:1:2:",
	  "#ifdef A\nint a;\n#endif\n", "#ifndef A\nint a;\n#endif\n" },
	{ "end_of_a_macro_moved", NULL, 1, "[changed-outside]",
	  "#define A 1 + \\\n\t2\nint a;\n", "#define A 1 +\n\t2\nint a;\n" },
	{ "macro_lost_its_parameters", NULL, 1, "after.c:1:11:",
	  "#define A(b) 1\n", "#define A (b) 1\n" },
	{ "last_line_lost", NULL, 1, "[changed-outside]", "int a;\nint b;\n", "int a;\n" },
	{ "everything_lost", NULL, 1, "[changed-outside]", "int a;\n", "" },
	{ "gfp_lost_for_an_atomic_map", "implicit", 1, "may sleep",
	  "int f(struct iommu_domain *d)\n{\n\treturn iommu_map_atomic(d, 0, 1, 2, 3);\n}\n",
	  "int f(struct iommu_domain *d)\n{\n\treturn iommu_map(d, 0, 1, 2, 3, GFP_KERNEL);\n}\n" },
	{ "another_gfp", "implicit", 1, "the gfp_t of iommu_map() is GFP_KERNEL now, it was GFP_NOWAIT",
	  "int f(struct iommu_domain *d)\n{\n\treturn iommu_map(d, 0, 1, 2, 3, GFP_NOWAIT);\n}\n",
	  "int f(struct iommu_domain *d)\n{\n\treturn iommu_map(d, 0, 1, 2, 3, GFP_KERNEL);\n}\n" },
	{ "allocation_without_its_test", NULL, 1, "after.c:5:6: warning: iommu_paging_domain_alloc() returns an ERR_PTR()",
	  "int f(struct device *dev)\n{\n\tstruct iommu_domain *d;\n\n\td = iommu_domain_alloc(dev->bus);\n\tif (!d)\n\t\treturn 1;\n\treturn 0;\n}\n",
	  "int f(struct device *dev)\n{\n\tstruct iommu_domain *d;\n\n\td = iommu_paging_domain_alloc(dev);\n\tif (!d)\n\t\treturn 1;\n\treturn 0;\n}\n" },
	{ "collision_renamed_in_part", "async", 1, "[renamed-in-part]",
	  "static void iommu_tlb_sync(int a)\n{\n}\n\nvoid f(struct iommu_domain *d)\n{\n\tiommu_tlb_sync(1);\n}\n",
	  "static void my_tlb_sync(int a)\n{\n}\n\nvoid f(struct iommu_domain *d)\n{\n\tiommu_tlb_sync(1);\n}\n" },
	{ "iommu_h_lost", NULL, 1, "after.c:1:1: warning: the line \"# include < linux",
	  "#include <linux/iommu.h>\nint a;\n", "int a;\n" },
	{ "loop_split_without_flush", NULL, 1, "[loop-split]",
	  "void f(int n)\n{\n\tint i;\n\n\tfor (i = 0; i < n; i++) {\n\t\ta(i);\n\t\tb(i);\n\t}\n}\n",
	  "void f(int n)\n{\n\tint i;\n\n\tfor (i = 0; i < n; i++)\n\t\ta(i);\n\tfor (i = 0; i < n; i++)\n\t\tb(i);\n}\n" },
	{ "split_walk", "async", 0, NULL,
	  SPLIT(WALK, "put_page(m->page);\n\t\tlist_del(&m->node);\n\t\tkfree(m);") },
	{ "split_count", "async", 0, NULL,
	  SPLIT(COUNT, "put_page(c->pages[i]);\n\t\tc->pages[i] = NULL;") },
	{ "split_while", "async", 1, "\"while (n--)\" need not lead through the same rounds again",
	  SPLIT("while (n--)", "put_page(m->page);") },
	{ "split_for_that_goes_on", "async", 1, "\"for (; i < n; i++)\" need not lead",
	  SPLIT("for (; i < n; i++)", "put_page(m->page);") },
	{ "split_walk_that_goes_on", "async", 1, "node)\" need not lead",
	  SPLIT("list_for_each_entry_continue(m, &c->maps, node)", "put_page(m->page);") },
	{ "split_walk_under_rcu", "async", 1, "node)\" need not lead",
	  SPLIT("list_for_each_entry_rcu(m, &c->maps, node)", "put_page(m->page);") },
	{ "split_head_that_calls", "async", 1, "the call in \"for (i = 0; i < count(c); i++)\" may answer",
	  SPLIT("for (i = 0; i < count(c); i++)", "put_page(m->page);") },
	{ "split_that_changes_an_iova", "async", 1, "in the second part \"iova\" is changed, and the first part reads it",
	  SPLIT(COUNT, "put_page(m->page);\n\t\tm->iova += m->len;") },
	{ "split_that_changes_the_bound", "async", 1, "in the second part \"n\" is changed",
	  SPLIT(COUNT, "put_page(m->page);\n\t\tn--;") },
	{ "split_that_lends_the_bound", "async", 1, "in the second part \"n\" is handed out by its address",
	  SPLIT(COUNT, "sg_free_table(&n);") },
	{ "split_that_unlinks_another", "async", 1, "\"list_del\" changes a list beside the entry of the round",
	  SPLIT(WALK, "put_page(m->page);\n\t\tlist_del(&c->first->node);") },
	{ "split_with_unknown_call", "async", 1, "\"forget\" may change what the first part reads",
	  SPLIT(WALK, "put_page(m->page);\n\t\tforget(c);") },
	{ "split_with_own_call", "async", 1, "\"f\" is of this file",
	  SPLIT(WALK, "kref_put(&m->ref, f);") },
	{ "split_with_pointer_call", "async", 1, "\"(\" calls through a pointer",
	  SPLIT(WALK, "(*c->release)(m);") },
	{ "split_with_store", "async", 1, "\"=\" stores where a pointer or an index says",
	  SPLIT(WALK, "put_page(m->page);\n\t\t*c->last = 0;") },
	{ "dangling_else", NULL, 1, "[changed-outside]",
	  "void f(int a)\n{\n\tif (a) {\n\t\tif (a > 1)\n\t\t\tg();\n\t} else\n\t\th();\n}\n",
	  "void f(int a)\n{\n\tif (a)\n\t\tif (a > 1)\n\t\t\tg();\n\telse\n\t\th();\n}\n" },
};

/* ---- */

static struct run verify(const char *to, const char *before, const char *after)
{
	return to ? RUN(NULL, tool(), "verify", "--to", to, before, after) :
		    RUN(NULL, tool(), "verify", before, after);
}

TEST says(const struct pair *p)
{
	char *dir = scratch();
	char *before = text("%s/before.c", dir), *after = text("%s/after.c", dir);
	struct run r;

	put(before, p->before);
	put(after, p->after);
	r = verify(p->to, before, after);
	if (p->says ? !contains(r.out, p->says) : r.out.size > 0)
		FAILm(text("wanted \"%s\":\n%s%s", p->says ? p->says : "",
			   r.out.data, r.err.data));
	ASSERT_EQ_FMT(p->status, r.status, "%d");
	PASS();
}

TEST is_clean(const char *style, const char *before, const char *after)
{
	struct run r = verify(style, before, after);

	if (r.out.size || r.status)
		FAILm(text("%s%s", r.out.data, r.err.data));
	PASS();
}

/* ---- the test before a flush ---- */

/*
 * A case whose flushes ask for  before they flush the domain d, with another
 * test or none: so many of them may then meet what is no domain.
 */
struct retest {
	const char *name, *of, *test, *with;
	size_t findings;
};

static const struct retest retests[] = {
	{ "no_test_of_both", "error-half-proved", "if (!IS_ERR_OR_NULL(d))", "", 17 },
	{ "only_NULL_tested", "error-half-proved", "if (!IS_ERR_OR_NULL(d))", "if (d)", 14 },
	{ "only_errors_tested", "error-half-proved", "if (!IS_ERR_OR_NULL(d))", "if (!IS_ERR(d))", 13 },
	{ "both_tested_apart", "error-half-proved", "if (!IS_ERR_OR_NULL(d))", "if (d && !IS_ERR(d))", 0 },
	{ "no_test_for_NULL", "null-tests", "if (d)", "", 8 },
	{ "compared_with_NULL", "null-tests", "if (d)", "if (NULL != d)", 0 },
	{ "no_test_in_an_outer_loop", "changed-behind-in-outer-loop", "if (c->domain)", "", 1 },
	{ "no_test_of_a_new_domain", "changed-since", "if (c->domain)", "", 1 },
	{ "no_test_behind_a_jump", "jumped-to", "if (d)", "", 1 },
	{ "no_test_in_a_jumped_to_branch", "jump-inside-branch", "if (c->domain)", "", 1 },
	{ "no_test_where_one_arm_proves", "proof-in-an-arm", "if (d)", "", 1 },
	{ "no_test_where_one_arm_goes_on", "leaves-in-an-arm", "if (d)", "", 1 },
	{ "no_test_behind_an_uncertain_use", "used-only-perhaps", "if (d)", "", 1 },
	{ "no_test_behind_a_branch_of_a_do", "first-round-in-a-branch", "if (d)", "", 1 },
	{ "no_test_behind_a_guarded_unmap", "guard-kept", "if (c->domain)", "", 1 },
};

/*  with another test in the lines right above a flush. */
static char *respell(const char *code, const char *test, const char *with)
{
	char *result = text("%s", "");
	const char *at, *next;

	while ((at = strstr(code, test))) {
		next = at + strlen(test);
		next += strspn(next, "\n\t");
		result = text("%s%.*s%s%.*s", result, (int)(at - code), code,
			      strncmp(next, "iommu_iotlb_sync", 16) ? test : with,
			      (int)(next - at - strlen(test)), at + strlen(test));
		code = next;
	}
	return text("%s%s", result, code);
}

static size_t count(const char *in, const char *what)
{
	size_t found = 0;

	while ((in = strstr(in, what))) {
		found++;
		in++;
	}
	return found;
}

TEST is_missed(const struct retest *t)
{
	char *dir = text(CASES "/valid/%s", t->of);
	char *after = text("%s/after.c", scratch());
	struct run r;

	put(after, respell(get(text("%s/after.c", dir)).data, t->test,
			   t->with));
	r = verify("gather", text("%s/before.c", dir), after);
	if (count(r.out.data, "[flush-unguarded") != t->findings ||
	    count(r.out.data, ": warning: ") != t->findings)
		FAILm(text("wanted %zu:\n%s%s", t->findings, r.out.data,
			   r.err.data));
	PASS();
}

SUITE(tests)
{
	size_t i;

	for (i = 0; i < sizeof(retests) / sizeof(*retests); i++)
		RUN_NAMED(text("flush_with_%s", retests[i].name), is_missed,
			  &retests[i]);
}

SUITE(small)
{
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		RUN_NAMED(text("small_%s", pairs[i].name), says, &pairs[i]);
}

/* What is written by hand beside the cases of the planner is clean, too. */
SUITE(batches)
{
	static const char *const ends[][2] = {
		{ "after.c", "gather" }, { "after-explicit.c", "explicit" },
		{ "after-async.c", "async" }, { "after-fast.c", "fast" },
	};
	char **subject, **name;
	size_t i;

	for (subject = list(CASES); *subject; subject++)
		for (name = list(text(CASES "/%s", *subject)); *name; name++)
			for (i = 0; i < 4; i++) {
				char *dir = text(CASES "/%s/%s", *subject, *name);
				char *after = text("%s/%s", dir, ends[i][0]);

				if (exists(after))
					RUN_NAMED(text("batch_%s_%s_%s", *subject,
						       *name, ends[i][1]),
						  is_clean, ends[i][1],
						  text("%s/before.c", dir),
						  after);
			}
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	RUN_SUITE(small);
	RUN_SUITE(tests);
	RUN_SUITE(batches);
	GREATEST_MAIN_END();
}
