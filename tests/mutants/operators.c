// SPDX-License-Identifier: GPL-2.0-only
#include "operators.h"

#include <stdarg.h>
#include <string.h>

#include "harness.h"

/*
 * A condition that nobody can know.
 */
#define SOMETIMES "jiffies & 1"

/* ---- edits ---- */

static struct stream *stream(struct file *file)
{
	return &file->flow.stream;
}

static uint32_t start_of(struct file *file, size_t token)
{
	return stream(file)->tokens[token].offset;
}

static uint32_t end_of(struct file *file, size_t token)
{
	return start_of(file, token) + stream(file)->tokens[token].len;
}

static void edit(struct file *file, uint32_t from, uint32_t to,
		 const char *text)
{
	source_edit(&file->src, from, to - from, xstrdup(""), xstrdup(text));
}

/* The tokens [first, last] become something else. */
static void replace(struct file *file, size_t first, size_t last,
		    const char *text)
{
	edit(file, start_of(file, first), end_of(file, last), text);
}

static void remove_statement(struct file *file, const struct statement *st)
{
	replace(file, st->first, st->last, ";");
}

/* Statements in front of one and behind it, in braces where it needs them. */
static void surround(struct file *file, const struct statement *st,
		     const char *in_front, const char *behind)
{
	bool alone = st->parent && st->parent->kind != STATEMENT_BLOCK;
	uint32_t from = start_of(file, st->first), to = end_of(file, st->last);

	if (alone || *in_front)
		edit(file, from, from, text("%s%s%s", alone ? "{ " : "",
					    in_front, *in_front ? " " : ""));
	if (alone || *behind)
		edit(file, to, to, text("%s%s%s", *behind ? " " : "", behind,
					alone ? " }" : ""));
}

/* ---- texts ---- */

static char *source_text(struct file *file, size_t first, size_t last)
{
	uint32_t from = start_of(file, first);

	return text("%.*s", (int)(end_of(file, last) - from),
		    stream(file)->text + from);
}

static char *statement_text(struct file *file, const struct statement *st)
{
	return source_text(file, st->first, st->last);
}

/* Argument @n of a call, or NULL. */
static char *argument(struct file *file, const struct place *p, unsigned int n)
{
	size_t first, last;

	if (!call_argument(stream(file), p->open, n, &first, &last))
		return NULL;
	return source_text(file, first, last);
}

/* "return" with a value, where the function has one. */
static const char *return_of(struct file *file, const struct place *p)
{
	const struct stream *s = stream(file);
	bool nothing = false, pointer = false;
	size_t i = p->function->name;

	for (i = before(s, i); i != NO_TOKEN && !is(s, i, ";") &&
	     !is(s, i, "}"); i = before(s, i)) {
		nothing |= is(s, i, "void");
		pointer |= is(s, i, "*");
	}
	return nothing && !pointer ? "return;" : "return 0;";
}

/* ---- what would not be wrong ---- */

static bool queues(const struct file *file)
{
	return file->style == STYLE_EXPLICIT || file->style == STYLE_ASYNC ||
	       file->style == STYLE_FAST;
}

static const struct place *flush_in(const struct file *file,
				    const struct statement *st,
				    const struct place *like)
{
	size_t i;

	for (i = 0; i < file->count; i++)
		if (file->places[i].kind == PLACE_FLUSH &&
		    file->places[i].whole == st &&
		    same_domain(file, &file->places[i], like))
			return &file->places[i];
	return NULL;
}

/*
 * A queue is the domain's: the next flush of it takes over, if nothing is
 * released until then.
 */
static bool taken_over(const struct file *file, const struct place *flush)
{
	const struct statement *st, *up;

	if (!queues(file))
		return false;
	for (up = flush->whole; up; up = up->parent) {
		for (st = up->next; st; st = st->next) {
			if (flush_in(file, st, flush))
				return true;
			if (st->kind == STATEMENT_RETURN ||
			    st->kind == STATEMENT_GOTO ||
			    st->kind == STATEMENT_BREAK ||
			    releases(file, st))
				return false;
		}
	}
	return false;
}

static bool can_follow(const struct place *p)
{
	return p->at->kind == STATEMENT_SIMPLE || p->at->kind == STATEMENT_IF;
}

/* The page behind an unmap's address, where asking for it changes nothing. */
static char *page_of(struct file *file, const struct place *unmap)
{
	char *iova = argument(file, unmap, 1);

	if (!iova || strstr(iova, "++") || strstr(iova, "--"))
		return NULL;
	return text("phys_to_page(iommu_iova_to_phys(%s, %s))",
		    argument(file, unmap, 0), iova);
}

/* One after the other. */
static const char *give_back(void)
{
	static const char *const all[] = {
		"put_page(backing_page);", "__free_page(backing_page);",
		"unpin_user_page(backing_page);",
		"__free_pages(backing_page, 0);",
		"set_page_dirty_lock(backing_page); put_page(backing_page);",
	};
	static size_t turn;

	return all[turn++ % ARRAY_SIZE(all)];
}

