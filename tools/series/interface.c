// SPDX-License-Identifier: GPL-2.0-only
#include "series/interface.h"

#include <stdlib.h>
#include <string.h>

#include "scan/lex.h"
#include "scan/syntax.h"
#include "series/wrappers.h"

/* What a style takes from the kernel as it is. */
static const struct {
	enum style style;
	const char *name;
	unsigned int arguments;
	const char *since;
} natives[] = {
	{ STYLE_FAST, "iommu_unmap_fast", 3, "Linux 4.15 to 5.3" },
	{ STYLE_GATHER, "iommu_unmap_fast", 4, "Linux 5.4 on" },
	{ STYLE_NOSYNC, "iommu_unmap_fast", 4, "Linux 5.4 on" },
	{ STYLE_NOSYNC, "iommu_map", 6, "Linux 6.3 on" },
};

/* What is known of one parameter, for the kernel-doc. */
static const struct {
	const char *name, *text;
} parameters[] = {
	{ "domain", "domain to work on" },
	{ "iova", "first I/O virtual address of the range" },
	{ "paddr", "physical address to map it to" },
	{ "size", "bytes, a multiple of the smallest page of the domain" },
	{ "gather", "collects what has to be invalidated" },
	{ "prot", "IOMMU_READ, IOMMU_WRITE and the like" },
	{ "gfp", "how memory for page tables may be allocated" },
	{ "sg", "what to map" },
	{ "sgt", "what to map" },
	{ "nents", "number of entries in the list" },
};

#define MAX_PARAMETERS 8

/* A declaration in the header. */
struct declaration {
	size_t name;		/* token */
	char *type;		/* what it returns */
	char *parameters[MAX_PARAMETERS];	/* "unsigned long iova" */
	char *names[MAX_PARAMETERS];		/* "iova" */
	unsigned int count;
	size_t end;		/* byte behind it, a body included */
};

struct header {
	const struct buf *text;
	const char *shown;
	struct tokens tokens;
	struct stream stream;
};

static void header_begin(struct header *h, const struct buf *text,
			 const char *shown)
{
	*h = (struct header){ .text = text, .shown = shown };
	if (lex(text->data, text->len, &h->tokens))
		die("%s: cannot be read as C, no series was made", shown);
	h->stream = (struct stream){
		text->data, h->tokens.data, h->tokens.count,
	};
}

static void header_end(struct header *h)
{
	tokens_free(&h->tokens);
}

/* The bytes from token @from to token @to, blanks between them made one. */
static char *words(const struct header *h, size_t from, size_t to)
{
	struct buf out = { 0 };
	size_t i;

	for (i = from; i <= to && i < h->stream.count; i++) {
		const struct token *t = &h->stream.tokens[i];

		if (t->kind == TOKEN_COMMENT)
			continue;
		if (out.len && out.data[out.len - 1] != '*')
			buf_add(&out, " ", 1);
		buf_add(&out, h->text->data + t->offset, t->len);
	}
	if (!out.data)
		buf_add(&out, "", 0);
	return out.data;
}

static void declaration_free(struct declaration *d)
{
	unsigned int i;

	free(d->type);
	for (i = 0; i < d->count; i++) {
		free(d->parameters[i]);
		free(d->names[i]);
	}
	*d = (struct declaration){ 0 };
}

/* One parameter, which has to have a name. */
static bool take_parameter(const struct header *h, struct declaration *d,
			   size_t from, size_t to)
{
	const struct token *last = &h->stream.tokens[to];

	if (d->count == MAX_PARAMETERS || from >= to ||
	    last->kind != TOKEN_IDENTIFIER)
		return false;
	d->names[d->count] = words(h, to, to);
	d->parameters[d->count++] = words(h, from, to);
	return true;
}

static bool take_parameters(const struct header *h, struct declaration *d,
			    size_t open, size_t close)
{
	const struct stream *s = &h->stream;
	size_t from = after(s, open), i;

	for (i = from; i != NO_TOKEN && i <= close; i = after(s, i)) {
		if (is(s, i, "("))
			return false;
		if (i != close && !is(s, i, ","))
			continue;
		if (!take_parameter(h, d, from, before(s, i)))
			return false;
		from = after(s, i);
	}
	return d->count > 0;
}

/* What stands before the name, without what says how it is linked. */
static char *return_type(const struct header *h, size_t name)
{
	const struct stream *s = &h->stream;
	size_t first = name, i;

	for (i = before(s, name); i != NO_TOKEN; i = before(s, i)) {
		if (!ends_type(s, i) || is(s, i, "extern") ||
		    is(s, i, "inline") || is(s, i, "static"))
			break;
		first = i;
	}
	return first == name ? NULL : words(h, first, before(s, name));
}

/* Is @name a declaration's?  Then fill it in. */
static bool parse_declaration(const struct header *h, size_t name,
			      struct declaration *d)
{
	const struct stream *s = &h->stream;
	size_t open = after(s, name), close, end;

