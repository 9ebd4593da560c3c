// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sanitizer's voice: stacks, suppressions, and reports in KASAN's shape.
 */
#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "posix/posix.h"
#include "san.h"
#include "soft-iommu/soft-iommu.h"

struct kind {
	const char *name;
	const char *what;
	const char *event;	/* above the stack of who did it */
};

static const struct kind kinds[HOSTED_SAN_KINDS] = {
	[HOSTED_SAN_STALE_USE] = {
		"stale-use", "DMA by a translation that was unmapped",
		"Accessed" },
	[HOSTED_SAN_PAGE_FREED] = {
		"page-freed", "page freed that a stale translation leads to",
		"Freed" },
	[HOSTED_SAN_IOVA_REUSED] = {
		"iova-reused", "map where a stale translation may be cached",
		"Mapped again" },
	[HOSTED_SAN_UNSYNCED_USE] = {
		"unsynced-use", "DMA to a mapping that was not synchronised",
		"Accessed" },
	[HOSTED_SAN_DOMAIN_FREED] = {
		"domain-freed", "domain freed with ranges that nobody flushed",
		"Domain freed" },
	[HOSTED_SAN_MAP_OVER] = {
		"map-over-mapping", "map of what is mapped", "Mapped again" },
	[HOSTED_SAN_UNMAP_NOTHING] = {
		"unmap-of-nothing", "unmap where nothing is mapped",
		"Unmapped" },
};

static enum hosted_san_mode mode;
static const char *suppressions;
static unsigned int counts[HOSTED_SAN_KINDS];

/* Stacks are kept for good; equal ones are one. */
#define DEPOT_BITS 12
static struct san_stack *depot[1 << DEPOT_BITS];
static DEFINE_SPINLOCK(depot_lock);

const struct san_stack *san_stack_save(void)
{
	struct san_stack *stack, **bucket;
	void *frames[SAN_FRAMES];
	unsigned int nr, i;
	unsigned long flags;
	u64 sum = 0;
	u32 hash;

	nr = posix_stack(frames, SAN_FRAMES);
	for (i = 0; i < nr; i++)
		sum = sum * 31 + (unsigned long)frames[i];
	hash = hash_64(sum, 32);
	bucket = &depot[hash >> (32 - DEPOT_BITS)];

	/* Pairs with the release below; nothing is ever removed. */
	for (stack = smp_load_acquire(bucket); stack; stack = stack->next)
		if (stack->hash == hash && stack->nr == nr &&
		    !memcmp(stack->frames, frames, nr * sizeof(*frames)))
			return stack;

	stack = posix_alloc(sizeof(*stack));
	stack->hash = hash;
	stack->nr = nr;
	memcpy(stack->frames, frames, nr * sizeof(*frames));
	spin_lock_irqsave(&depot_lock, flags);
	stack->next = *bucket;
	/* Pairs with the acquire above.  Two of a kind, by a race, do no harm. */
	smp_store_release(bucket, stack);
	spin_unlock_irqrestore(&depot_lock, flags);
	return stack;
}

/* The sanitizer's own functions are of no interest, nor is the C library. */
static bool is_ours(const struct posix_symbol *s)
{
	return s->file && (strstr(s->file, "shim/hosted/sanitizer/") ||
			   strstr(s->file, "shim/hosted/posix/"));
}

static bool is_kernel(const struct posix_symbol *s)
{
	return s->file && (strstr(s->file, "shim/hosted/") ||
			   strstr(s->file, "shim/core/") ||
			   strstr(s->file, "include/hosted/"));
}

