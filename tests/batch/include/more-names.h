/* SPDX-License-Identifier: GPL-2.0-only */
extern struct iommu_domain *far_domain;
