// SPDX-License-Identifier: GPL-2.0-only
#include "series/wrappers.h"

#define BIT(style) (1u << STYLE_##style)

#define SYNC_MAP "On return, also of an error, the device sees the range as it is mapped: no\n" \
	"older entry for it is left in the IOTLB.\n"
#define SYNC_UNMAP "On return no entry for what was unmapped is left in the IOTLB: its memory may\n" \
	"be given to somebody else.\n"
#define ASYNC_MAP "The device may not see the mapping before iommu_tlb_sync() has returned.\n"
#define ASYNC_UNMAP "What was unmapped is queued for invalidation.  The device may reach it until\n" \
	"iommu_tlb_sync() has returned: its memory must not be given away before.\n"

#define SYNC_CALL(plain, what, promise) \
	{ .name = plain "_sync", .styles = BIT(SYNC) | BIT(EXPLICIT), \
	  .how = ALIAS, .over = plain, .summary = what, .guarantee = promise }
#define ASYNC_CALL(plain, what, promise) \
	{ .name = plain "_async", .styles = BIT(ASYNC), \
	  .how = ALIAS, .over = plain, .summary = what, .guarantee = promise }

#define DOMAIN "struct iommu_domain *domain"
#define RANGE DOMAIN ", unsigned long iova, size_t size"
#define INTO_GATHER "struct iommu_iotlb_gather *gather"

