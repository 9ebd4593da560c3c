// SPDX-License-Identifier: GPL-2.0-only
/* Behind the last include, which may hold calls of the API of its own. */
#include <linux/iommu.h>
#include <linux/slab.h> /* a comment
			 * that goes on */
#ifdef CONFIG_OF
#include <linux/of.h>
#endif
#include "driver.h"
#define SIZE SZ_4K

static const u8 table[] = {
#include "table.h"
};

void f(struct iommu_domain *domain)
{
	iommu_unmap(domain, table[0], SIZE);
}