	*d = (struct declaration){ .name = name };
	if (s->tokens[name].directive || !is(s, open, "("))
		return false;
	close = closing(s, open);
	end = close == NO_TOKEN ? NO_TOKEN : after(s, close);
	if (is(s, end, "{"))
		end = closing(s, end);
	else
		/* Attributes may stand before the semicolon. */
		while (end != NO_TOKEN && !is(s, end, ";") && !is(s, end, "{"))
			end = after(s, end);
	if (end == NO_TOKEN)
		return false;
	d->end = s->tokens[end].offset + s->tokens[end].len;
	d->type = return_type(h, name);
	if (d->type && take_parameters(h, d, open, close))
		return true;
	declaration_free(d);
	return false;
}

/* The next declaration of @name from token @i on. */
static bool next_declaration(const struct header *h, const char *name, size_t i,
			     struct declaration *d)
{
	for (; i < h->stream.count; i++)
		if (!h->stream.tokens[i].inactive &&
		    h->stream.tokens[i].kind == TOKEN_IDENTIFIER &&
		    is(&h->stream, i, name) && parse_declaration(h, i, d))
			return true;
	return false;
}

static bool has_name(const struct header *h, const char *name)
{
	size_t i;

	for (i = 0; i < h->stream.count; i++)
		if (!h->stream.tokens[i].inactive &&
		    h->stream.tokens[i].kind == TOKEN_IDENTIFIER &&
		    is(&h->stream, i, name))
			return true;
	return false;
}

static const char *describe(const char *parameter)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(parameters); i++)
		if (!strcmp(parameters[i].name, parameter))
			return parameters[i].text;
	return NULL;
}

static void add_comment(struct buf *out, const struct wrapper *w,
			const struct declaration *d)
{
	const char *p, *end, *text;
	unsigned int i;

	buf_printf(out, "/**\n * %s - %s\n", w->name, w->summary);
	for (i = 0; i < d->count; i++) {
		text = describe(d->names[i]);
		if (text)
			buf_printf(out, " * @%s: %s\n", d->names[i], text);
		else
			buf_printf(out, " * @%s: as %s() has it\n",
				   d->names[i], w->over);
	}
	buf_printf(out, " *\n");
	for (p = w->guarantee; *p; p = end + 1) {
		end = strchr(p, '\n');
		buf_printf(out, " * %.*s\n", (int)(end - p), p);
	}
	if (w->returns)
		buf_printf(out, " *\n * Return: %s.\n", w->returns);
	else if (w->how == ALIAS && strcmp(d->type, "void"))
		buf_printf(out, " *\n * Return: as %s().\n", w->over);
	buf_printf(out, " */\n");
}

/* "HEAD(a, b, c)", broken below the parenthesis where it has to be. */
static void add_list(struct buf *out, const char *head,
		     char *const *items, unsigned int count, size_t reserve)
{
	size_t indent = 0, column, i;
	const char *p;

	for (p = head; *p; p++)
		indent = *p == '\t' ? (indent | 7) + 1 : indent + 1;
	indent++;
	buf_printf(out, "%s(", head);
	for (i = 0, column = indent; i < count; i++) {
		size_t len = strlen(items[i]) +
			     (i + 1 < count ? 1 : reserve);

		if (i && column + 1 + len > 80) {
			buf_printf(out, "\n%.*s%*s", (int)(indent / 8),
				   "\t\t\t\t\t\t\t\t", (int)(indent % 8), "");
			column = indent;
		} else if (i) {
			buf_printf(out, " ");
			column++;
		}
		buf_printf(out, "%s%s", items[i], i + 1 < count ? "," : "");
		column += len;
	}
	buf_printf(out, ")");
}

static void add_function(struct buf *out, const struct wrapper *w,
			 const struct declaration *d)
{
	bool is_void = !strcmp(d->type, "void");
	size_t len = strlen(d->type);
	char *head, *call;

	head = xasprintf("static inline %s%s%s", d->type,
			 d->type[len - 1] == '*' ? "" : " ", w->name);
	call = xasprintf("\t%s%s", is_void ? "" : "return ", w->over);
	add_comment(out, w, d);
	add_list(out, head, d->parameters, d->count, 1);
	buf_printf(out, "\n{\n");
	if (w->how == ALIAS) {
		add_list(out, call, d->names, d->count, 2);
		buf_printf(out, ";\n");
	} else if (w->how == BODY) {
		buf_printf(out, "%s", w->text);
	} else {
		buf_printf(out, "\t/* Each unmap has flushed when it returns. */\n");
	}
	buf_printf(out, "}\n");
	free(head);
	free(call);
}

/* The declaration that a row has itself. */
static void make_declaration(const struct wrapper *w, struct declaration *d)
{
	const char *signature = w->signature, *end, *name;

	*d = (struct declaration){
		.type = xstrdup(w->type ? w->type : "void"),
	};
	for (; *signature; signature = end + (*end ? 2 : 0)) {
		end = signature + strcspn(signature, ",");
		for (name = end; is_word_byte(name[-1]); name--)
			;
		d->parameters[d->count] = xstrndup(signature, end - signature);
		d->names[d->count++] = xstrndup(name, end - name);
	}
}