const struct wrapper wrappers[] = {
	{
		/* Linux 4.13: there every unmap flushes. */
		.name = "iommu_iotlb_gather", .styles = BIT(GATHER),
		.how = TEXT, .over = "iommu_unmap",
		.text = "/**\n"
		" * struct iommu_iotlb_gather - What was unmapped and not yet invalidated\n"
		" * @start: first IOVA of the range\n"
		" * @end: last IOVA of the range\n"
		" * @pgsize: interval at which to invalidate\n"
		" */\n"
		"struct iommu_iotlb_gather {\n"
		"\tunsigned long\t\tstart;\n"
		"\tunsigned long\t\tend;\n"
		"\tsize_t\t\t\tpgsize;\n"
		"};\n",
	}, {
		.name = "iommu_iotlb_gather_init", .styles = BIT(GATHER),
		.how = BODY, .over = "iommu_unmap", .signature = INTO_GATHER,
		.summary = "Begin to collect ranges",
		.guarantee = "The gather is empty on return.\n",
		.text = "\t*gather = (struct iommu_iotlb_gather) { .start = -1UL };\n",
	}, {
		.name = "iommu_unmap_fast", .styles = BIT(GATHER),
		.how = BODY, .over = "iommu_unmap", .arguments = 3,
		.type = "size_t", .signature = RANGE ", " INTO_GATHER,
		.summary = "Unmap a range, to be invalidated with others",
		.guarantee = "The device may reach the range until iommu_iotlb_sync() has returned.\n",
		.returns = "the bytes unmapped",
		.text = "\t/* Has flushed on return: nothing has to be gathered. */\n"
		"\treturn iommu_unmap(domain, iova, size);\n",
	}, {
		.name = "iommu_iotlb_sync", .styles = BIT(GATHER),
		.how = BODY, .over = "iommu_unmap",
		.signature = DOMAIN ", " INTO_GATHER,
		.summary = "Invalidate what was gathered",
		.guarantee = "On return no entry for what was unmapped is left in the IOTLB, and the gather\n"
		"is empty.\n",
		.text = "\tiommu_iotlb_gather_init(gather);\n",
	}, {
		.name = "iommu_flush_iotlb_all", .styles = BIT(GATHER),
		.how = NOTHING, .over = "iommu_unmap", .signature = DOMAIN,
		.summary = "Invalidate the whole IOTLB of a domain",
		.guarantee = "On return no entry for anything unmapped before is left.\n",
	},
	SYNC_CALL("iommu_map", "Map a range and synchronise the IOTLB", SYNC_MAP),
	SYNC_CALL("iommu_map_atomic", "Map a range and synchronise, without sleeping", SYNC_MAP),
	SYNC_CALL("iommu_map_sg", "Map a scatterlist and synchronise the IOTLB", SYNC_MAP),
	SYNC_CALL("iommu_map_sg_atomic", "Map a scatterlist and synchronise, without sleeping", SYNC_MAP),
	SYNC_CALL("iommu_map_sgtable", "Map a table of pages and synchronise the IOTLB", SYNC_MAP),
	SYNC_CALL("iommu_unmap", "Unmap a range and invalidate it in the IOTLB", SYNC_UNMAP),
	ASYNC_CALL("iommu_map", "Map a range, to be synchronised with others", ASYNC_MAP),
	ASYNC_CALL("iommu_map_atomic", "Map a range, to be synchronised later, atomic", ASYNC_MAP),
	ASYNC_CALL("iommu_map_sg", "Map a scatterlist, to be synchronised with others", ASYNC_MAP),
	ASYNC_CALL("iommu_map_sg_atomic", "Map a scatterlist, to be synchronised later, atomic", ASYNC_MAP),
	ASYNC_CALL("iommu_map_sgtable", "Map a table of pages, to be synchronised with others", ASYNC_MAP),
	{
		.name = "iommu_unmap_async", .styles = BIT(ASYNC),
		.how = BODY, .over = "iommu_tlb_range_add", .arguments = 3,
		.type = "size_t", .signature = RANGE,
		.summary = "Unmap a range, to be invalidated with others",
		.guarantee = ASYNC_UNMAP, .returns = "the bytes unmapped",
		.text = "\tsize_t unmapped = iommu_unmap_fast(domain, iova, size);\n"
		"\n"
		"\tif (unmapped)\n"
		"\t\tiommu_tlb_range_add(domain, iova, unmapped);\n"
		"\treturn unmapped;\n",
	},
	ASYNC_CALL("iommu_unmap", "Unmap a range, to be invalidated with others", ASYNC_UNMAP),
	{
		.name = "iommu_unmap_fast", .styles = BIT(FAST),
		.how = ALIAS, .over = "iommu_unmap", .arguments = 3,
		.summary = "Unmap a range, to be invalidated with others",
		.guarantee = "The caller queues what was unmapped with iommu_tlb_range_add().  The device\n"
		"may reach it until iommu_tlb_sync() has returned.\n",
	}, {
		.name = "iommu_tlb_range_add", .styles = BIT(EXPLICIT) | BIT(FAST),
		.how = NOTHING, .over = "iommu_unmap", .signature = RANGE,
		.summary = "Queue a range for invalidation",
		.guarantee = "Queues what an unmap has returned; iommu_tlb_sync() invalidates it.\n",
	}, {
		.name = "iommu_tlb_sync",
		.styles = BIT(EXPLICIT) | BIT(ASYNC) | BIT(FAST),
		.how = NOTHING, .over = "iommu_unmap", .signature = DOMAIN,
		.summary = "Invalidate what is queued",
		.guarantee = "On return no entry for any range that was queued before is left in the IOTLB.\n",
	}, {
		.name = "iommu_flush_tlb_all",
		.styles = BIT(EXPLICIT) | BIT(ASYNC) | BIT(FAST),
		.how = ALIAS, .over = "iommu_flush_iotlb_all", .arguments = 1,
		.summary = "Invalidate the whole IOTLB of a domain",
		.guarantee = "On return no entry for anything unmapped before is left.\n",
	}, {
		.name = "iommu_flush_tlb_all",
		.styles = BIT(EXPLICIT) | BIT(ASYNC) | BIT(FAST),
		.how = NOTHING, .over = "iommu_unmap", .signature = DOMAIN,
		.summary = "Invalidate the whole IOTLB of a domain",
		.guarantee = "On return no entry for anything unmapped before is left.\n",
	}, {
		.name = "iommu_map_nosync", .styles = BIT(NOSYNC),
		.how = ALIAS, .over = "iommu_map", .arguments = 6,
		.summary = "Map a range, to be synchronised with others",
		.guarantee = "The device may not see the mapping before iommu_sync_map() has returned.\n",
	}, {
		.name = "iommu_sync_map", .styles = BIT(NOSYNC),
		.how = BODY, .over = "iommu_map", .arguments = 6,
		.type = "int", .signature = RANGE,
		.summary = "Make mappings of a range visible to the device",
		.guarantee = "On return no older entry for the range is left in the IOTLB.\n",
		.returns = "0", .text = "\treturn 0;\n",
	},
};

const size_t wrapper_count = ARRAY_SIZE(wrappers);