/* ---- the flush ---- */

static bool delete_flush(struct file *file, const struct place *p)
{
	if (taken_over(file, p))
		return false;
	remove_statement(file, p->whole);
	return true;
}

static bool make_conditional(struct file *file, const struct place *p)
{
	if (taken_over(file, p))
		return false;
	replace(file, p->whole->first, p->whole->last,
		text("if (" SOMETIMES ") { %s }",
		     statement_text(file, p->whole)));
	return true;
}

static bool return_past(struct file *file, const struct place *p)
{
	surround(file, p->whole, text("if (" SOMETIMES ") %s",
				      return_of(file, p)), "");
	return true;
}

static bool goto_past(struct file *file, const struct place *p)
{
	if (taken_over(file, p))
		return false;
	surround(file, p->whole, "if (" SOMETIMES ") goto mutant_past;",
		 "mutant_past: ;");
	return true;
}

static bool change_domain(struct file *file, const struct place *p)
{
	replace(file, p->domain, p->domain_last, "other_domain");
	return !taken_over(file, p);
}

static bool release_before_flush(struct file *file, const struct place *p)
{
	const struct place *unmap = last_deferred(file, p);
	char *page = NULL;

	if (unmap && unmap->kind == PLACE_UNMAP)
		page = page_of(file, unmap);

	if (!page)
		return false;
	surround(file, unmap->at, text("backing_page = %s;", page), "");
	surround(file, p->whole, give_back(), "");
	return true;
}

/* What is released right behind the flush changes places with it. */
static bool move_release(struct file *file, const struct place *p)
{
	const struct statement *next = p->whole->next;
	const struct place *unmap = last_deferred(file, p);

	if (!next || !releases(file, next) || !unmap ||
	    unmap->kind != PLACE_UNMAP ||
	    (next->kind != STATEMENT_SIMPLE && next->kind != STATEMENT_LOOP))
		return false;
	replace(file, p->whole->first, p->whole->last,
		statement_text(file, next));
	replace(file, next->first, next->last, statement_text(file, p->whole));
	return true;
}

static bool move_flush_up(struct file *file, const struct place *p)
{
	const struct place *deferred = last_deferred(file, p);

	if (!deferred || taken_over(file, p))
		return false;
	surround(file, deferred->at, statement_text(file, p->whole), "");
	remove_statement(file, p->whole);
	return true;
}

static bool move_flush_before_loop(struct file *file, const struct place *p)
{
	const struct place *deferred = last_deferred(file, p);
	const struct statement *loop = deferred ?
		loop_without(deferred, p) : NULL;

	if (!loop || loop == deferred->at || taken_over(file, p))
		return false;
	surround(file, loop, statement_text(file, p->whole), "");
	remove_statement(file, p->whole);
	return true;
}

/* What queues the range, if that is the next statement; or the call's own. */
static const struct statement *queued_at(const struct file *file,
					 const struct place *p)
{
	const struct place *q = p + 1;

	return q < file->places + file->count && q->kind == PLACE_QUEUE &&
	       q->at == p->at->next ? q->at : p->at;
}

/* As safe as before, and as slow as if nothing were deferred. */
static bool move_flush_into_loop(struct file *file, const struct place *p)
{
	const struct place *deferred = last_deferred(file, p);

	if (!deferred || !loop_without(deferred, p) || !can_follow(deferred))
		return false;
	surround(file, queued_at(file, deferred), "",
		 statement_text(file, p->whole));
	remove_statement(file, p->whole);
	return true;
}

/* ---- deferred calls ---- */

static bool return_from_loop(struct file *file, const struct place *p)
{
	const struct place *flush = flush_of(file, p);

	if (!flush || !loop_without(p, flush) || !can_follow(p))
		return false;
	surround(file, p->at, "", text("if (" SOMETIMES ") %s",
				       return_of(file, p)));
	return true;
}

static bool goto_from_loop(struct file *file, const struct place *p)
{
	const struct place *flush = flush_of(file, p);

	if (!flush || !loop_without(p, flush) || !can_follow(p) ||
	    taken_over(file, flush))
		return false;
	surround(file, p->at, "", "if (" SOMETIMES ") goto mutant_past;");
	surround(file, flush->whole, "", "mutant_past: ;");
	return true;
}

static bool release_behind_unmap(struct file *file, const struct place *p)
{
	char *page = page_of(file, p);

	if (!page || !flush_of(file, p) || !can_follow(p))
		return false;
	surround(file, p->at, text("backing_page = %s;", page), give_back());
	return true;
}

static bool release_before_unmap(struct file *file, const struct place *p)
{
	char *page = page_of(file, p);

	if (!page)
		return false;
	surround(file, p->at, text("put_page(%s);", page), "");
	return true;
}

