// SPDX-License-Identifier: GPL-2.0-only
#include "check/rules.h"

#include <string.h>

#include "check/check.h"

const struct rule rule_missing_flush = {
	"missing-flush", SEVERITY_ERROR,
	"a deferred unmap or map that a way out of the function leaves unflushed",
	"After a deferred unmap the IOTLB may still hold the old translation, and the device may use it, until the finishing call returns.  Call it on every way out, error paths included.",
};

const struct rule rule_release_before_flush = {
	"release-before-flush", SEVERITY_ERROR,
	"a page, a pin or an IOVA given back between a deferred unmap and its flush",
	"Whoever gets the page or the IOVA next shares it with a device that still has the old translation.  Release it after the finishing call, or unmap it with a synchronous call.",
};

const struct rule rule_release_before_unmap = {
	"release-before-unmap", SEVERITY_ERROR,
	"a page, a pin, a file or an IOVA given back before it is unmapped",
	"Until the unmap the device can reach the memory, which may belong to somebody else by then.  Unmap first, flush, then release.",
};

const struct rule rule_wrong_domain = {
	"wrong-domain", SEVERITY_ERROR,
	"a flush of another domain than the one that was unmapped from",
	"A flush reaches one domain only, and one gather can collect for one domain only: the translations of the other domain stay in the IOTLB.",
};

const struct rule rule_gather_not_initialised = {
	"gather-not-initialised", SEVERITY_ERROR,
	"a gather used before iommu_iotlb_gather_init()",
	"What happens to be on the stack is taken for a range to flush and a list of pages to free.  iommu_iotlb_sync() leaves the gather initialised, so once before the first use is enough.",
};

const struct rule rule_mixed_styles = {
	"mixed-styles", SEVERITY_WARNING,
	"calls of two styles that contradict each other in one unit",
	"Which functions flush depends on the style; two of them in one unit mean that some call does not do what its neighbour takes for granted.",
};

const struct rule rule_no_longer_flushes = {
	"no-longer-flushes", SEVERITY_ERROR,
	"a plain call where the plain name does not flush",
	"In styles sync and explicit iommu_map(), iommu_map_sg() and iommu_unmap() defer.  Use the call that ends in _sync, or a finishing call behind it.",
};

const struct rule rule_size_ignored = {
	"size-ignored", SEVERITY_WARNING,
	"the result of an unmap thrown away where the size matters",
	"An unmap says how much it unmapped: less than it was asked for where nothing was mapped, more where a large page was.  What goes by the size that was asked for flushes too little, or leaves mappings behind.",
};

const struct rule rule_flush_in_loop = {
	"flush-in-loop", SEVERITY_NOTE,
	"a flush in each round of a loop, where one behind it would do",
	"A flush costs far more than an unmap.  Nothing in the loop gives anything back, and all of it is about one domain: flush once behind it, and on every other way out.",
};

const struct rule rule_bad_silence = {
	"bad-silence", SEVERITY_WARNING,
	"a silencing comment without a reason, or of no rule",
	"Write /* iommu-migrate: RULE: reason */ on the line of the finding or the one before.",
};

const struct rule *const check_rules[] = {
	&rule_missing_flush, &rule_release_before_flush,
	&rule_release_before_unmap, &rule_wrong_domain,
	&rule_gather_not_initialised, &rule_mixed_styles,
	&rule_no_longer_flushes, &rule_size_ignored, &rule_flush_in_loop,
	&rule_bad_silence, NULL,
};

const struct rule *rule_by_id(const char *id, size_t len)
{
	const struct rule *const *rule;

	for (rule = check_rules; *rule; rule++)
		if (!strncmp((*rule)->id, id, len) && !(*rule)->id[len])
			return *rule;
	return NULL;
}
