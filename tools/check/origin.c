// SPDX-License-Identifier: GPL-2.0-only
#include "check/origin.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "check/events.h"
#include "check/release.h"
#include "flow/named.h"

/* Definitions are followed so far, and no further. */
#define MAX_DEPTH 6
#define MAX_ORIGINS 24
#define MAX_LOOKED_AT 64

struct origins {
	uint32_t at[MAX_ORIGINS];
	size_t count;
	struct looked_at {
		uint32_t frame, word;
		bool members;
		int depth;
	} looked_at[MAX_LOOKED_AT];
	size_t looked_at_count;
	int members;	/* so deep: only members of something are of interest */
};

static void add(const struct names *names, struct origins *o, uint32_t name)
{
	size_t i;

	if (name == NO_NAME ||
	    (o->members && !strpbrk(names->text[name], "-.(")))
		return;
	for (i = 0; i < o->count; i++)
		if (o->at[i] == name)
			return;
	if (o->count < MAX_ORIGINS)
		o->at[o->count++] = name;
}

static bool has(const struct origins *o, uint32_t name)
{
	size_t i;

	for (i = 0; i < o->count; i++)
		if (o->at[i] == name)
			return true;
	return false;
}

static void collect(struct unit *u, const struct frame *frame, size_t first,
		    size_t last, int depth, struct origins *o);

/* Does the function only compute, so that its result is of its arguments? */
static bool only_computes(struct unit *u, size_t name)
{
	uint8_t *known = &u->computes[u->flow.words.word[name]];

	/* Asked for on each path, and a search in a long list. */
	if (!*known)
		*known = 1 + (effect_named(&u->flow, name) == EFFECT_NONE);
	return *known == 2;
}

/*
 * Was the variable looked into already, from no deeper?  Loops set variables from
 * each other, and every way round would be gone.
 */
static bool is_known(struct origins *o, const struct frame *frame, uint32_t word,
		     int depth)
{
	struct looked_at now = { frame->number, word, o->members, depth };
	size_t i;

	for (i = 0; i < o->looked_at_count; i++) {
		struct looked_at *old = &o->looked_at[i];

		if (old->frame != now.frame || old->word != now.word ||
		    (old->members && !now.members))
			continue;
		if (old->depth <= depth)
			return true;
		*old = now;
		return false;
	}
	if (o->looked_at_count == MAX_LOOKED_AT)
		return true;
	o->looked_at[o->looked_at_count++] = now;
	return false;
}

static int parameter_of(const struct subject *subject, uint32_t word)
{
	uint32_t n;

	for (n = 0; n < subject->graph.param_count; n++)
		if (subject->graph.params[n] == word)
			return n;
	return -1;
}

/* What the variable at @i was ever set to in the function. */
static void collect_definitions(struct unit *u, const struct frame *frame,
				size_t i, int depth, struct origins *o)
{
	const struct stream *s = &u->flow.stream;
	const struct function *f = frame->subject->f;
	int n = parameter_of(frame->subject, u->flow.words.word[i]);
	struct places p;
	size_t k, first, last;

	if (depth >= MAX_DEPTH ||
	    is_known(o, frame, u->flow.words.word[i], depth))
		return;
	if (n >= 0 && frame->up) {
		const struct node *call =
			&frame->up->subject->graph.nodes[frame->call];

		if (call_argument(s, call->first, n, &first, &last))
			collect(u, frame->up, first, last, depth + 1, o);
		return;
	}
	if (!is_own_word(u, frame->subject, i))
		return;
	p = places_between(&u->flow.words, i, f->open, f->close);
	for (k = 0; k < p.count; k++)
		if (is_code(s, p.at[k]) &&
		    !is_member_access(s, before(s, p.at[k])) &&
		    is(s, after(s, p.at[k]), "=")) {
			first = after(s, after(s, p.at[k]));
			collect(u, frame, first,
				end_of_value(u, first, f->close), depth + 1, o);
		}
}

/* The last token of name->member[index].member that begins at @i. */
static size_t chain_last(const struct stream *s, size_t i, size_t limit)
{
	size_t next = after(s, i);

	while (next != NO_TOKEN && next <= limit) {
		if (is_member_access(s, next))
			i = after(s, next);
		else if (is(s, next, "["))
			i = closing(s, next);
		else
			break;
		if (i == NO_TOKEN)
			return NO_TOKEN;
		next = after(s, i);
	}
	return i;
}

static void collect(struct unit *u, const struct frame *frame, size_t first,
		    size_t last, int depth, struct origins *o)
{
	const struct stream *s = &u->flow.stream;
	size_t i, end;

	for (i = first; i != NO_TOKEN && i <= last; i = after(s, i)) {
		if (s->tokens[i].kind != TOKEN_IDENTIFIER ||
		    u->flow.words.word[i] == NO_WORD)
			continue;
		if (is(s, after(s, i), "(")) {
			end = closing(s, after(s, i));
			if (is(s, i, "iommu_iova_to_phys"))
				add(&u->names, o, plain_name_in(u, frame, i, end));
			else if (only_computes(u, i))
				continue;
			if (end == NO_TOKEN)
				return;
			i = end;
			continue;
		}
		end = chain_last(s, i, last);
		if (end == NO_TOKEN)
			return;
		add(&u->names, o, plain_name_in(u, frame, i, end));
		/* What a pointer leads to is not what it is. */
		o->members += end != i;
		collect_definitions(u, frame, i, depth, o);
		o->members -= end != i;
		i = end;
	}
}

