// SPDX-License-Identifier: GPL-2.0-only
#include "scan/scan.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/progress.h"
#include "scan/syntax.h"

/* A name that does not mean the API's function in some part of a file. */
struct shadow {
	const struct api_name *api;
	uint32_t line;		/* of what takes the name's place */
	const char *what;
};

struct shadows {
	struct shadow *data;
	size_t count, room;
};

struct scanner {
	struct source *src;
	struct stream stream;
	struct walk walk;
	struct shadows in_function;	/* until the enclosing function ends */
	struct shadows in_file;
};

static void shadow_add(struct shadows *list, const struct site *site,
		       const char *what)
{
	grow(list->data, list->count, list->room);
	list->data[list->count++] = (struct shadow){
		.api = site->api, .line = site->line, .what = what,
	};
}

static const struct shadow *shadow_find(const struct shadows *list,
					const struct api_name *api)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (list->data[i].api == api)
			return &list->data[i];
	return NULL;
}

static struct site *add_site(struct scanner *sc, size_t token, uint32_t offset,
			     uint32_t len, const struct api_name *api)
{
	struct source *src = sc->src;
	const struct token *t = &src->tokens.data[token];
	size_t function = sc->walk.now.function;
	struct site *site;
	uint32_t k;

	grow(src->sites, src->site_count, src->site_room);
	site = &src->sites[src->site_count++];
	*site = (struct site){
		.api = api, .token = token, .offset = offset, .len = len,
		.line = t->line,
	};
	for (k = t->offset; k < offset; k++)
		site->line += src->text.data[k] == '\n';
	if (function != NO_TOKEN) {
		const struct token *f = &src->tokens.data[function];

		site->function = xstrndup(src->text.data + f->offset, f->len);
	}
	return site;
}

static void unrelated(struct site *site, const char *why)
{
	site->kind = SITE_UNRELATED;
	site_decide(site, OUTCOME_UNRELATED, "%s", why);
}

/* Names in a comment or a string: word by word, as a reader would see them. */
static void scan_words(struct scanner *sc, size_t token)
{
	const struct token *t = &sc->src->tokens.data[token];
	const char *text = sc->src->text.data;
	const char *p = text + t->offset, *end = p + t->len;

	while ((p = memmem(p, end - p, API_PREFIX, sizeof(API_PREFIX) - 1))) {
		const struct api_name *api;
		const char *word = p;
		struct site *site;

		while (p < end && is_word_byte(*p))
			p++;
		if (word > text + t->offset && is_word_byte(word[-1]))
			continue;
		api = api_lookup(word, p - word);
		if (!api)
			continue;
		site = add_site(sc, token, word - text, p - word, api);
		if (t->inactive) {
			site->kind = SITE_INACTIVE;
			site_decide(site, OUTCOME_KEPT, "below #if 0");
		} else if (t->kind == TOKEN_COMMENT) {
			site->kind = SITE_COMMENT;
			site_decide(site, OUTCOME_KEPT, "in a comment");
		} else {
			site->kind = SITE_STRING;
			site_decide(site, OUTCOME_KEPT, "in a string");
		}
	}
}

static bool has_word(const struct stream *s, size_t from, size_t to,
		     const char *word)
{
	size_t i;

	for (i = from; i != NO_TOKEN && i < to; i = after(s, i))
		if (is(s, i, word))
			return true;
	return false;
}

/* Does the declaration that names token @i begin with this word? */
static bool declared_with(const struct stream *s, size_t i, const char *word)
{
	for (i = before(s, i); i != NO_TOKEN; i = before(s, i)) {
		if (is(s, i, ";") || is(s, i, "}") || is(s, i, "{"))
			break;
		if (is(s, i, word))
			return true;
	}
	return false;
}

/*
 * From the parameters' closing parenthesis on: the { of the body, or NO_TOKEN
 * for a declaration.  Attributes and K&R parameter declarations stand between.
 */
