/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _LINUX_IOMMU_H
#define _LINUX_IOMMU_H

/*
 * The IOMMU API at level 5.4, as Linux 6.1 has it: of it the hosted core
 * (shim/hosted/iommu) has domains, devices and mappings.  Groups, reserved
 * regions, SVA, firmware descriptions and faults to devices are declared for
 * Linux's own drivers/iommu/iommu.c, which may stand in its place.
 */

/*
 * The signatures are those of level 5.4, as Linux 6.1 has them, or of a later level:
 * all units of a program, the kernel's own included, are compiled with the same
 * -DHOSTED_LEVEL=, 504, 603 or 616.
 */
#ifndef HOSTED_LEVEL
#define HOSTED_LEVEL 504
#endif

#include <linux/device.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/of.h>
#include <linux/scatterlist.h>
#include <linux/types.h>
#include <uapi/linux/iommu.h>

/* prot of a mapping */
#define IOMMU_READ (1 << 0)
#define IOMMU_WRITE (1 << 1)
#define IOMMU_CACHE (1 << 2)
#define IOMMU_NOEXEC (1 << 3)
#define IOMMU_MMIO (1 << 4)
#define IOMMU_PRIV (1 << 5)

/* flags of a fault */
#define IOMMU_FAULT_READ 0x0
#define IOMMU_FAULT_WRITE 0x1

struct attribute_group;
struct iommu_dma_cookie;
struct iommu_domain;
struct iommu_fault_param;
struct iommu_fwspec;
struct iommu_group;
struct iommu_iotlb_gather;
struct iommu_resv_region;
struct iopf_device_param;
struct mm_struct;

typedef int (*iommu_fault_handler_t)(struct iommu_domain *domain,
				     struct device *dev, unsigned long iova,
				     int flags, void *token);
typedef int (*iommu_dev_fault_handler_t)(struct iommu_fault *fault,
					 void *data);

struct iommu_domain_geometry {
	dma_addr_t aperture_start;
	dma_addr_t aperture_end;	/* the last address, included */
	bool force_aperture;
};

#define __IOMMU_DOMAIN_PAGING (1U << 0)
#define __IOMMU_DOMAIN_DMA_API (1U << 1)
#define __IOMMU_DOMAIN_PT (1U << 2)
#define __IOMMU_DOMAIN_DMA_FQ (1U << 3)

#define IOMMU_DOMAIN_BLOCKED (0U)
#define IOMMU_DOMAIN_IDENTITY (__IOMMU_DOMAIN_PT)
#define IOMMU_DOMAIN_UNMANAGED (__IOMMU_DOMAIN_PAGING)
#define IOMMU_DOMAIN_DMA (__IOMMU_DOMAIN_PAGING | __IOMMU_DOMAIN_DMA_API)
#define IOMMU_DOMAIN_DMA_FQ (IOMMU_DOMAIN_DMA | __IOMMU_DOMAIN_DMA_FQ)

struct iommu_domain {
	unsigned int type;
	const struct iommu_domain_ops *ops;
	unsigned long pgsize_bitmap;	/* final once attached */
	iommu_fault_handler_t handler;
	void *handler_token;
	struct iommu_domain_geometry geometry;
	struct iommu_dma_cookie *iova_cookie;
};

static inline bool iommu_is_dma_domain(struct iommu_domain *domain)
{
	return domain->type & __IOMMU_DOMAIN_DMA_API;
}

enum iommu_cap {
	IOMMU_CAP_CACHE_COHERENCY,
	IOMMU_CAP_INTR_REMAP,
	IOMMU_CAP_NOEXEC,
	IOMMU_CAP_PRE_BOOT_PROTECTION,
};

/* Addresses of a device that are not for free use. */
enum iommu_resv_type {
	IOMMU_RESV_DIRECT,		/* mapped 1:1 at all times */
	IOMMU_RESV_DIRECT_RELAXABLE,	/* until it is assigned */
	IOMMU_RESV_RESERVED,		/* never mapped */
	IOMMU_RESV_MSI,			/* not translated */
	IOMMU_RESV_SW_MSI,		/* where software maps MSIs */
};

