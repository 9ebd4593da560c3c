// SPDX-License-Identifier: GPL-2.0-only
#include "effects.h"

#include <string.h>

#include "util.h"

/* @part: the whole name, its beginning (NAME*), or its end (*NAME). */
struct rule {
	const char *part;
	enum effect effect;
};

/*
 * In this order; the first that fits counts.  A name that only some kernels
 * have does no harm.  Nothing may be called harmless here that can run a
 * callback of a driver, sleep until somebody else has released, or drop a
 * reference.
 */
static const struct rule rules[] = {
	/* Pages. */
	{ "__free_page", EFFECT_PAGE }, { "__free_pages", EFFECT_PAGE },
	{ "free_page", EFFECT_PAGE }, { "free_pages", EFFECT_PAGE },
	{ "free_pages_exact", EFFECT_PAGE }, { "release_pages", EFFECT_PAGE },
	{ "free_contig_range", EFFECT_PAGE }, { "mempool_free", EFFECT_PAGE },
	{ "dma_free_*", EFFECT_PAGE }, { "dmam_free_*", EFFECT_PAGE },
	{ "gen_pool_free*", EFFECT_PAGE }, { "sg_free_table*", EFFECT_PAGE },
	{ "sgl_free*", EFFECT_PAGE }, { "__free_pages_*", EFFECT_PAGE },
	{ "vfree*", EFFECT_PAGE }, { "vunmap", EFFECT_PAGE },
	{ "drm_gem_put_pages", EFFECT_PAGE },
	/* Pins and references. */
	{ "put_page", EFFECT_PIN }, { "folio_put*", EFFECT_PIN },
	{ "unpin_*", EFFECT_PIN }, { "put_user_page*", EFFECT_PIN },
	{ "fput", EFFECT_PIN }, { "mmput*", EFFECT_PIN },
	{ "mmdrop", EFFECT_PIN }, { "kref_put*", EFFECT_PIN },
	{ "kobject_put", EFFECT_PIN }, { "put_device", EFFECT_PIN },
	{ "dma_buf_put", EFFECT_PIN }, { "of_node_put", EFFECT_PIN },
	{ "module_put", EFFECT_PIN },
	/* IOVAs and other mappings. */
	{ "free_iova*", EFFECT_IOVA }, { "__free_iova*", EFFECT_IOVA },
	{ "drm_mm_remove_node", EFFECT_IOVA }, { "nvkm_mm_free", EFFECT_IOVA },
	{ "drm_mm_takedown", EFFECT_IOVA }, { "dma_unmap_*", EFFECT_IOVA },
	{ "ida_free", EFFECT_IOVA }, { "ida_simple_remove", EFFECT_IOVA },
	{ "bitmap_clear", EFFECT_IOVA }, { "bitmap_release_region", EFFECT_IOVA },
	{ "iommu_dma_free_iova", EFFECT_IOVA }, { "queue_iova", EFFECT_IOVA },
	{ "dma_buf_unmap_attachment*", EFFECT_IOVA },
	/* Domains. */
	{ "iommu_domain_free", EFFECT_DOMAIN },
	{ "iommu_detach_*", EFFECT_DOMAIN }, { "iommu_attach_*", EFFECT_DOMAIN },
	{ "iommu_group_*", EFFECT_DOMAIN },
	/* Locks, and whatever lets others run in their stead. */
	{ "*_unlock", EFFECT_LOCK }, { "*_unlock_bh", EFFECT_LOCK },
	{ "*_unlock_irq", EFFECT_LOCK }, { "*_unlock_irqrestore", EFFECT_LOCK },
	{ "up_read", EFFECT_LOCK }, { "up_write", EFFECT_LOCK },
	{ "up", EFFECT_LOCK }, { "complete*", EFFECT_LOCK },
	{ "wake_up*", EFFECT_LOCK }, { "schedule*", EFFECT_LOCK },
	{ "wait_*", EFFECT_LOCK }, { "msleep*", EFFECT_LOCK },
	{ "usleep_range*", EFFECT_LOCK }, { "cond_resched_lock*", EFFECT_LOCK },
	/* Objects of the driver's own. */
	{ "kfree*", EFFECT_OBJECT }, { "kvfree*", EFFECT_OBJECT },
	{ "kmem_cache_free", EFFECT_OBJECT }, { "devm_kfree", EFFECT_OBJECT },

	/* Harmless: asking, counting, walking, printing, arithmetic. */
	{ "iommu_iova_to_phys", EFFECT_NONE },
	{ "list_add*", EFFECT_NONE }, { "list_del*", EFFECT_NONE },
	{ "list_move*", EFFECT_NONE }, { "list_empty*", EFFECT_NONE },
	{ "list_*entry*", EFFECT_NONE }, { "list_is_*", EFFECT_NONE },
	{ "list_first_*", EFFECT_NONE }, { "list_last_*", EFFECT_NONE },
	{ "list_next_*", EFFECT_NONE }, { "list_prev_*", EFFECT_NONE },
	{ "list_entry", EFFECT_NONE }, { "list_splice*", EFFECT_NONE },
	{ "list_for_each*", EFFECT_NONE }, { "hlist_*", EFFECT_NONE },
	{ "INIT_LIST_HEAD", EFFECT_NONE }, { "LIST_HEAD", EFFECT_NONE },
	{ "rb_entry*", EFFECT_NONE }, { "rb_first*", EFFECT_NONE },
	{ "rb_last*", EFFECT_NONE }, { "rb_next*", EFFECT_NONE },
	{ "rb_prev*", EFFECT_NONE }, { "rb_erase*", EFFECT_NONE },
	{ "rb_parent", EFFECT_NONE }, { "RB_EMPTY_*", EFFECT_NONE },
	{ "RB_CLEAR_NODE", EFFECT_NONE },
	{ "rbtree_postorder_for_each_entry_safe", EFFECT_NONE },
	{ "interval_tree_iter_*", EFFECT_NONE },
	{ "sg_next", EFFECT_NONE }, { "sg_page", EFFECT_NONE },
	{ "sg_phys", EFFECT_NONE }, { "sg_virt", EFFECT_NONE },
	{ "sg_dma_*", EFFECT_NONE }, { "sg_is_last", EFFECT_NONE },
	{ "for_each_sg*", EFFECT_NONE }, { "sg_nents*", EFFECT_NONE },
	{ "for_each_*bit*", EFFECT_NONE }, { "for_each_online_*", EFFECT_NONE },
	{ "for_each_possible_*", EFFECT_NONE }, { "for_each_if", EFFECT_NONE },
	{ "xa_for_each*", EFFECT_NONE }, { "idr_for_each_entry*", EFFECT_NONE },
	{ "xa_load", EFFECT_NONE }, { "idr_find", EFFECT_NONE },
	{ "container_of*", EFFECT_NONE }, { "to_*", EFFECT_UNKNOWN },
	{ "min*", EFFECT_NONE }, { "max*", EFFECT_NONE },
	{ "clamp*", EFFECT_NONE }, { "abs", EFFECT_NONE },
	{ "swap", EFFECT_NONE }, { "round_up", EFFECT_NONE },
	{ "round_down", EFFECT_NONE }, { "roundup*", EFFECT_NONE },
	{ "rounddown*", EFFECT_NONE }, { "DIV_ROUND_*", EFFECT_NONE },
	{ "ALIGN*", EFFECT_NONE }, { "IS_ALIGNED", EFFECT_NONE },
	{ "PTR_ALIGN", EFFECT_NONE }, { "PAGE_ALIGN*", EFFECT_NONE },
	{ "PFN_*", EFFECT_NONE }, { "PHYS_PFN", EFFECT_NONE },
	{ "BIT", EFFECT_NONE }, { "BIT_ULL", EFFECT_NONE },
	{ "GENMASK*", EFFECT_NONE }, { "FIELD_*", EFFECT_NONE },
	{ "ARRAY_SIZE", EFFECT_NONE }, { "offsetof", EFFECT_NONE },
	{ "sizeof*", EFFECT_NONE }, { "struct_size", EFFECT_NONE },
	{ "array_size", EFFECT_NONE }, { "ilog2", EFFECT_NONE },
	{ "__ffs*", EFFECT_NONE }, { "ffs", EFFECT_NONE },
	{ "fls*", EFFECT_NONE }, { "__fls", EFFECT_NONE },
	{ "hweight*", EFFECT_NONE }, { "get_order", EFFECT_NONE },
	{ "upper_32_bits", EFFECT_NONE }, { "lower_32_bits", EFFECT_NONE },
	{ "likely", EFFECT_NONE }, { "unlikely", EFFECT_NONE },
	{ "READ_ONCE", EFFECT_NONE }, { "WRITE_ONCE", EFFECT_NONE },
	{ "IS_ERR*", EFFECT_NONE }, { "PTR_ERR*", EFFECT_NONE },
	{ "ERR_PTR", EFFECT_NONE }, { "ERR_CAST", EFFECT_NONE },
	{ "WARN*", EFFECT_NONE }, { "BUG_ON", EFFECT_NONE },
	{ "BUG", EFFECT_NONE }, { "might_sleep", EFFECT_NONE },
	{ "cond_resched", EFFECT_NONE }, { "cpu_relax", EFFECT_NONE },
	{ "lockdep_assert_*", EFFECT_NONE },
	{ "page_to_*", EFFECT_NONE }, { "pfn_to_*", EFFECT_NONE },
	{ "phys_to_*", EFFECT_NONE }, { "virt_to_*", EFFECT_NONE },
	{ "page_size", EFFECT_NONE }, { "page_address", EFFECT_NONE },
	{ "page_shift", EFFECT_NONE }, { "compound_order", EFFECT_NONE },
	{ "offset_in_page", EFFECT_NONE }, { "__pa", EFFECT_NONE },
	{ "__va", EFFECT_NONE }, { "__phys_to_pfn", EFFECT_NONE },
	{ "__pfn_to_phys", EFFECT_NONE },
	{ "set_page_dirty*", EFFECT_NONE }, { "SetPage*", EFFECT_NONE },
	{ "memset", EFFECT_NONE }, { "memcpy", EFFECT_NONE },
	{ "memmove", EFFECT_NONE }, { "memcmp", EFFECT_NONE },
	{ "strcmp", EFFECT_NONE }, { "strlen", EFFECT_NONE },
	{ "test_bit", EFFECT_NONE }, { "set_bit", EFFECT_NONE },
	{ "clear_bit", EFFECT_NONE }, { "__set_bit", EFFECT_NONE },
	{ "__clear_bit", EFFECT_NONE }, { "test_and_*_bit", EFFECT_NONE },
	{ "find_*_bit", EFFECT_NONE },
	{ "atomic_*", EFFECT_NONE }, { "atomic64_*", EFFECT_NONE },
	{ "atomic_long_*", EFFECT_NONE }, { "refcount_read", EFFECT_NONE },
	{ "dev_name", EFFECT_NONE }, { "udelay", EFFECT_NONE },
	{ "dev_get_drvdata", EFFECT_NONE }, { "current_cred", EFFECT_NONE },
	{ "iova_dma_addr", EFFECT_NONE }, { "iova_pfn", EFFECT_NONE },
	{ "iova_shift", EFFECT_NONE }, { "iova_align", EFFECT_NONE },
	{ "iova_offset", EFFECT_NONE }, { "iova_size", EFFECT_NONE },
	{ "local_irq_*", EFFECT_NONE }, { "pfn_valid", EFFECT_NONE },
	{ "compound_head", EFFECT_NONE }, { "PageReserved", EFFECT_NONE },
	{ "PageCompound", EFFECT_NONE }, { "IS_ENABLED", EFFECT_NONE },
	/* Taking what others then cannot have. */
	{ "*_lock", EFFECT_NONE }, { "*_lock_bh", EFFECT_NONE },
	{ "*_lock_irq", EFFECT_NONE }, { "*_lock_irqsave", EFFECT_NONE },
	{ "*_lock_killable", EFFECT_NONE }, { "*_trylock", EFFECT_NONE },
	{ "*_lock_interruptible", EFFECT_NONE },
	{ "down_read", EFFECT_NONE }, { "down_write", EFFECT_NONE },
	{ "get_page", EFFECT_NONE }, { "get_device", EFFECT_NONE },
	{ "kref_get*", EFFECT_NONE }, { "mmget*", EFFECT_NONE },
	{ "mmgrab", EFFECT_NONE }, { "get_task_mm", EFFECT_NONE },
	{ "task_rlimit", EFFECT_NONE }, { "rlimit", EFFECT_NONE },
	{ "capable", EFFECT_NONE }, { "account_locked_vm", EFFECT_NONE },
	{ "__account_locked_vm", EFFECT_NONE },
};

