// SPDX-License-Identifier: GPL-2.0-only
#include "verify/compare.h"

#include <stdlib.h>
#include <string.h>

const char *const fate_names[FATE_COUNT] = {
	[FATE_KEPT] = "kept", [FATE_CONVERTED] = "converted",
	[FATE_GONE] = "gone", [FATE_UNKNOWN] = "unknown",
	[FATE_LEFT] = "left to flush as before",
};

#define ROW(name, level, what, why)					\
	&(const struct rule){						\
		.id = name, .severity = level, .summary = what, .help = why, \
	}

const struct rule *const verify_rules[] = {
	[RULE_OUTSIDE] = ROW("changed-outside", SEVERITY_WARNING,
		"changed outside the API",
		"A conversion between styles changes calls of the IOMMU API and what serves their flush, and nothing else. Make any other change a patch of its own."),
	[RULE_LOST] = ROW("site-lost", SEVERITY_ERROR,
		"a call of the API is gone",
		"Every call of BEFORE has to be there in AFTER. A lost unmap leaves a device with access to memory that is given to somebody else."),
	[RULE_NEW] = ROW("site-new", SEVERITY_WARNING,
		"a call of the API has no counterpart",
		"AFTER calls the API where BEFORE does not. A second unmap or map is not part of a conversion between styles."),
	[RULE_OPERATION] = ROW("other-operation", SEVERITY_ERROR,
		"a call became another operation",
		"A map stays a map and an unmap an unmap, whatever the style."),
	[RULE_ARGUMENT] = ROW("argument-changed", SEVERITY_ERROR,
		"an argument of a call changed",
		"Domain, IOVA, address, size and protection are the same in every style; only a gather or a gfp_t may be added or taken away."),
	[RULE_LEFT] = ROW("not-converted", SEVERITY_ERROR,
		"left in the old style, and means something else now",
		"In styles sync and explicit the plain names no longer flush. A call that is left with its plain name has silently lost its flush."),
	[RULE_STYLE] = ROW("other-style", SEVERITY_WARNING,
		"not a call of the target style",
		"The name or the number of arguments belongs to another style than that of the conversion: it will not build, or not flush."),
	[RULE_RANGE] = ROW("wrong-range", SEVERITY_ERROR,
		"another range is queued than was unmapped",
		"What iommu_tlb_range_add() queues is what the unmap returned, from the IOVA and in the domain that it was given; the rest stays in the IOTLB."),
	[RULE_FLUSH] = ROW("flush-changed", SEVERITY_ERROR,
		"a flush was taken away, added or moved without need",
		"A flush comes with calls that are deferred and goes with them."),
	[RULE_GUARD] = ROW("flush-unguarded", SEVERITY_WARNING,
		"the flush may meet a domain that is not there",
		"A loop may go no round. A call that was never made did not need its domain; the flush behind the loop does. Test the domain first."),
	[RULE_GATHER] = ROW("gather-changed", SEVERITY_ERROR,
		"a gather is not declared, begun and used as a whole",
		"The gather of a deferred unmap is declared in the function, begun before the first unmap and given to all of them and to the flush."),
	[RULE_SPLIT] = ROW("loop-split", SEVERITY_ERROR,
		"a loop was cut in two, and that may change what it does",
		"All rounds of the first part now come before all of the second. That is the same only if neither part looks at what the other changes."),
	[RULE_COLLISION] = ROW("renamed-in-part", SEVERITY_ERROR,
		"a name gave way to the API's in some places only",
		"A function of the tree's own that has the name of a call of the target style is renamed wherever it stands, or nowhere."),
	[RULE_RELEASE] = ROW("release-before-flush", SEVERITY_ERROR,
		"something is given back while a flush is pending",
		"BEFORE gave this back with the IOTLB clean; AFTER does so before the flush. A device may still use the old translation."),
	[RULE_SHOWN] = ROW("used-before-flush", SEVERITY_ERROR,
		"a mapping is made known while its flush is pending",
		"A device that is told of a mapping before the flush may find nothing there. BEFORE told of it behind the map, with the IOTLB up to date; AFTER has to do so behind the flush."),
	[RULE_UNFLUSHED] = ROW("unflushed", SEVERITY_ERROR,
		"a way out that passes no flush",
		"Every way from a deferred call to the end of the function has to pass a flush of its domain, with its gather. Where one does not, a device keeps its access."),
	[RULE_FILE] = ROW("file-changed", SEVERITY_WARNING,
		"a file came, went, or is no C source and changed",
		"A conversion changes C files; it adds and removes none."),
	[RULE_INTERFACE] = ROW("interface-changed", SEVERITY_ERROR,
		"a call that iommu.h defines does less than its name promises",
		"A kernel may be given the calls of a style as inline wrappers: each has to call what it is named after with the same arguments, a synchronous one must not return before the flush, and nothing that was there may go."),
	[RULE_MODE] = ROW("mode-changed", SEVERITY_WARNING,
		"a file's mode changed",
		"A conversion changes contents only."),
	[RULE_CHECK] = ROW("check-finds-more", SEVERITY_ERROR,
		"check finds an error in AFTER that BEFORE has not",
		"Nothing that was compared tells it, but the paths through the function do. iommu-migrate check shows them."),
	[RULE_OPEN] = ROW("undecided", SEVERITY_WARNING,
		"could not be decided",
		"The file could not be read or understood, or depends on what is not there to be seen. Somebody has to look."),
	NULL,
};

