// SPDX-License-Identifier: GPL-2.0-only
#include "check/release.h"

#include "base/util.h"
#include "flow/effects.h"
#include "flow/expr.h"

/* Names that effects.h knows, of which nothing follows for a mapping. */
static const char *const weak[] = {
	"vfree", "vfree_atomic", "vunmap", "mempool_free", "kref_put",
	"kref_put_mutex", "kref_put_lock", "kobject_put", "put_device",
	"of_node_put", "module_put", "mmput", "mmput_async", "mmdrop",
	"ida_free", "ida_simple_remove", "bitmap_clear",
	"bitmap_release_region", "dma_buf_put", "drm_mm_takedown",
	"sg_free_table", "queue_iova", NULL,
};

struct release release_at(const struct stream *s, size_t i)
{
	static const enum release_kind kinds[] = {
		[EFFECT_OBJECT] = RELEASE_OBJECT, [EFFECT_PAGE] = RELEASE_PAGE,
		[EFFECT_PIN] = RELEASE_PIN, [EFFECT_IOVA] = RELEASE_IOVA,
	};
	struct release none = { RELEASE_NONE, false };
	const struct token *t = &s->tokens[i];
	enum effect effect;

	if (t->kind != TOKEN_IDENTIFIER || !is(s, after(s, i), "(") ||
	    is_member_access(s, before(s, i)))
		return none;
	effect = effect_of(s->text + t->offset, t->len);
	if (effect >= ARRAY_SIZE(kinds) || kinds[effect] == RELEASE_NONE)
		return none;
	/* Counters, which are no references by themselves. */
	if (name_has(s, i, "atomic") || name_has(s, i, "refcount"))
		return none;
	return (struct release){
		kinds[effect], effect == EFFECT_OBJECT || is_one_of(s, i, weak),
	};
}

const char *release_says(enum release_kind kind)
{
	static const char *const says[] = {
		[RELEASE_NONE] = "releases nothing",
		[RELEASE_PAGE] = "frees memory",
		[RELEASE_PIN] = "drops a pin or a reference",
		[RELEASE_IOVA] = "gives back an IOVA or a mapping",
		[RELEASE_OBJECT] = "frees an object",
	};

	return says[kind];
}
