// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scatterlists.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>

void sg_init_table(struct scatterlist *sgl, unsigned int nents)
{
	memset(sgl, 0, sizeof(*sgl) * nents);
	sg_mark_end(&sgl[nents - 1]);
}

void sg_set_buf(struct scatterlist *sg, const void *buf, unsigned int len)
{
	sg_set_page(sg, virt_to_page(buf), len, offset_in_page(buf));
}

void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int len)
{
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, len);
}

void sg_chain(struct scatterlist *prv, unsigned int nents,
	      struct scatterlist *sgl)
{
	struct scatterlist *link = &prv[nents - 1];

	link->offset = 0;
	link->length = 0;
	link->page_link = ((unsigned long)sgl | SG_CHAIN) & ~SG_END;
}

struct scatterlist *sg_next(struct scatterlist *sg)
{
	if (sg_is_last(sg))
		return NULL;
	sg++;
	return sg_is_chain(sg) ? sg_chain_ptr(sg) : sg;
}

struct scatterlist *sg_last(struct scatterlist *sgl, unsigned int nents)
{
	struct scatterlist *sg, *last = NULL;
	unsigned int i;

	for_each_sg(sgl, sg, nents, i)
		last = sg;
	return last;
}

int sg_nents(struct scatterlist *sg)
{
	int n;

	for (n = 0; sg; sg = sg_next(sg))
		n++;
	return n;
}

static size_t sg_copy(struct scatterlist *sgl, unsigned int nents, void *buf,
		      size_t len, bool to_buffer)
{
	struct scatterlist *sg;
	size_t done = 0, n;
	unsigned int i;

	for_each_sg(sgl, sg, nents, i) {
		n = min((size_t)sg->length, len - done);
		if (to_buffer)
			memcpy(buf + done, sg_virt(sg), n);
		else
			memcpy(sg_virt(sg), buf + done, n);
		done += n;
		if (done == len)
			break;
	}
	return done;
}

size_t sg_copy_from_buffer(struct scatterlist *sgl, unsigned int nents,
			   const void *buf, size_t len)
{
	return sg_copy(sgl, nents, (void *)buf, len, false);
}

size_t sg_copy_to_buffer(struct scatterlist *sgl, unsigned int nents,
			 void *buf, size_t len)
{
	return sg_copy(sgl, nents, buf, len, true);
}

/* Arrays of one page; the last entry of each but the last links to the next. */
int sg_alloc_table(struct sg_table *table, unsigned int nents, gfp_t gfp)
{
	struct scatterlist *prv = NULL, *sgl;
	unsigned int left = nents, n;

	memset(table, 0, sizeof(*table));
	if (!nents)
		return -EINVAL;

	while (left) {
		n = min(left, (unsigned int)SG_MAX_SINGLE_ALLOC);
		sgl = kmalloc_array(n, sizeof(*sgl), gfp);
		if (!sgl) {
			/* Make what there is a whole list, and free that. */
			if (prv)
				sg_mark_end(&prv[SG_MAX_SINGLE_ALLOC - 1]);
			sg_free_table(table);
			return -ENOMEM;
		}
		sg_init_table(sgl, n);
		if (prv)
			sg_chain(prv, SG_MAX_SINGLE_ALLOC, sgl);
		else
			table->sgl = sgl;
		prv = sgl;
		if (left > n)
			n--;
		left -= n;
		table->orig_nents += n;
	}
	table->nents = table->orig_nents;
	return 0;
}

void sg_free_table(struct sg_table *table)
{
	struct scatterlist *sgl = table->sgl, *next;

	while (sgl) {
		struct scatterlist *last = &sgl[SG_MAX_SINGLE_ALLOC - 1];

		next = NULL;
		if (table->orig_nents >= SG_MAX_SINGLE_ALLOC) {
			if (sg_is_chain(last))
				next = sg_chain_ptr(last);
			table->orig_nents -= SG_MAX_SINGLE_ALLOC - 1;
		}
		kfree(sgl);
		sgl = next;
	}
	memset(table, 0, sizeof(*table));
}

int sg_alloc_table_from_pages(struct sg_table *table, struct page **pages,
			      unsigned int n_pages, unsigned int offset,
			      unsigned long size, gfp_t gfp)
{
	unsigned int runs = 1, i, start, end;
	struct scatterlist *sg;
	int ret;

	if (WARN_ON(!n_pages || offset >= PAGE_SIZE))
		return -EINVAL;
	for (i = 1; i < n_pages; i++)
		runs += page_to_pfn(pages[i]) != page_to_pfn(pages[i - 1]) + 1;

	ret = sg_alloc_table(table, runs, gfp);
	if (ret)
		return ret;

	start = 0;
	for_each_sgtable_sg(table, sg, i) {
		unsigned long len;

		for (end = start + 1; end < n_pages; end++)
			if (page_to_pfn(pages[end]) !=
			    page_to_pfn(pages[end - 1]) + 1)
				break;
		len = ((unsigned long)(end - start) << PAGE_SHIFT) - offset;
		sg_set_page(sg, pages[start], min(len, size), offset);
		size -= sg->length;
		offset = 0;
		start = end;
	}
	return 0;
}
