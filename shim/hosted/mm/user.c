// SPDX-License-Identifier: GPL-2.0-only
/*
 * User memory, as far as a driver pins it.
 */
#include <hosted/user.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/spinlock.h>

static struct {
	unsigned long va;
	struct page *page;
} user_pages[HOSTED_USER_PAGES];
static DEFINE_SPINLOCK(user_lock);

struct mm_struct hosted_mm = {
	.mm_count = { 1 },
};

int hosted_user_page(unsigned long va, struct page *page)
{
	int i, at = -1;

	spin_lock(&user_lock);
	for (i = 0; i < HOSTED_USER_PAGES; i++) {
		if (user_pages[i].page && user_pages[i].va == va)
			break;
		if (!user_pages[i].page)
			at = i;
	}
	if (i < HOSTED_USER_PAGES)
		at = i;
	if (at >= 0) {
		user_pages[at].va = va;
		user_pages[at].page = page;
	}
	spin_unlock(&user_lock);
	return at >= 0 ? 0 : -ENOSPC;
}

static struct page *user_page_get(unsigned long va)
{
	struct page *page = NULL;
	int i;

	spin_lock(&user_lock);
	for (i = 0; i < HOSTED_USER_PAGES; i++)
		if (user_pages[i].page && user_pages[i].va == va)
			page = user_pages[i].page;
	if (page)
		get_page(page);
	spin_unlock(&user_lock);
	return page;
}

long pin_user_pages(unsigned long start, unsigned long nr_pages,
		    unsigned int gup_flags, struct page **pages,
		    struct vm_area_struct **vmas)
{
	unsigned long n;

	(void)gup_flags, (void)vmas;
	might_sleep();
	for (n = 0; n < nr_pages; n++) {
		pages[n] = user_page_get(PAGE_ALIGN_DOWN(start) +
					 n * PAGE_SIZE);
		if (!pages[n])
			break;
	}
	return n ? (long)n : -EFAULT;
}

void unpin_user_page(struct page *page)
{
	put_page(page);
}

void unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages,
				 bool make_dirty)
{
	unsigned long i;

	for (i = 0; i < npages; i++) {
		if (make_dirty)
			set_page_dirty(pages[i]);
		unpin_user_page(pages[i]);
	}
}

void mmap_read_lock(struct mm_struct *mm)
{
	(void)mm;
	might_sleep();
}

void mmap_read_unlock(struct mm_struct *mm)
{
	(void)mm;
}

void mmgrab(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_count);
}

void mmdrop(struct mm_struct *mm)
{
	WARN_ON(atomic_dec_return(&mm->mm_count) < 1);
}

int remap_pfn_range(struct vm_area_struct *vma, unsigned long addr,
		    unsigned long pfn, unsigned long size, pgprot_t prot)
{
	unsigned long i;
	int ret = 0;

	(void)prot;
	if (!PAGE_ALIGNED(addr | size) || addr < vma->vm_start ||
	    size > vma->vm_end - addr)
		return -EINVAL;
	for (i = 0; !ret && i < size >> PAGE_SHIFT; i++)
		ret = hosted_user_page(addr + i * PAGE_SIZE,
				       pfn_to_page(pfn + i));
	return ret;
}

/* From the offset of the area in the pages. */
int vm_map_pages(struct vm_area_struct *vma, struct page **pages,
		 unsigned long num)
{
	unsigned long i;
	int ret = 0;

	if (vma->vm_pgoff >= num || vma_pages(vma) > num - vma->vm_pgoff)
		return -ENXIO;
	for (i = 0; !ret && i < vma_pages(vma); i++)
		ret = hosted_user_page(vma->vm_start + i * PAGE_SIZE,
				       pages[vma->vm_pgoff + i]);
	return ret;
}
