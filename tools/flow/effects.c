// SPDX-License-Identifier: GPL-2.0-only
#include "flow/effects.h"

#include <string.h>

#include "base/util.h"

/* @names: separated by blanks; one that ends in * stands for all it begins. */
struct rule {
	enum effect effect;
	const char *names;
};

/*
 * In this order; the first that fits counts.  A name that only some kernels
 * have does no harm.
 *
 * Nothing may be called harmless that can run a callback of a driver, sleep
 * until somebody else has released, drop a reference, assign its arguments,
 * read or write memory that a device may have been writing, or tell another
 * CPU that something is free now: so no clear_bit(), no WRITE_ONCE(), no
 * atomic_dec(), no list_add_rcu(), no memcpy().  And harmless names are
 * spelt out: a star would cover functions that nobody has thought of.
 */
static const struct rule rules[] = {
	{ EFFECT_PAGE, "__free_page __free_pages free_page free_pages "
		"free_pages_exact release_pages free_contig_range "
		"mempool_free dma_free_* dmam_free_* gen_pool_free* "
		"sg_free_table* sgl_free* vfree* vunmap drm_gem_put_pages" },
	{ EFFECT_PIN, "put_page folio_put* unpin_* put_user_page* fput mmput* "
		"mmdrop kref_put* kobject_put put_device dma_buf_put "
		"of_node_put module_put atomic_dec* atomic_sub* atomic64_dec* "
		"atomic64_sub* atomic_long_dec* atomic_long_sub* "
		"refcount_dec* refcount_sub*" },
	{ EFFECT_IOVA, "free_iova* __free_iova* drm_mm_remove_node "
		"nvkm_mm_free drm_mm_takedown dma_unmap_* ida_free "
		"ida_simple_remove bitmap_clear bitmap_release_region "
		"iommu_dma_free_iova queue_iova dma_buf_unmap_attachment*" },
	{ EFFECT_DOMAIN, "iommu_domain_free iommu_detach_* iommu_attach_* "
		"iommu_group_*" },
	{ EFFECT_LOCK, "spin_unlock* raw_spin_unlock* read_unlock* "
		"write_unlock* mutex_unlock rcu_read_unlock* bit_spin_unlock "
		"ww_mutex_unlock dma_resv_unlock unlock_page up up_read "
		"up_write local_irq_restore local_irq_enable preempt_enable "
		"complete* wake_up* schedule* wait_* msleep* usleep_range* "
		"cond_resched_lock* mmap_read_unlock mmap_write_unlock" },
	{ EFFECT_PUBLISH, "set_bit clear_bit change_bit test_and_set_bit* "
		"test_and_clear_bit* test_and_change_bit clear_bit_unlock "
		"WRITE_ONCE smp_store_release smp_store_mb "
		"rcu_assign_pointer xchg* cmpxchg* try_cmpxchg* "
		"list_add_rcu list_add_tail_rcu list_del_rcu llist_add* "
		"atomic_set* atomic64_set* atomic_xchg* atomic_cmpxchg* "
		"writel* writeq* writew* writeb* iowrite32* regmap_write*" },
	{ EFFECT_OBJECT, "kfree kfree_sensitive kvfree kfree_rcu "
		"kmem_cache_free devm_kfree" },

	/* The domain's own page table. */
	{ EFFECT_NONE, "iommu_iova_to_phys" },
	/* Lists and trees, as long as they are under a lock. */
	{ EFFECT_NONE, "list_add list_add_tail list_del list_del_init "
		"list_move list_move_tail list_splice list_splice_init "
		"list_splice_tail list_splice_tail_init list_empty "
		"list_is_singular list_is_first list_is_last list_is_head "
		"list_entry list_first_entry list_last_entry "
		"list_first_entry_or_null list_next_entry list_prev_entry "
		"list_entry_is_head INIT_LIST_HEAD LIST_HEAD LIST_HEAD_INIT "
		"hlist_add_head hlist_del hlist_del_init hlist_empty "
		"hlist_entry hlist_entry_safe INIT_HLIST_HEAD "
		"rb_entry rb_entry_safe rb_first rb_last rb_next rb_prev "
		"rb_first_cached rb_erase rb_erase_cached rb_parent "
		"RB_EMPTY_ROOT RB_EMPTY_NODE RB_CLEAR_NODE "
		"interval_tree_iter_first interval_tree_iter_next "
		"vhost_iotlb_itree_first vhost_iotlb_itree_next "
		"xa_load idr_find" },
	/* Iterators that hold nothing from one round to the next. */
	{ EFFECT_NONE, "list_for_each list_for_each_safe list_for_each_prev "
		"list_for_each_prev_safe list_for_each_entry "
		"list_for_each_entry_safe list_for_each_entry_reverse "
		"list_for_each_entry_safe_reverse list_for_each_entry_from "
		"list_for_each_entry_from_reverse "
		"list_for_each_entry_continue "
		"list_for_each_entry_continue_reverse "
		"list_for_each_entry_safe_from list_for_each_entry_safe_continue "
		"hlist_for_each hlist_for_each_safe hlist_for_each_entry "
		"hlist_for_each_entry_safe hash_for_each hash_for_each_safe "
		"hash_for_each_possible hash_for_each_possible_safe "
		"rbtree_postorder_for_each_entry_safe for_each_sg "
		"for_each_sgtable_sg for_each_sgtable_dma_sg for_each_sg_page "
		"for_each_sg_dma_page for_each_sgtable_page "
		"for_each_sgtable_dma_page for_each_set_bit "
		"for_each_clear_bit for_each_set_bit_from for_each_if "
		"for_each_possible_cpu for_each_online_cpu xa_for_each "
		"xa_for_each_range xa_for_each_start idr_for_each_entry "
		"idr_for_each_entry_ul" },
	{ EFFECT_NONE, "sg_next sg_page sg_phys sg_virt sg_dma_address "
		"sg_dma_len sg_is_last sg_nents" },
	/* Arithmetic, and questions that the compiler answers. */
	{ EFFECT_NONE, "container_of container_of_const min min_t min3 "
		"min_not_zero max max_t max3 clamp clamp_t clamp_val abs "
		"round_up round_down roundup rounddown roundup_pow_of_two "
		"rounddown_pow_of_two DIV_ROUND_UP DIV_ROUND_UP_ULL "
		"DIV_ROUND_DOWN_ULL DIV_ROUND_CLOSEST ALIGN ALIGN_DOWN "
		"IS_ALIGNED PTR_ALIGN PAGE_ALIGN PAGE_ALIGN_DOWN PAGE_ALIGNED "
		"PFN_UP PFN_DOWN PFN_PHYS PHYS_PFN PFN_ALIGN BIT BIT_ULL "
		"BIT_MASK GENMASK GENMASK_ULL FIELD_GET FIELD_PREP ARRAY_SIZE "
		"offsetof sizeof_field struct_size array_size array3_size "
		"ilog2 order_base_2 __ffs __ffs64 ffs fls fls64 fls_long __fls "
		"hweight8 hweight16 hweight32 hweight64 hweight_long get_order "
		"upper_32_bits lower_32_bits likely unlikely READ_ONCE "
		"IS_ENABLED IS_ERR IS_ERR_OR_NULL IS_ERR_VALUE PTR_ERR "
		"PTR_ERR_OR_ZERO ERR_PTR ERR_CAST div_u64 do_div" },
	/* Complaints. */
	{ EFFECT_NONE, "WARN WARN_ON WARN_ONCE WARN_ON_ONCE WARN_RATELIMIT "
		"BUG BUG_ON BUILD_BUG_ON might_sleep cond_resched cpu_relax "
		"udelay lockdep_assert_held lockdep_assert_held_write "
		"lockdep_assert_held_read lockdep_assert_held_once" },
	/* Addresses of pages. */
	{ EFFECT_NONE, "page_to_pfn page_to_phys page_to_virt page_to_nid "
		"pfn_to_page pfn_to_phys pfn_to_dma phys_to_page "
		"phys_to_virt phys_to_pfn virt_to_page virt_to_phys "
		"virt_to_pfn page_size page_address page_shift compound_order "
		"compound_head offset_in_page __pa __va __phys_to_pfn "
		"__pfn_to_phys pfn_valid PageReserved PageCompound "
		"set_page_dirty set_page_dirty_lock SetPageReserved "
		"SetPageDirty ClearPageReserved iova_dma_addr iova_pfn "
		"iova_shift iova_align iova_offset iova_size" },
	{ EFFECT_NONE, "test_bit find_first_bit find_next_bit find_last_bit "
		"find_first_zero_bit find_next_zero_bit atomic_read "
		"atomic64_read atomic_long_read atomic_inc atomic64_inc "
		"atomic_long_inc atomic_add atomic64_add atomic_long_add "
		"refcount_read refcount_inc dev_name dev_get_drvdata "
		"current_cred strcmp strlen sizeof" },
	/* Taking what others then cannot have. */
	{ EFFECT_NONE, "spin_lock spin_lock_bh spin_lock_irq "
		"spin_lock_irqsave spin_trylock raw_spin_lock "
		"raw_spin_lock_irqsave read_lock write_lock mutex_lock "
		"mutex_lock_interruptible mutex_lock_killable mutex_trylock "
		"rcu_read_lock down_read down_write down_read_trylock "
		"down_write_trylock mmap_read_lock mmap_read_lock_killable "
		"mmap_read_trylock mmap_write_lock mmap_write_lock_killable "
		"mmap_write_trylock local_irq_save local_irq_disable "
		"get_page get_device kref_get mmget mmgrab mmget_not_zero "
		"get_task_mm task_rlimit rlimit capable account_locked_vm "
		"__account_locked_vm" },
};