/*
 * Length of X in "X->member" or "X->member[i]", where X is a variable and that is
 * all; 0 when it is anything else.
 */
static size_t base_length(const char *text)
{
	size_t len = strcspn(text, "-.");
	const char *member = text + len;

	if (!*member || memchr(text, '(', len) || memchr(text, '[', len) ||
	    memchr(text, '\'', len) || memchr(text, '*', len))
		return 0;
	member += *member == '-' ? 2 : 1;
	return member[strcspn(member, "-.(")] ? 0 : len;
}

static bool has_base(const struct unit *u, const struct origins *o,
		     const char *base, size_t len)
{
	size_t i;

	for (i = 0; i < o->count; i++) {
		const char *text = u->names.text[o->at[i]];

		if (base_length(text) == len && !strncmp(text, base, len))
			return true;
	}
	return false;
}

/* Is it one of them, or what one of them is a member of? */
static bool has_part_of(const struct unit *u, const struct origins *o,
			const char *text)
{
	size_t len = strlen(text), i;

	for (i = 0; i < o->count; i++) {
		const char *other = u->names.text[o->at[i]];

		if (!strncmp(other, text, len) &&
		    (!other[len] ||
		     (strchr("-.", other[len]) && strpbrk(text, "-."))))
			return true;
	}
	return false;
}

/* A macro such as PAGE_SHIFT, or a name that only scales. */
static bool says_nothing(const char *text)
{
	const char *p;

	for (p = text; *p; p++)
		if (islower((unsigned char)*p))
			return strstr(text, "shift") || strstr(text, "size");
	return true;
}

/* Arguments that say what is released: not the device, not the allocator. */
static void collect_released(struct unit *u, const struct frame *frame,
			     size_t token, struct origins *o)
{
	const struct stream *s = &u->flow.stream;
	size_t open = after(s, token), first, last, a, b;
	bool many = call_argument(s, open, 1, &first, &last);
	bool from_second = many && (name_has(s, token, "dma_") ||
				    name_has(s, token, "iova"));
	unsigned int n;

	for (n = from_second; call_argument(s, open, n, &a, &b); n++) {
		collect(u, frame, a, b, 0, o);
		if (!from_second)
			break;
	}
}

void release_names(struct unit *u, const struct frame *frame, size_t token,
		   struct released *released)
{
	struct origins o = { .count = 0 };
	size_t i, n = 0, pass;

	memset(released, 0, sizeof(*released));
	released->token = token;
	released->frame = frame->number;
	collect_released(u, frame, token, &o);
	/* Members and addresses first: they say the most. */
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < o.count; i++) {
			const char *text = u->names.text[o.at[i]];
			bool member = strpbrk(text, "-.(") != NULL;

			if (member == (pass == 0) && !says_nothing(text) &&
			    n < ARRAY_SIZE(released->names))
				released->names[n++] = o.at[i];
		}
}

/* Of one object that says what is mapped, and is not the domain's owner? */
static bool describes_both(struct unit *u, const char *text, uint32_t domain,
			   const struct origins *iova,
			   const struct origins *size)
{
	size_t len = base_length(text);
	const char *d = domain == NO_NAME ? "" : u->names.text[domain];

	if (!len || !has_base(u, iova, text, len) ||
	    !has_base(u, size, text, len))
		return false;
	return strncmp(d, text, len) || is_word_byte(d[len]);
}

bool is_unmap_of(struct unit *u, const struct frame *frame, size_t token,
		 const struct released *released)
{
	const struct stream *s = &u->flow.stream;
	enum release_kind kind = release_at(s, released->token).kind;
	struct origins iova = { .count = 0 }, size = { .count = 0 };
	size_t open = call_open(s, token), a, b;
	uint32_t domain;
	size_t i;
	char phys[512];

	if (!call_argument(s, open, 0, &a, &b))
		return false;
	domain = plain_name_in(u, frame, a, b);
	if (!call_argument(s, open, 2, &a, &b))
		return false;
	collect(u, frame, a, b, 0, &size);
	if (!call_argument(s, open, 1, &a, &b))
		return false;
	collect(u, frame, a, b, 0, &iova);
	i = plain_name_in(u, frame, a, b);
	snprintf(phys, sizeof(phys), "iommu_iova_to_phys(%s,%s)",
		 domain ? u->names.text[domain] : "",
		 i ? u->names.text[i] : "");
	for (i = 0; i < ARRAY_SIZE(released->names); i++) {
		uint32_t name = released->names[i];
		const char *text = u->names.text[name];

		if (name == NO_NAME)
			continue;
		if (kind == RELEASE_IOVA) {
			if (has_part_of(u, &iova, text))
				return true;
			continue;
		}
		if (!strcmp(text, phys) ||
		    describes_both(u, text, domain, &iova, &size))
			return true;
	}
	return false;
}

bool call_uses(struct unit *u, const struct frame *frame, size_t token,
	       uint32_t name)
{
	const struct stream *s = &u->flow.stream;
	struct origins o = { .count = 0 };
	size_t open = after(s, token), a, b;
	unsigned int n;

	if (name == NO_NAME)
		return false;
	for (n = 0; call_argument(s, open, n, &a, &b); n++)
		collect(u, frame, a, b, 0, &o);
	return has(&o, name);
}