static void print_stack(const char *what, const struct san_stack *stack)
{
	struct posix_symbol s;
	unsigned int i;

	if (!stack)
		return;
	pr_err("%s:\n", what);
	for (i = 0; i < stack->nr; i++) {
		posix_symbol(stack->frames[i], &s);
		if (is_ours(&s))
			continue;
		if (!s.function[0])
			pr_err(" %px\n", stack->frames[i]);
		else if (s.file)
			pr_err(" %s+%#lx/%#lx (%s:%d)\n", s.function, s.offset,
			       s.size, s.file, s.line);
		else
			pr_err(" %s+%#lx/%#lx\n", s.function, s.offset,
			       s.size);
		if (s.function[0] && !strcmp(s.function, "main"))
			break;
	}
	pr_err("\n");
}

/* Whom the report is about: the first function that is not the kernel's. */
static void print_title(const struct san_report *r)
{
	struct posix_symbol s = {};
	unsigned int i;

	for (i = 0; i < r->event->nr; i++) {
		posix_symbol(r->event->frames[i], &s);
		if (s.function[0] && !is_kernel(&s))
			break;
	}
	pr_err("BUG: IOMMU-SAN: %s in %s\n", kinds[r->kind].name,
	       s.function[0] ? s.function : "?");
}

/* One word of the list, [KIND:]SYMBOL[*]. */
static bool word_matches(const char *word, size_t len, const char *kind,
			 const char *function)
{
	const char *colon = memchr(word, ':', len);

	if (colon) {
		size_t n = colon - word;

		if (strlen(kind) != n || strncmp(word, kind, n))
			return false;
		len -= n + 1;
		word = colon + 1;
	}
	if (len && word[len - 1] == '*')
		return !strncmp(word, function, len - 1);
	return strlen(function) == len && !strncmp(word, function, len);
}

static bool symbol_suppressed(const char *kind, const char *function)
{
	const char *word, *comma;
	size_t len;

	for (word = READ_ONCE(suppressions); word; word = comma) {
		comma = strchr(word, ',');
		len = comma ? (size_t)(comma++ - word) : strlen(word);
		if (word_matches(word, len, kind, function))
			return true;
	}
	return false;
}

static bool stack_suppressed(enum hosted_san_kind kind,
			     const struct san_stack *stack)
{
	struct posix_symbol s;
	unsigned int i;

	if (!stack || !READ_ONCE(suppressions))
		return false;
	for (i = 0; i < stack->nr; i++) {
		posix_symbol(stack->frames[i], &s);
		if (s.function[0] && symbol_suppressed(kinds[kind].name,
						    s.function))
			return true;
	}
	return false;
}

static void print_place(const struct san_report *r)
{
	static const char *const perms[] = { "none", "r-", "-w", "rw" };
	struct hosted_iommu *iommu =
		r->domain ? to_soft_domain(r->domain)->iommu : NULL;
	unsigned long last = r->iova + r->size - 1;
	unsigned int i;

	if (r->dev)
		pr_err("%s of IOVA %#lx by device %s\n",
		       r->write ? "Write" : "Read", r->iova, dev_name(r->dev));
	else
		pr_err("IOVA %#lx-%#lx\n", r->iova, last);
	if (r->unmapped || r->mapped)
		pr_err("%s page %#llx, phys %pa, %s\n",
		       r->unmapped ? "led to" : "leads to",
		       (u64)(r->paddr >> PAGE_SHIFT), &r->paddr,
		       perms[r->perm & PTE_PRESENT]);
	if (!iommu)
		return;
	pr_err("%s, domain %u, devices:", iommu->config.name,
	       to_soft_domain(r->domain)->did);
	for (i = 0; i < HW_CONTEXTS; i++)
		if (READ_ONCE(iommu->contexts[i].domain) == r->domain)
			pr_cont(" %s", dev_name(iommu->contexts[i].dev));
	pr_cont("\n");
}

