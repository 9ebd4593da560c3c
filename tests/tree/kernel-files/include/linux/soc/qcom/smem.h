/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __QCOM_SMEM_H__
#define __QCOM_SMEM_H__

#include <linux/types.h>

/* Memory shared with another processor, by the number of the item. */
int qcom_smem_alloc(unsigned int host, unsigned int item, size_t size);
void *qcom_smem_get(unsigned int host, unsigned int item, size_t *size);
phys_addr_t qcom_smem_virt_to_phys(void *p);

#endif