struct iommu_resv_region {
	struct list_head list;
	phys_addr_t start;
	size_t length;
	int prot;
	enum iommu_resv_type type;
	void (*free)(struct device *dev, struct iommu_resv_region *region);
};

enum iommu_dev_features {
	IOMMU_DEV_FEAT_SVA,
	IOMMU_DEV_FEAT_IOPF,
};

#define IOMMU_PASID_INVALID (-1U)

struct iommu_sva {
	struct device *dev;
};

/*
 * What has been unmapped and not yet invalidated: one range, both ends
 * included and empty while end is 0, of pages of pgsize; and the page-table
 * pages that may only be freed after the invalidation.
 */
struct iommu_iotlb_gather {
	unsigned long start;
	unsigned long end;
	size_t pgsize;
	struct list_head freelist;
	bool queued;
};

/* One IOMMU instance, as its driver presents it to the core. */
struct iommu_device {
	struct list_head list;
	const struct iommu_ops *ops;
	struct fwnode_handle *fwnode;
	struct device *dev;
	u32 max_pasids;
};

/* A fault that waits for a device's driver to respond. */
struct iommu_fault_event {
	struct iommu_fault fault;
	struct list_head list;
};

struct iommu_ops {
	bool (*capable)(struct device *dev, enum iommu_cap cap);
	struct iommu_domain *(*domain_alloc)(unsigned int type);
	struct iommu_device *(*probe_device)(struct device *dev);
	void (*release_device)(struct device *dev);
	void (*probe_finalize)(struct device *dev);
	struct iommu_group *(*device_group)(struct device *dev);
	void (*get_resv_regions)(struct device *dev, struct list_head *list);
	int (*of_xlate)(struct device *dev, struct of_phandle_args *args);
	bool (*is_attach_deferred)(struct device *dev);
	int (*dev_enable_feat)(struct device *dev,
			       enum iommu_dev_features feat);
	int (*dev_disable_feat)(struct device *dev,
				enum iommu_dev_features feat);
	struct iommu_sva *(*sva_bind)(struct device *dev, struct mm_struct *mm,
				      void *drvdata);
	void (*sva_unbind)(struct iommu_sva *handle);
	u32 (*sva_get_pasid)(struct iommu_sva *handle);
	int (*page_response)(struct device *dev,
			     struct iommu_fault_event *evt,
			     struct iommu_page_response *msg);
	int (*def_domain_type)(struct device *dev);

	const struct iommu_domain_ops *default_domain_ops;
	unsigned long pgsize_bitmap;
	struct module *owner;
};

struct iommu_domain_ops {
	int (*attach_dev)(struct iommu_domain *domain, struct device *dev);
	void (*detach_dev)(struct iommu_domain *domain, struct device *dev);

	/* One page a call, where map_pages and unmap_pages are missing. */
	int (*map)(struct iommu_domain *domain, unsigned long iova,
		   phys_addr_t paddr, size_t size, int prot, gfp_t gfp);
	size_t (*unmap)(struct iommu_domain *domain, unsigned long iova,
			size_t size, struct iommu_iotlb_gather *gather);
	int (*map_pages)(struct iommu_domain *domain, unsigned long iova,
			 phys_addr_t paddr, size_t pgsize, size_t pgcount,
			 int prot, gfp_t gfp, size_t *mapped);
	size_t (*unmap_pages)(struct iommu_domain *domain, unsigned long iova,
			      size_t pgsize, size_t pgcount,
			      struct iommu_iotlb_gather *gather);

	void (*flush_iotlb_all)(struct iommu_domain *domain);
#if HOSTED_LEVEL >= 616
	int (*iotlb_sync_map)(struct iommu_domain *domain, unsigned long iova,
			      size_t size);
#else
	void (*iotlb_sync_map)(struct iommu_domain *domain, unsigned long iova,
			       size_t size);
#endif
	void (*iotlb_sync)(struct iommu_domain *domain,
			   struct iommu_iotlb_gather *gather);