static bool starts(const char *name, size_t len, const char *part, size_t n)
{
	return len >= n && !memcmp(name, part, n);
}

static bool ends(const char *name, size_t len, const char *part, size_t n)
{
	return len >= n && !memcmp(name + len - n, part, n);
}

/* At most two stars, as in "list_*entry*". */
static bool fits(const char *name, size_t len, const char *part)
{
	const char *star = strchr(part, '*');
	size_t head, tail;

	if (!star)
		return strlen(part) == len && !memcmp(name, part, len);
	head = star - part;
	if (!starts(name, len, part, head))
		return false;
	part = star + 1;
	name += head;
	len -= head;
	star = strchr(part, '*');
	if (!star) {
		tail = strlen(part);
		return ends(name, len, part, tail);
	}
	return memmem(name, len, part, star - part) != NULL;
}

int looks_like_logging(const char *name, size_t len)
{
	static const char *const stems[] = {
		"_err", "_error", "_warn", "_warning", "_info", "_notice",
		"_dbg", "_debug", "_crit", "_emerg", "_alert", "_printk",
		"_trace", "_err_ratelimited", "_warn_ratelimited",
		"_info_ratelimited", "_dbg_ratelimited", "_err_once",
		"_warn_once", "_info_once", "_dbg_once",
	};
	size_t i;

	if (len == 6 && !memcmp(name, "printk", 6))
		return 1;
	for (i = 0; i < ARRAY_SIZE(stems); i++)
		if (ends(name, len, stems[i], strlen(stems[i])))
			return 1;
	return 0;
}

enum effect effect_of(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rules); i++)
		if (fits(name, len, rules[i].part))
			return rules[i].effect;
	return EFFECT_UNKNOWN;
}

const char *effect_says(enum effect effect)
{
	static const char *const words[] = {
		[EFFECT_NONE] = "gives nothing back",
		[EFFECT_OBJECT] = "frees an object",
		[EFFECT_PAGE] = "releases memory",
		[EFFECT_PIN] = "drops a pin or a reference",
		[EFFECT_IOVA] = "releases an IOVA or a mapping",
		[EFFECT_LOCK] = "gives up a lock or waits for others",
		[EFFECT_DOMAIN] = "changes the domain's devices",
		[EFFECT_UNKNOWN] = "is not known to give nothing back",
	};

	return words[effect];
}