/* Lives as long as the comparison. */
static const char *function_name(struct comparison *c, size_t token)
{
	size_t name = function_of(&c->new, token);

	if (name == NO_TOKEN)
		return NULL;
	grow(c->names, c->name_count, c->name_room);
	c->names[c->name_count] = code_text(&c->new.flow.stream, name, name);
	return c->names[c->name_count++];
}

struct finding *say(struct comparison *c, enum verify_rule rule,
		    enum confidence confidence, size_t token, char *text)
{
	const struct source *src = c->after;
	const struct token *t = NULL;
	struct finding *f;

	if (src && src->tokens.count)
		t = &src->tokens.data[token < src->tokens.count ? token :
				      src->tokens.count - 1];
	f = finding_add(&c->findings, verify_rules[rule], confidence,
			c->pair->name, t ? t->line : 1,
			t ? column_of(src->text.data, t->offset) : 1, text);
	if (t && c->ready)
		f->function = function_name(c, token);
	if (rule == RULE_OPEN)
		c->open++;
	return f;
}

size_t place_of(const struct comparison *c, size_t old)
{
	size_t piece;

	while (old < c->before->tokens.count &&
	       c->old.piece_of[old] == NO_PIECE)
		old++;
	piece = old < c->before->tokens.count ? c->old.piece_of[old] :
		c->old.count;
	while (c->to_new[piece] == ALIGN_NONE)
		piece++;
	return c->to_new[piece] < c->new.count ?
	       c->new.pieces[c->to_new[piece]].token :
	       c->after->tokens.count;
}

/* ---- which token is which ---- */

static uint32_t *symbols_of(const struct view *view)
{
	uint32_t *list = xcalloc(view->count + 1, sizeof(*list));
	size_t i;

	for (i = 0; i < view->count; i++)
		list[i] = view->pieces[i].symbol;
	return list;
}

void compare_begin(struct comparison *c)
{
	uint32_t *a, *b;

	view_begin(&c->old, c->before, &c->symbols);
	view_begin(&c->new, c->after, &c->symbols);
	c->to_new = xcalloc(c->old.count + 1, sizeof(*c->to_new));
	c->to_old = xcalloc(c->new.count + 1, sizeof(*c->to_old));
	a = symbols_of(&c->old);
	b = symbols_of(&c->new);
	align(a, c->old.count, b, c->new.count, c->to_new, c->to_old);
	c->to_new[c->old.count] = c->new.count;
	c->to_old[c->new.count] = c->old.count;
	free(a);
	free(b);
	c->ready = true;
	match_additions(c);
}

void compare_end(struct comparison *c)
{
	if (c->ready) {
		view_end(&c->old);
		view_end(&c->new);
	}
	while (c->name_count)
		free(c->names[--c->name_count]);
	free(c->names);
	buf_free(&c->interface);
	symbols_free(&c->symbols);
	free(c->to_new);
	free(c->to_old);
	findings_free(&c->findings);
}

struct site *counterpart(const struct comparison *c, const struct site *site)
{
	size_t piece = c->old.piece_of[site->token];

	if (piece == NO_PIECE || c->to_new[piece] == ALIGN_NONE)
		return NULL;
	return site_of((struct flow *)&c->new.flow,
		       c->new.pieces[c->to_new[piece]].token);
}

/* ---- styles ---- */

bool plain_is_deferred(enum style style)
{
	return style == STYLE_SYNC || style == STYLE_EXPLICIT;
}

bool seems_deferred(const struct source *src)
{
	size_t i;

	for (i = 0; i < src->site_count; i++)
		if (is_used(src, &src->sites[i]) &&
		    src->sites[i].api->form == FORM_SYNC)
			return true;
	return false;
}

bool is_deferred_call(const struct source *src, const struct site *site,
		      bool plain_deferred)
{
	if (!is_used(src, site) || site->api->op > OP_UNMAP)
		return false;
	return site->api->form == FORM_ASYNC || site->api->form == FORM_FAST ||
	       (site->api->form == FORM_PLAIN && plain_deferred);
}

bool is_own_site(const struct site *site)
{
	return site->function && api_lookup(site->function,
					    strlen(site->function));
}