static size_t body_of(const struct stream *s, size_t close)
{
	unsigned int words = 0;
	size_t i;

	for (i = after(s, close); i != NO_TOKEN; i = after(s, i)) {
		if (is(s, i, "{"))
			return i;
		if (is(s, i, "=") || is(s, i, "}"))
			break;
		if (is(s, i, "("))
			i = closing(s, i);
		else if (is(s, i, ";") && words < 2)
			break;
		else
			words++;
		if (i == NO_TOKEN)
			break;
	}
	return NO_TOKEN;
}

/* A function's own name, in its definition or a declaration of it. */
static void scan_declarator(struct scanner *sc, struct site *site, size_t i,
			    size_t open)
{
	const struct stream *s = &sc->stream;
	size_t close = closing(s, open), body, end;
	bool header = sc->src->path[strlen(sc->src->path) - 1] == 'h';

	if (close == NO_TOKEN)
		close = open;
	body = body_of(s, close);
	end = body == NO_TOKEN ? close : body;
	if (site->api->op != OP_ALLOC && !has_word(s, open, end, "iommu_domain") &&
	    !has_word(s, open, end, "iommu_iotlb_gather")) {
		unrelated(site, "a function of that name with other parameters");
		site->declares = true;
		shadow_add(&sc->in_file, site, "another function of that name");
	} else if (!header && declared_with(s, i, "static")) {
		unrelated(site, "a static function of that name");
		site->declares = true;
		shadow_add(&sc->in_file, site, "a static function of that name");
	} else if (body != NO_TOKEN) {
		site->kind = SITE_DEFINITION;
		site_decide(site, OUTCOME_KEPT, "the API's own definition");
	} else {
		site->kind = SITE_DECLARATION;
		site_decide(site, OUTCOME_KEPT, "the API's own declaration");
	}
}

static void scan_call(struct scanner *sc, struct site *site, size_t open)
{
	const struct stream *s = &sc->stream;
	size_t close = closing(s, open);
	struct arguments args;

	site->kind = SITE_CALL;
	if (close == NO_TOKEN)
		return;
	args = count_arguments(s, open, close);
	site->arguments = args.conditional ? 0 : args.count;
	if (args.conditional ||
	    (args.count >= site->api->min_args &&
	     args.count <= site->api->max_args))
		return;
	if (args.count < site->api->min_args && args.by_macro)
		site_decide(site, OUTCOME_OPEN,
			    "%u argument(s), one perhaps a macro for several: look whether this is the API's function",
			    args.count);
	else
		unrelated(site, "no level of the API takes that number of arguments");
}

/* The name of a variable, parameter or member. */
static void scan_variable(struct scanner *sc, struct site *site)
{
	const struct nesting *now = &sc->walk.now;

	unrelated(site, "a variable or member of that name");
	/* At file scope it is in the way of a function, elsewhere it hides one. */
	site->declares = !now->braces && !now->parens;
	if (now->function != NO_TOKEN || now->parens)
		shadow_add(&sc->in_function, site, "a variable of that name");
	else if (!now->braces)
		shadow_add(&sc->in_file, site, "a variable of that name");
}

static bool is_export(const struct stream *s, size_t i)
{
	static const char word[] = "EXPORT_SYMBOL";
	size_t name;

	if (!is(s, before(s, i), "("))
		return false;
	name = before(s, before(s, i));
	return name != NO_TOKEN && s->tokens[name].len >= sizeof(word) - 1 &&
	       !memcmp(s->text + s->tokens[name].offset, word, sizeof(word) - 1);
}

/* (*name)(...): a pointer variable's declaration, or a call through one. */
static bool is_pointer_declarator(const struct stream *s, size_t i)
{
	size_t open = before(s, i);

	while (is(s, open, "*") || is(s, open, "const"))
		open = before(s, open);
	return is(s, before(s, i), "*") && is(s, open, "(") &&
	       is(s, after(s, i), ")") && ends_type(s, before(s, open));
}

static bool is_variable(const struct stream *s, size_t i)
{
	static const char *const ends[] = { ";", "=", ",", "[", ")", ":" };
	size_t k;

	if (!ends_type(s, before(s, i)))
		return false;
	for (k = 0; k < ARRAY_SIZE(ends); k++)
		if (is(s, after(s, i), ends[k]))
			return true;
	return false;
}