static bool fits(const char *name, size_t len, const char *part, size_t part_len)
{
	if (part[part_len - 1] == '*')
		return len >= part_len - 1 && !memcmp(name, part, part_len - 1);
	return len == part_len && !memcmp(name, part, len);
}

static bool is_among(const char *name, size_t len, const char *names)
{
	while (*names) {
		size_t part_len = strcspn(names, " ");

		if (fits(name, len, names, part_len))
			return true;
		names += part_len + strspn(names + part_len, " ");
	}
	return false;
}

enum effect effect_of(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rules); i++)
		if (is_among(name, len, rules[i].names))
			return rules[i].effect;
	return EFFECT_UNKNOWN;
}

bool is_plain_release_name(const char *name, size_t len)
{
	return is_among(name, len,
			"__free_page __free_pages free_page free_pages "
			"free_pages_exact kfree kfree_sensitive kvfree vfree "
			"kmem_cache_free put_page unpin_user_page unpin_user_pages free_iova "
			"__free_iova free_iova_fast dma_unmap_page "
			"dma_unmap_single dma_free_coherent");
}

bool is_showing_name(const char *name, size_t len)
{
	return is_among(name, len,
			"list_add* list_del* list_move* list_splice* "
			"hlist_add* hlist_del* rb_erase rb_erase_cached "
			"INIT_LIST_HEAD INIT_HLIST_HEAD RB_CLEAR_NODE "
			"atomic_inc atomic64_inc atomic_long_inc atomic_add "
			"atomic64_add atomic_long_add refcount_inc "
			"set_page_dirty set_page_dirty_lock SetPageReserved "
			"SetPageDirty ClearPageReserved");
}