	phys_addr_t (*iova_to_phys)(struct iommu_domain *domain,
				    dma_addr_t iova);

	bool (*enforce_cache_coherency)(struct iommu_domain *domain);
	int (*enable_nesting)(struct iommu_domain *domain);
	int (*set_pgtable_quirks)(struct iommu_domain *domain,
				  unsigned long quirks);

	void (*free)(struct iommu_domain *domain);
};

struct iommu_fault_param {
	iommu_dev_fault_handler_t handler;
	void *data;
	struct list_head faults;
	struct mutex lock;
};

/* How firmware says a device is behind an IOMMU. */
struct iommu_fwspec {
	const struct iommu_ops *ops;
	struct fwnode_handle *iommu_fwnode;
	u32 flags;
	unsigned int num_ids;
	u32 ids[];
};

/* What the core keeps for a device behind an IOMMU. */
struct dev_iommu {
	struct mutex lock;
	struct iommu_fault_param *fault_param;
	struct iopf_device_param *iopf_param;
	struct iommu_fwspec *fwspec;
	struct iommu_device *iommu_dev;
	void *priv;
	u32 shadow_on_flush:1;
	struct iommu_domain *domain;	/* of the hosted core, which has no groups */
};

static inline const struct iommu_ops *dev_iommu_ops(struct device *dev)
{
	return dev->iommu->iommu_dev->ops;
}

int iommu_probe_device(struct device *dev);
void iommu_release_device(struct device *dev);
bool iommu_present(struct bus_type *bus);
bool device_iommu_capable(struct device *dev, enum iommu_cap cap);

#if HOSTED_LEVEL >= 616
struct iommu_domain *iommu_paging_domain_alloc_flags(struct device *dev,
						     unsigned int flags);
static inline struct iommu_domain *iommu_paging_domain_alloc(struct device *dev)
{
	return iommu_paging_domain_alloc_flags(dev, 0);
}
#else
struct iommu_domain *iommu_domain_alloc(struct bus_type *bus);
#endif
void iommu_domain_free(struct iommu_domain *domain);
int iommu_attach_device(struct iommu_domain *domain, struct device *dev);
void iommu_detach_device(struct iommu_domain *domain, struct device *dev);
struct iommu_domain *iommu_get_domain_for_dev(struct device *dev);

#if HOSTED_LEVEL >= 603
int iommu_map(struct iommu_domain *domain, unsigned long iova,
	      phys_addr_t paddr, size_t size, int prot, gfp_t gfp);
ssize_t iommu_map_sg(struct iommu_domain *domain, unsigned long iova,
		     struct scatterlist *sg, unsigned int nents, int prot,
		     gfp_t gfp);
#else
int iommu_map(struct iommu_domain *domain, unsigned long iova,
	      phys_addr_t paddr, size_t size, int prot);
int iommu_map_atomic(struct iommu_domain *domain, unsigned long iova,
		     phys_addr_t paddr, size_t size, int prot);
ssize_t iommu_map_sg(struct iommu_domain *domain, unsigned long iova,
		     struct scatterlist *sg, unsigned int nents, int prot);
ssize_t iommu_map_sg_atomic(struct iommu_domain *domain, unsigned long iova,
			    struct scatterlist *sg, unsigned int nents,
			    int prot);
#endif
#if HOSTED_LEVEL >= 616
int iommu_map_nosync(struct iommu_domain *domain, unsigned long iova,
		     phys_addr_t paddr, size_t size, int prot, gfp_t gfp);
int iommu_sync_map(struct iommu_domain *domain, unsigned long iova,
		   size_t size);
#endif
size_t iommu_unmap(struct iommu_domain *domain, unsigned long iova,
		   size_t size);
size_t iommu_unmap_fast(struct iommu_domain *domain, unsigned long iova,
			size_t size, struct iommu_iotlb_gather *gather);