static bool is_tag_or_label(const struct stream *s, size_t i)
{
	size_t prev = before(s, i);

	if (is(s, prev, "struct") || is(s, prev, "union") ||
	    is(s, prev, "enum") || is(s, prev, "goto"))
		return true;
	return is(s, after(s, i), ":") &&
	       (is(s, prev, ";") || is(s, prev, "{") || is(s, prev, "}"));
}

static bool is_member(const struct stream *s, size_t i)
{
	return is(s, before(s, i), ".") || is(s, before(s, i), "->");
}

/* A declaration inside a function: extern int iommu_map(struct ...); */
static bool is_block_declaration(const struct stream *s, size_t i, size_t open)
{
	size_t close = closing(s, open);

	return close != NO_TOKEN && ends_type(s, before(s, i)) &&
	       !is(s, before(s, i), "*") && is(s, after(s, close), ";") &&
	       has_word(s, open, close, "struct");
}

/* if (...), while (...) and such, up to the parenthesis at @close? */
static bool is_condition(const struct stream *s, size_t close)
{
	static const char *const words[] = { "if", "while", "for", "switch" };
	size_t open = opening(s, close), k;

	for (k = 0; open != NO_TOKEN && k < ARRAY_SIZE(words); k++)
		if (is(s, before(s, open), words[k]))
			return true;
	return false;
}

/*
 * At file scope, name(...) declares or defines a function.  Unless it stands
 * where only a statement can: the end of its function was not where it seemed,
 * behind a brace in the first column.
 */
static bool is_statement(const struct stream *s, size_t i, size_t open)
{
	size_t prev = before(s, i), close = closing(s, open);

	if (prev == NO_TOKEN)
		return false;
	if (is(s, prev, ";") || is(s, prev, "}"))
		return close != NO_TOKEN && body_of(s, close) == NO_TOKEN;
	if (is(s, prev, ")"))
		return is_condition(s, prev);
	if (s->tokens[prev].kind == TOKEN_KEYWORD)
		return is(s, prev, "else") || is(s, prev, "do") ||
		       is(s, prev, "return");
	return s->tokens[prev].kind == TOKEN_PUNCTUATION && !is(s, prev, "*");
}

/* An identifier in code, outside preprocessor lines. */
static void scan_code(struct scanner *sc, struct site *site, size_t i)
{
	const struct stream *s = &sc->stream;
	const struct nesting *now = &sc->walk.now;
	size_t next = after(s, i);

	if (is_member(s, i))
		unrelated(site, "a member, not the function");
	else if (is_tag_or_label(s, i))
		unrelated(site, "a tag or label, not the function");
	else if (is(s, next, "(") && ((!now->braces && !now->parens &&
				       !is_statement(s, i, next)) ||
				      is_block_declaration(s, i, next)))
		scan_declarator(sc, site, i, next);
	else if (is(s, next, "("))
		scan_call(sc, site, next);
	else if (is_pointer_declarator(s, i) || is_variable(s, i))
		scan_variable(sc, site);
	else if (is(s, before(s, i), "(") && is(s, next, ")") &&
		 is(s, after(s, next), "("))
		scan_call(sc, site, after(s, next));
	else
		site->kind = is_export(s, i) ? SITE_EXPORT : SITE_ADDRESS;

	if (site->kind == SITE_EXPORT)
		site_decide(site, OUTCOME_KEPT, "the API's own export");
	if (site->kind == SITE_CALL || site->kind == SITE_ADDRESS) {
		const struct shadow *sh = shadow_find(&sc->in_function, site->api);

		if (sh)
			unrelated(site, sh->what);
	}
}