/*
 * PREFIX_err and such, with one word for the prefix: that of a subsystem or a
 * driver.  A word that says that something is done makes it another matter.
 */
bool looks_like_logging(const char *name, size_t len)
{
	static const char levels[] =
		"err error warn warning info notice dbg debug crit emerg alert "
		"printk err_ratelimited warn_ratelimited info_ratelimited "
		"dbg_ratelimited err_once warn_once info_once dbg_once";
	static const char verbs[] =
		"abort* add* ack* attach* call* cancel* check* clean* clear* "
		"complete* count* del* destroy* detach* disable* do done* drop* "
		"dump* end* exit* fail* fatal* fini* flush* free* get* give* "
		"handle* inject* irq* kill* log* mark* notify* on panic* pop* "
		"process* push* put* queue* raise* recover* release* remove* "
		"report* reset* resume* return* run* send* set* signal* stop* "
		"submit* sync* throw* trigger* undo* unlock* unmap* unpin* "
		"unwind* update* wait* wake* write*";
	const char *end = memchr(name, '_', len);
	size_t stem = end ? (size_t)(end - name) : 0;

	if (len == 6 && !memcmp(name, "printk", 6))
		return true;
	return stem && is_among(end + 1, len - stem - 1, levels) &&
	       !is_among(name, stem, verbs);
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
		[EFFECT_PUBLISH] = "tells others to go on",
		[EFFECT_DOMAIN] = "changes the domain's devices",
		[EFFECT_UNKNOWN] = "is not known to give nothing back",
		[EFFECT_POINTER] = "calls through a pointer",
		[EFFECT_ASSEMBLY] = "is assembly",
		[EFFECT_INCLUDE] = "includes another file",
		[EFFECT_FLUSH] = "has a flush of its own",
		[EFFECT_MAP] = "maps in between",
		[EFFECT_JUMP] = "hides a way out",
		[EFFECT_STORE] = "stores where others may look",
		[EFFECT_SHOW] = "changes what others may look at",
	};

	return words[effect];
}