static void print_caches(const struct san_report *r)
{
	struct hosted_iommu *iommu =
		r->domain ? to_soft_domain(r->domain)->iommu : NULL;

	if (!iommu)
		return;
	pr_err("State of the caches:\n");
	if (r->unmapped)
		pr_err(" may hold it: %s\n", !r->pending ?
		       "none, the devices were detached" :
		       iommu->config.shadow ? "shadow table" :
		       iommu->config.devtlb_entries ? "IOTLB, device TLBs" :
		       "IOTLB");
	pr_err(" IOTLB entries that cover it: %u\n",
	       hosted_iommu_cached(iommu, r->domain, r->iova, r->size));
	if (iommu->config.psc_entries)
		pr_err(" paging-structure cache entries that lead to it: %u\n",
		       hosted_iommu_cached_tables(iommu, r->domain, r->iova,
						  r->size));
}

/* False: a report of this kind with these stacks was printed before. */
static bool first_of_its_kind(const struct san_report *r)
{
	static struct {
		enum hosted_san_kind kind;
		const struct san_stack *event, *unmapped;
	} seen[256];
	static unsigned int nr;
	unsigned int i;

	for (i = 0; i < min(nr, (unsigned int)ARRAY_SIZE(seen)); i++)
		if (seen[i].kind == r->kind && seen[i].event == r->event &&
		    seen[i].unmapped == r->unmapped)
			return false;
	i = nr++ % ARRAY_SIZE(seen);
	seen[i].kind = r->kind;
	seen[i].event = r->event;
	seen[i].unmapped = r->unmapped;
	return true;
}

void san_report(const struct san_report *r)
{
	static const char line[] =
		"==================================================================";
	static DEFINE_SPINLOCK(lock);
	unsigned long flags;

	if (stack_suppressed(r->kind, r->event) ||
	    stack_suppressed(r->kind, r->unmapped))
		return;

	spin_lock_irqsave(&lock, flags);
	counts[r->kind]++;
	if (first_of_its_kind(r)) {
		pr_err("%s\n", line);
		print_title(r);
		pr_err("%s\n", kinds[r->kind].what);
		print_place(r);
		pr_err("\n");
		print_stack(kinds[r->kind].event, r->event);
		if (r->kind != HOSTED_SAN_UNMAP_NOTHING || r->unmapped)
			print_stack(r->kind == HOSTED_SAN_UNMAP_NOTHING ?
				    "Unmapped before" : "Unmapped",
				    r->unmapped);
		print_stack("Mapped", r->mapped);
		print_caches(r);
		pr_err("%s\n", line);
	}
	spin_unlock_irqrestore(&lock, flags);
	if (mode == HOSTED_SAN_ABORT)
		posix_abort();
}

void hosted_san_set_mode(enum hosted_san_mode new)
{
	mode = new;
	memset(counts, 0, sizeof(counts));
#ifndef HOSTED_NO_SAN
	san_reset(new != HOSTED_SAN_OFF);
#endif
}

void hosted_san_suppress(const char *list)
{
	WRITE_ONCE(suppressions, list);
}

unsigned int hosted_san_count(enum hosted_san_kind kind)
{
	return READ_ONCE(counts[kind]);
}

unsigned int hosted_san_total(void)
{
	unsigned int i, n = 0;

	for (i = 0; i < HOSTED_SAN_KINDS; i++)
		n += hosted_san_count(i);
	return n;
}

static int san_init(void)
{
	static const char *const modes[] = {
		[HOSTED_SAN_OFF] = "off",
		[HOSTED_SAN_REPORT] = "report",
		[HOSTED_SAN_ABORT] = "abort",
	};
	const char *env = posix_getenv("IOMMU_SAN");
	unsigned int m;

	hosted_san_suppress(posix_getenv("IOMMU_SAN_SUPPRESS"));
	for (m = 0; env && m < ARRAY_SIZE(modes); m++)
		if (!strcmp(env, modes[m]))
			break;
	if (!env)
		m = HOSTED_SAN_REPORT;
	if (m == ARRAY_SIZE(modes)) {
		pr_err("IOMMU_SAN=%s is none of abort, report, off\n", env);
		posix_abort();
	}
	hosted_san_set_mode(m);
	return 0;
}
core_initcall(san_init);