phys_addr_t iommu_iova_to_phys(struct iommu_domain *domain, dma_addr_t iova);

void iommu_set_fault_handler(struct iommu_domain *domain,
			     iommu_fault_handler_t handler, void *token);
int report_iommu_fault(struct iommu_domain *domain, struct device *dev,
		       unsigned long iova, int flags);

/* ---- of Linux's own core only, down to the next line like this ---- */

extern struct mutex iommu_probe_device_lock;
int iommu_device_register(struct iommu_device *iommu,
			  const struct iommu_ops *ops, struct device *hwdev);
void iommu_device_unregister(struct iommu_device *iommu);
int bus_iommu_probe(struct bus_type *bus);
int iommu_deferred_attach(struct device *dev, struct iommu_domain *domain);
struct iommu_domain *iommu_get_dma_domain(struct device *dev);

struct iommu_group *iommu_group_alloc(void);
struct iommu_group *iommu_group_get(struct device *dev);
struct iommu_group *iommu_group_get_by_id(int id);
struct iommu_group *iommu_group_ref_get(struct iommu_group *group);
void iommu_group_put(struct iommu_group *group);
int iommu_group_id(struct iommu_group *group);
int iommu_group_set_name(struct iommu_group *group, const char *name);
void *iommu_group_get_iommudata(struct iommu_group *group);
void iommu_group_set_iommudata(struct iommu_group *group, void *iommu_data,
			       void (*release)(void *iommu_data));
int iommu_group_add_device(struct iommu_group *group, struct device *dev);
void iommu_group_remove_device(struct device *dev);
int iommu_group_for_each_dev(struct iommu_group *group, void *data,
			     int (*fn)(struct device *dev, void *data));
struct iommu_domain *iommu_group_default_domain(struct iommu_group *group);
int iommu_attach_group(struct iommu_domain *domain,
		       struct iommu_group *group);
void iommu_detach_group(struct iommu_domain *domain,
			struct iommu_group *group);
int iommu_group_claim_dma_owner(struct iommu_group *group, void *owner);
void iommu_group_release_dma_owner(struct iommu_group *group);
bool iommu_group_dma_owner_claimed(struct iommu_group *group);
int iommu_device_use_default_domain(struct device *dev);
void iommu_device_unuse_default_domain(struct device *dev);
struct iommu_group *generic_device_group(struct device *dev);
struct iommu_group *pci_device_group(struct device *dev);
struct iommu_group *fsl_mc_device_group(struct device *dev);

void iommu_set_dma_strict(void);
void iommu_set_default_passthrough(bool cmd_line);
void iommu_set_default_translated(bool cmd_line);
bool iommu_default_passthrough(void);
int iommu_enable_nesting(struct iommu_domain *domain);
int iommu_set_pgtable_quirks(struct iommu_domain *domain,
			     unsigned long quirks);

struct iommu_resv_region *
iommu_alloc_resv_region(phys_addr_t start, size_t length, int prot,
			enum iommu_resv_type type, gfp_t gfp);
void iommu_get_resv_regions(struct device *dev, struct list_head *list);
void iommu_put_resv_regions(struct device *dev, struct list_head *list);
int iommu_get_group_resv_regions(struct iommu_group *group,
				 struct list_head *head);

int iommu_register_device_fault_handler(struct device *dev,
					iommu_dev_fault_handler_t handler,
					void *data);
int iommu_unregister_device_fault_handler(struct device *dev);
int iommu_report_device_fault(struct device *dev,
			      struct iommu_fault_event *evt);
int iommu_page_response(struct device *dev, struct iommu_page_response *msg);

int iommu_dev_enable_feature(struct device *dev, enum iommu_dev_features feat);
int iommu_dev_disable_feature(struct device *dev,
			      enum iommu_dev_features feat);
struct iommu_sva *iommu_sva_bind_device(struct device *dev,
					struct mm_struct *mm, void *drvdata);
void iommu_sva_unbind_device(struct iommu_sva *handle);
u32 iommu_sva_get_pasid(struct iommu_sva *handle);