/* An identifier in a preprocessor line. */
static void scan_directive(struct scanner *sc, struct site *site, size_t i)
{
	const struct stream *s = &sc->stream;
	const struct token *t = &s->tokens[i];
	size_t prev = before(s, i);

	site->kind = SITE_MACRO;
	if (is(s, prev, "define")) {
		site->defines_macro = true;
		site_decide(site, OUTCOME_KEPT, "a macro of that name");
		shadow_add(&sc->in_file, site, NULL);
	} else if (!t->define) {
		site_decide(site, OUTCOME_KEPT,
			    "a preprocessor line's question, not a call");
	} else if (is(s, prev, "##") || is(s, after(s, i), "##")) {
		site_decide(site, OUTCOME_OPEN,
			    "the name is put together by ##: convert the macro by hand");
	} else if (is_member(s, i)) {
		unrelated(site, "a member, not the function");
	}
}

/* Identifiers may be split by a backslash and a newline: join what is left. */
static const struct api_name *lookup_token(const char *text,
					   const struct token *t)
{
	char word[API_NAME_MAX + 1];
	uint32_t i, len = 0;

	if (!memchr(text + t->offset, '\\', t->len))
		return api_lookup(text + t->offset, t->len);
	for (i = 0; i < t->len && len < sizeof(word); i++) {
		char c = text[t->offset + i];

		if (is_word_byte(c))
			word[len++] = c;
	}
	return api_lookup(word, len);
}

static bool is_pasted_part(const struct scanner *sc, size_t i)
{
	const struct token *t = &sc->stream.tokens[i];

	return t->directive && t->define && t->len >= sizeof(API_PREFIX) - 1 &&
	       !memcmp(sc->stream.text + t->offset, API_PREFIX,
		       sizeof(API_PREFIX) - 1) &&
	       api_is_prefix(sc->stream.text + t->offset, t->len) &&
	       is(&sc->stream, after(&sc->stream, i), "##");
}

static void scan_identifier(struct scanner *sc, size_t i)
{
	const struct token *t = &sc->stream.tokens[i];
	const struct api_name *api = lookup_token(sc->stream.text, t);
	struct site *site;

	if (!api && !is_pasted_part(sc, i))
		return;
	site = add_site(sc, i, t->offset, t->len, api);
	if (t->inactive) {
		site->kind = SITE_INACTIVE;
		site_decide(site, OUTCOME_KEPT, "below #if 0");
	} else if (t->directive) {
		scan_directive(sc, site, i);
	} else {
		scan_code(sc, site, i);
	}
}

/*
 * What only the whole file tells: a function of the file's own that bears the
 * name makes every other site of it unrelated, a macro makes it undecidable.
 */
static void apply_file_shadows(struct scanner *sc)
{
	size_t i;

	for (i = 0; i < sc->src->site_count; i++) {
		struct site *site = &sc->src->sites[i];
		const struct shadow *sh;

		if (!site->api || site->kind == SITE_COMMENT ||
		    site->kind == SITE_STRING || site->kind == SITE_INACTIVE ||
		    site->kind == SITE_UNRELATED)
			continue;
		sh = shadow_find(&sc->in_file, site->api);
		if (!sh)
			continue;
		if (sh->what) {
			site->kind = SITE_UNRELATED;
			site_decide(site, OUTCOME_UNRELATED, "%s, line %u",
				    sh->what, sh->line);
		} else if (!site->reason) {
			site_decide(site, OUTCOME_OPEN,
				    "line %u defines a macro of that name: convert macro and call together by hand",
				    sh->line);
		}
	}
}

static void scan_tokens(struct scanner *sc)
{
	const struct tokens *tokens = &sc->src->tokens;
	size_t i, function = NO_TOKEN;

	walk_begin(&sc->walk, &sc->stream);
	for (i = 0; i < tokens->count; i++) {
		if (tokens->data[i].kind == TOKEN_IDENTIFIER)
			scan_identifier(sc, i);
		else if (tokens->data[i].len >= sizeof(API_PREFIX))
			scan_words(sc, i);
		walk_step(&sc->walk, i);
		/* Parameters come before their function's body, hence here. */
		if (function != NO_TOKEN && sc->walk.now.function == NO_TOKEN)
			sc->in_function.count = 0;
		if (is(&sc->stream, i, ";") && !sc->walk.now.braces)
			sc->in_function.count = 0;
		function = sc->walk.now.function;
	}
	walk_end(&sc->walk);
}