static void add_wrapper(struct buf *out, const struct wrapper *w,
			const struct declaration *over)
{
	struct declaration own;

	if (out->len)
		buf_printf(out, "\n");
	if (w->how == TEXT) {
		buf_printf(out, "%s", w->text);
	} else if (w->signature) {
		make_declaration(w, &own);
		add_function(out, w, &own);
		declaration_free(&own);
	} else {
		add_function(out, w, over);
	}
}

/*
 * The offset of the line from which on nothing conditional is open but the
 * include guard: the first such at or behind @from.
 */
static size_t behind_conditions(const struct header *h, size_t from)
{
	const struct stream *s = &h->stream;
	size_t depth = 0, guard = 0, i;
	const char *line;

	/* A guard is an #ifndef that comes before anything else. */
	for (i = 0; i < s->count; i++)
		if (s->tokens[i].kind != TOKEN_COMMENT)
			break;
	if (is(s, i, "#") && is(s, i + 1, "ifndef"))
		guard = 1;
	for (i = 0; i + 1 < s->count; i++) {
		if (s->tokens[i].offset >= from && depth <= guard)
			break;
		if (!s->tokens[i].first || !is(s, i, "#"))
			continue;
		if (is(s, i + 1, "if") || is(s, i + 1, "ifdef") ||
		    is(s, i + 1, "ifndef"))
			depth++;
		else if (is(s, i + 1, "endif") && depth && --depth <= guard &&
			 s->tokens[i].offset > from)
			from = s->tokens[i].offset;
	}
	line = strchr(h->text->data + from, '\n');
	return line ? (size_t)(line + 1 - h->text->data) : h->text->len;
}

/* What has another signature under the name of the style is in the way. */
static void refuse_other_level(const struct header *h, enum style to)
{
	struct declaration d;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(natives); i++) {
		if (natives[i].style != to ||
		    !next_declaration(h, natives[i].name, 0, &d))
			continue;
		if (d.count != natives[i].arguments)
			die("%s:%u: %s takes %u arguments, in style %s (%s) it takes %u: this kernel cannot have the style, no series was made",
			    h->shown, h->stream.tokens[d.name].line,
			    natives[i].name, d.count, style_table[to].name,
			    natives[i].since, natives[i].arguments);
		declaration_free(&d);
	}
}

/* Find what @w is over; note how far its declarations reach. */
static bool find_over(const struct header *h, const struct wrapper *w,
		      struct declaration *over, size_t *reach)
{
	struct declaration d;
	size_t i = 0;

	if (!next_declaration(h, w->over, 0, over))
		return false;
	if (w->arguments && over->count != w->arguments) {
		declaration_free(over);
		return false;
	}
	while (next_declaration(h, w->over, i, &d)) {
		if (d.end > *reach)
			*reach = d.end;
		i = d.name + 1;
		declaration_free(&d);
	}
	return true;
}

static bool is_structure(const struct wrapper *w)
{
	return w->how == TEXT && strstr(w->text, " * struct ");
}

static bool is_added(const struct buf *added, const char *name)
{
	size_t len = strlen(name);
	const char *p = added->data;

	while (p && (p = strstr(p, name))) {
		if ((p == added->data || p[-1] == ' ') &&
		    strchr(",(", p[len]))
			return true;
		p += len;
	}
	return false;
}

size_t interface_add(const struct buf *text, const char *shown, enum style to,
		     struct buf *out, struct buf *added)
{
	struct buf calls = { 0 }, names = { 0 };
	size_t count = 0, reach = 0, at, i;
	struct declaration over;
	struct header h;

	header_begin(&h, text, shown);
	refuse_other_level(&h, to);
	for (i = 0; i < wrapper_count; i++) {
		const struct wrapper *w = &wrappers[i];

		if (!(w->styles & (1u << to)) || has_name(&h, w->name) ||
		    is_added(&names, w->name) || !find_over(&h, w, &over, &reach))
			continue;
		add_wrapper(&calls, w, &over);
		declaration_free(&over);
		buf_printf(&names, "%s%s%s", count++ ? ", " : "", w->name,
			   is_structure(w) ? "" : "()");
	}
	if (!count && style_sync_name(to, OP_UNMAP) &&
	    !has_name(&h, style_sync_name(to, OP_UNMAP)))
		die("%s: declares no iommu_unmap() with named parameters to rest the calls of style %s on, no series was made",
		    shown, style_table[to].name);
	if (count) {
		at = behind_conditions(&h, reach);
		buf_add(out, text->data, at);
		buf_printf(out, "\n%s", calls.data);
		buf_add(out, text->data + at, text->len - at);
		if (added)
			buf_add(added, names.data, names.len);
	}
	header_end(&h);
	buf_free(&calls);
	buf_free(&names);
	return count;
}

unsigned int interface_map_arguments(const struct buf *text, const char *shown)
{
	unsigned int count = 0;
	struct declaration d;
	struct header h;

	header_begin(&h, text, shown);
	if (next_declaration(&h, "iommu_map", 0, &d)) {
		count = d.count;
		declaration_free(&d);
	}
	header_end(&h);
	return count;
}
