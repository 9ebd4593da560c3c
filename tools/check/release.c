// SPDX-License-Identifier: GPL-2.0-only
#include "check/release.h"

#include "base/util.h"
#include "check/unit.h"
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
	struct release none = { .kind = RELEASE_NONE };
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
		.kind = kinds[effect],
		.weak = effect == EFFECT_OBJECT || is_one_of(s, i, weak),
	};
}

/* p->release(p): what else should it do? */
static struct release through_pointer(const struct stream *s, size_t i)
{
	static const char *const names[] = {
		"release", "free", "put", "unpin", "destroy", "put_pages",
		"free_pages", "unpin_pages", "release_pages", NULL,
	};

	if (!is(s, after(s, i), "(") || !is_one_of(s, i, names))
		return (struct release){ .kind = RELEASE_NONE };
	return (struct release){ .kind = RELEASE_CALLED, .blind = true };
}

/* What a macro of the file does in the end. */
static struct release by_macro(struct unit *u, size_t i)
{
	const struct obstacle *o = first_obstacle(&u->flow, i, i);
	struct release r = { .kind = RELEASE_NONE };

	if (o)
		r = release_at(&u->flow.stream, o->cause);
	if (r.weak)
		r.kind = RELEASE_NONE;
	r.blind = true;
	return r;
}

struct release release_in(struct unit *u, size_t i)
{
	const struct stream *s = &u->flow.stream;
	const struct function *f;

	if (s->tokens[i].kind == TOKEN_IDENTIFIER &&
	    is_member_access(s, before(s, i)))
		return through_pointer(s, i);
	f = definition_of(&u->flow, i);
	if (!f)
		return release_at(s, i);
	return f->macro ? by_macro(u, i) :
	       (struct release){ .kind = RELEASE_NONE };
}

const char *release_says(enum release_kind kind)
{
	static const char *const says[] = {
		[RELEASE_NONE] = "releases nothing",
		[RELEASE_PAGE] = "frees memory",
		[RELEASE_PIN] = "drops a pin or a reference",
		[RELEASE_IOVA] = "gives back an IOVA or a mapping",
		[RELEASE_OBJECT] = "frees an object",
		[RELEASE_CALLED] = "may give back what the device still reaches",
	};

	return says[kind];
}