int iommu_fwspec_init(struct device *dev, struct fwnode_handle *iommu_fwnode,
		      const struct iommu_ops *ops);
void iommu_fwspec_free(struct device *dev);
int iommu_fwspec_add_ids(struct device *dev, u32 *ids, int num_ids);
const struct iommu_ops *iommu_ops_from_fwnode(struct fwnode_handle *fwnode);

/* Of an IOMMU there is nothing in sysfs. */
static inline int iommu_device_link(struct iommu_device *iommu,
				    struct device *link)
{
	(void)iommu, (void)link;
	return 0;
}

static inline void iommu_device_unlink(struct iommu_device *iommu,
				       struct device *link)
{
	(void)iommu, (void)link;
}

static inline void iommu_debugfs_setup(void)
{
}

static inline struct iommu_fwspec *dev_iommu_fwspec_get(struct device *dev)
{
	return dev->iommu ? dev->iommu->fwspec : NULL;
}

static inline void dev_iommu_fwspec_set(struct device *dev,
					struct iommu_fwspec *fwspec)
{
	dev->iommu->fwspec = fwspec;
}

/* ---- */

static inline ssize_t iommu_map_sgtable(struct iommu_domain *domain,
					unsigned long iova,
					struct sg_table *sgt, int prot)
{
#if HOSTED_LEVEL >= 603
	return iommu_map_sg(domain, iova, sgt->sgl, sgt->orig_nents, prot,
			    GFP_KERNEL);
#else
	return iommu_map_sg(domain, iova, sgt->sgl, sgt->orig_nents, prot);
#endif
}

static inline void *dev_iommu_priv_get(struct device *dev)
{
	return dev->iommu ? dev->iommu->priv : NULL;
}

static inline void dev_iommu_priv_set(struct device *dev, void *priv)
{
	dev->iommu->priv = priv;
}

static inline void iommu_iotlb_gather_init(struct iommu_iotlb_gather *gather)
{
	*gather = (struct iommu_iotlb_gather) {
		.start = ~0UL,
		.freelist = LIST_HEAD_INIT(gather->freelist),
	};
}

static inline void iommu_flush_iotlb_all(struct iommu_domain *domain)
{
	if (domain->ops->flush_iotlb_all)
		domain->ops->flush_iotlb_all(domain);
}

static inline void iommu_iotlb_sync(struct iommu_domain *domain,
				    struct iommu_iotlb_gather *gather)
{
	if (domain->ops->iotlb_sync)
		domain->ops->iotlb_sync(domain, gather);
	iommu_iotlb_gather_init(gather);
}

/* Neither overlaps nor touches what has been gathered. */
static inline bool
iommu_iotlb_gather_is_disjoint(struct iommu_iotlb_gather *gather,
			       unsigned long iova, size_t size)
{
	unsigned long last = iova + size - 1;

	if (!gather->end)
		return false;
	return last + 1 < gather->start || iova > gather->end + 1;
}

static inline void
iommu_iotlb_gather_add_range(struct iommu_iotlb_gather *gather,
			     unsigned long iova, size_t size)
{
	unsigned long last = iova + size - 1;

	if (iova < gather->start)
		gather->start = iova;
	if (last > gather->end)
		gather->end = last;
}

/*
 * Adds a page that has to be invalidated with its size; what was gathered
 * before and does not go with it is invalidated at once.
 */
static inline void
iommu_iotlb_gather_add_page(struct iommu_domain *domain,
			    struct iommu_iotlb_gather *gather,
			    unsigned long iova, size_t size)
{
	if ((gather->pgsize && gather->pgsize != size) ||
	    iommu_iotlb_gather_is_disjoint(gather, iova, size))
		iommu_iotlb_sync(domain, gather);

	gather->pgsize = size;
	iommu_iotlb_gather_add_range(gather, iova, size);
}

static inline bool
iommu_iotlb_gather_queued(struct iommu_iotlb_gather *gather)
{
	return gather && gather->queued;
}

#endif