int scan_source(struct source *src)
{
	int err = buf_read_file(&src->text, src->path);

	if (err) {
		warn("%s: cannot read: %s", src->shown, strerror(-err));
		return err;
	}
	return scan_text(src);
}

int scan_text(struct source *src)
{
	struct scanner sc = { .src = src };
	const char *nul;
	int err;

	nul = memchr(src->text.data, '\0', src->text.len);
	if (nul) {
		warn("%s: holds a NUL byte at offset %zu: not C source",
		     src->shown, (size_t)(nul - src->text.data));
		return -EILSEQ;
	}
	err = lex(src->text.data, src->text.len, &src->tokens);
	if (err) {
		warn("%s: cannot be split into tokens: %s", src->shown,
		     err == -EFBIG ? "larger than 256 MiB" :
				     "libclang gives no tokens");
		return err;
	}
	sc.stream = (struct stream){
		.text = src->text.data, .tokens = src->tokens.data,
		.count = src->tokens.count,
	};
	scan_tokens(&sc);
	apply_file_shadows(&sc);
	free(sc.in_file.data);
	free(sc.in_function.data);
	return 0;
}

/* The tail of @path behind any ./ and ../ in front. */
static const char *skip_dots(const char *path)
{
	while (*path == '.') {
		const char *slash = strchr(path, '/');

		if (!slash)
			break;
		path = slash + 1;
	}
	return path;
}

/* Does @src include a header whose path ends as @header's? */
static bool includes(const struct source *src, const char *header)
{
	const struct stream s = {
		.text = src->text.data, .tokens = src->tokens.data,
		.count = src->tokens.count,
	};
	size_t i, name;

	for (i = 0; i < s.count; i++) {
		const char *from, *to, *tail;
		size_t len, all = strlen(header);

		if (!s.tokens[i].first || !is(&s, i, "#") ||
		    !is(&s, after(&s, i), "include"))
			continue;
		name = after(&s, after(&s, i));
		if (name == NO_TOKEN)
			continue;
		from = s.text + s.tokens[name].offset + 1;
		to = from + strcspn(from, "\">\n");
		tail = skip_dots(from);
		if (tail >= to)
			continue;
		len = to - tail;
		if (len < all && header[all - len - 1] == '/' &&
		    !memcmp(header + all - len, tail, len))
			return true;
	}
	return false;
}

static void apply_header(const struct source *header, const struct site *other,
			 struct source *sources, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		if (!includes(&sources[i], header->path))
			continue;
		for (k = 0; k < sources[i].site_count; k++) {
			struct site *site = &sources[i].sites[k];

			if (site->api != other->api ||
			    (site->kind != SITE_CALL &&
			     site->kind != SITE_ADDRESS &&
			     site->kind != SITE_MACRO))
				continue;
			site->kind = SITE_UNRELATED;
			site_decide(site, OUTCOME_UNRELATED,
				    "%s:%u declares another function of that name",
				    header->shown, other->line);
		}
	}
}

void scan_tree(struct source *sources, size_t count)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		const char *path = sources[i].path;

		if (path[strlen(path) - 1] != 'h')
			continue;
		for (k = 0; k < sources[i].site_count; k++) {
			const struct site *site = &sources[i].sites[k];

			if (site->declares)
				apply_header(&sources[i], site, sources, count);
		}
	}
}

struct all {
	struct source *sources;
	atomic_size_t failed;
};

static void scan_one(void *arg, size_t i)
{
	struct all *all = arg;

	if (scan_source(&all->sources[i]))
		atomic_fetch_add(&all->failed, 1);
	progress_step();
}

size_t scan_sources(struct source *sources, size_t count, unsigned int jobs)
{
	struct all all = { .sources = sources };

	progress_begin("scan", count);
	parallel(count, jobs, scan_one, &all);
	progress_end();
	return all.failed;
}