/* Every range but the last is forgotten. */
static bool init_again(struct file *file, const struct place *p)
{
	const struct place *flush = flush_of(file, p);
	char *gather = argument(file, p, 3);
	const struct statement *loop;

	if (!flush || !gather)
		return false;
	loop = loop_without(p, flush);
	if (loop ? loop == p->at : first_deferred(file, flush) == p)
		return false;
	surround(file, p->at, text("iommu_iotlb_gather_init(%s);", gather), "");
	return true;
}

static bool mix_styles(struct file *file, const struct place *p)
{
	const char *other = file->style == STYLE_ASYNC ? "iommu_unmap_fast" :
						 "iommu_unmap_async";

	replace(file, p->name, p->close,
		text("%s(%s, %s, %s)", other, argument(file, p, 0),
		     argument(file, p, 1), argument(file, p, 2)));
	return true;
}

/* ---- gathers, queues, synchronous calls ---- */

static bool forget_init(struct file *file, const struct place *p)
{
	const struct place *q;

	/* A flush leaves the gather as its init does. */
	for (q = file->places; q < p; q++)
		if (q->kind == PLACE_INIT && q->function == p->function)
			return false;
	remove_statement(file, p->at);
	return true;
}

/* The unmap whose result is queued right away, or NULL. */
static const struct place *unmap_inside(const struct file *file,
					const struct place *queue)
{
	const struct place *p = queue + 1;

	return p < file->places + file->count && p->kind == PLACE_UNMAP &&
	       p->name < queue->close ? p : NULL;
}

static bool forget_range(struct file *file, const struct place *p)
{
	const struct place *unmap = unmap_inside(file, p);

	if (unmap)
		replace(file, p->name, p->close,
			source_text(file, unmap->name, unmap->close));
	else if (p->at->kind == STATEMENT_SIMPLE && p->at->first == p->name)
		remove_statement(file, p->at);
	else
		return false;
	return true;
}

static bool queue_as_asked(struct file *file, const struct place *p)
{
	const struct place *unmap = unmap_inside(file, p);

	if (!unmap || p->at->kind != STATEMENT_SIMPLE ||
	    p->at->first != p->name)
		return false;
	replace(file, p->name, p->at->last,
		text("{ %s; iommu_tlb_range_add(%s, %s, %s); }",
		     source_text(file, unmap->name, unmap->close),
		     argument(file, p, 0), argument(file, p, 1),
		     argument(file, unmap, 2)));
	return true;
}

static bool forget_sync(struct file *file, const struct place *p)
{
	const struct place *q;

	for (q = p + 1; q < file->places + file->count; q++)
		if (q->kind == PLACE_FLUSH && q->function == p->function &&
		    same_domain(file, q, p))
			return false;
	replace(file, p->name, p->name, "iommu_unmap");
	return true;
}

const struct operator operators[] = {
	{ "flush deleted", "missing-flush", PLACE_FLUSH, delete_flush },
	{ "flush made conditional", "missing-flush", PLACE_FLUSH,
	  make_conditional },
	{ "return before the flush", "missing-flush", PLACE_FLUSH,
	  return_past },
	{ "goto past the flush", "missing-flush", PLACE_FLUSH, goto_past },
	{ "return from the loop", "missing-flush", PLACE_UNMAP,
	  return_from_loop },
	{ "goto from the loop", "missing-flush", PLACE_UNMAP, goto_from_loop },
	{ "return from the loop", "missing-flush", PLACE_MAP,
	  return_from_loop },
	{ "goto from the loop", "missing-flush", PLACE_MAP, goto_from_loop },
	{ "flush before the last call", "missing-flush", PLACE_FLUSH,
	  move_flush_up },
	{ "flush before the loop", "missing-flush", PLACE_FLUSH,
	  move_flush_before_loop },
	{ "range not queued", "missing-flush", PLACE_QUEUE, forget_range },
	{ "gather begun again", "missing-flush", PLACE_UNMAP, init_again },
	{ "flush of another domain", "wrong-domain", PLACE_FLUSH,
	  change_domain },
	{ "release before the flush", "release-before-flush", PLACE_FLUSH,
	  release_before_flush },
	{ "release behind the unmap", "release-before-flush", PLACE_UNMAP,
	  release_behind_unmap },
	{ "release moved before the flush", "release-before-flush",
	  PLACE_FLUSH, move_release },
	{ "release before the unmap", "release-before-unmap", PLACE_UNMAP,
	  release_before_unmap },
	{ "init forgotten", "gather-not-initialised", PLACE_INIT, forget_init },
	{ "size queued as asked for", "size-ignored", PLACE_QUEUE,
	  queue_as_asked },
	{ "flush in the loop", "flush-in-loop", PLACE_FLUSH,
	  move_flush_into_loop },
	{ "unmap of another style", "mixed-styles", PLACE_UNMAP, mix_styles },
	{ "sync forgotten", "no-longer-flushes", PLACE_SYNC, forget_sync },
};

const size_t operator_count = ARRAY_SIZE(operators);
