// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a domain to what the shim knows of it, in any context.
 */
#define pr_fmt(fmt) "iommu-shim: " fmt

#include <linux/hash.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "native.h"
#include "shim.h"

#define BUCKET_BITS 6

struct bucket {
	spinlock_t lock;	/* of the list; never held while flushing */
	struct hlist_head head;
};

static struct bucket buckets[1 << BUCKET_BITS] = {
	[0 ... (1 << BUCKET_BITS) - 1] = {
		.lock = __SPIN_LOCK_UNLOCKED(buckets.lock),
		.head = HLIST_HEAD_INIT,
	},
};

static struct bucket *domain_bucket(struct iommu_domain *domain)
{
	return &buckets[hash_ptr(domain, BUCKET_BITS)];
}

static struct shim_domain *bucket_find(struct bucket *b,
				       struct iommu_domain *domain)
{
	struct shim_domain *sd;

	hlist_for_each_entry(sd, &b->head, node)
		if (sd->domain == domain)
			return sd;
	return NULL;
}

struct shim_domain *shim_domain_find(struct iommu_domain *domain)
{
	struct bucket *b = domain_bucket(domain);
	struct shim_domain *sd;
	unsigned long flags;

	/*
	 * Who deferred something for this domain, and told us of it, did so
	 * after adding it: an empty bucket has nothing that concerns us.
	 */
	if (hlist_empty(&b->head))
		return NULL;
	spin_lock_irqsave(&b->lock, flags);
	sd = bucket_find(b, domain);
	spin_unlock_irqrestore(&b->lock, flags);
	return sd;
}

struct shim_domain *shim_domain_get(struct iommu_domain *domain, gfp_t gfp)
{
	struct shim_domain *sd = shim_domain_find(domain), *new;
	struct bucket *b = domain_bucket(domain);
	unsigned long flags;

	if (sd)
		return sd;
	new = kzalloc(sizeof(*new), gfp | __GFP_NOWARN);
	if (!new)
		return NULL;
	new->domain = domain;
	spin_lock_init(&new->lock);
	iommu_iotlb_gather_init(&new->tables);
	new->mapped_start = 1;

	/* Two CPUs may be here for one domain; the first has it. */
	spin_lock_irqsave(&b->lock, flags);
	sd = bucket_find(b, domain);
	if (!sd) {
		sd = new;
		new = NULL;
		hlist_add_head(&sd->node, &b->head);
	}
	spin_unlock_irqrestore(&b->lock, flags);
	kfree(new);
	return sd;
}

void shim_domain_new(struct iommu_domain *domain)
{
	struct shim_domain *stale = shim_domain_find(domain);

	/* The kernel's own call freed the one before; its tables are left. */
	if (stale) {
		if (native_gather_has_tables(&stale->tables))
			shim_flush(stale, true);
		shim_domain_remove(stale);
	}
	/* Without memory we do without. */
	shim_domain_get(domain, GFP_KERNEL);
}

void shim_domain_remove(struct shim_domain *sd)
{
	struct bucket *b = domain_bucket(sd->domain);
	unsigned long flags;

	spin_lock_irqsave(&b->lock, flags);
	hlist_del(&sd->node);
	spin_unlock_irqrestore(&b->lock, flags);
	kfree(sd);
}

void shim_domains_remove(void)
{
	unsigned int i, unflushed = 0, left = 0;

	for (i = 0; i < ARRAY_SIZE(buckets); i++) {
		struct hlist_node *next;
		struct shim_domain *sd;

		hlist_for_each_entry_safe(sd, next, &buckets[i].head, node) {
			left++;
			unflushed += sd->queued.nr || sd->loose.nr;
			shim_flush(sd, sd->queued.nr || sd->loose.nr);
			shim_domain_remove(sd);
		}
	}
	if (left)
		pr_warn("%u domains were not freed, %u of them with unflushed ranges\n",
			left, unflushed);
}
