// SPDX-License-Identifier: GPL-2.0-only
#include "flow/flow.h"

#include <stdlib.h>
#include <string.h>

#include "flow/named.h"

/* Nobody writes an argument list or a declaration of so many tokens. */
#define FAR 2000

/* As many definitions of a name are looked at, for the arms of an #if. */
#define MAX_SAME 32

/* So many jumps are followed in one function, and no more. */
#define PATIENCE 1000

/* Is a word the name of a variable?  Asked of one function after the other. */
struct shadow {
	const struct function *function;
	bool here;		/* in that function */
	bool outside;		/* outside of all functions */
	bool outside_known;
};

/* ---- functions and macros of the file ---- */

static void add_function(struct flow *flow, size_t name, size_t open)
{
	struct function f = {
		.name = name, .open = open,
		.close = closing(&flow->stream, open), .trouble = NO_TOKEN,
		.patience = PATIENCE,
	};

	/* Without its closing brace it ends where the file does, unread. */
	if (f.close == NO_TOKEN) {
		f.close = flow->stream.count - 1;
		f.trouble = open;
	} else {
		f.body = parse_body(&flow->stream, open, &f.trouble);
	}
	grow(flow->functions, flow->count, flow->room);
	flow->functions[flow->count++] = f;
}

/* #define NAME ...; @word is the token "define". */
static void add_macro(struct flow *flow, size_t word)
{
	const struct stream *s = &flow->stream;
	size_t name = after(s, word), body, last, i;
	struct function f = { .name = name, .macro = true };
	const struct token *t;

	if (name == NO_TOKEN || flow->words.word[name] == NO_WORD)
		return;
	t = &s->tokens[name];
	body = after(s, name);
	f.takes_arguments = is(s, body, "(") &&
			    s->tokens[body].offset == t->offset + t->len;
	if (f.takes_arguments)
		body = closing(s, body) == NO_TOKEN ? NO_TOKEN :
		       after(s, closing(s, body));
	for (last = i = body; i != NO_TOKEN; i = after(s, i))
		last = i;
	/* Nothing: an empty range. */
	f.open = body == NO_TOKEN ? 1 : body;
	f.close = body == NO_TOKEN ? 0 : last;
	grow(flow->macros, flow->macro_count, flow->macro_room);
	flow->macros[flow->macro_count++] = f;
}

/* Outside of functions, as only a macro of the kernel may stand there. */
static void find_tree(struct flow *flow, size_t i)
{
	const struct stream *s = &flow->stream;

	if (is_code(s, i) && is(s, i, "INTERVAL_TREE_DEFINE") &&
	    is(s, after(s, i), "(") && flow->tree_count < MAX_TREES)
		flow->trees[flow->tree_count++] = i;
}

static void find_functions(struct flow *flow)
{
	const struct stream *s = &flow->stream;
	struct walk walk;
	size_t i;

	walk_begin(&walk, s);
	for (i = 0; i < s->count; i++) {
		int before = walk.now.braces;

		walk_step(&walk, i);
		if (!before)
			find_tree(flow, i);
		if (!before && walk.now.braces == 1 &&
		    walk.now.function != NO_TOKEN)
			add_function(flow, walk.now.function, i);
		if (s->tokens[i].directive && s->tokens[i].first &&
		    is(s, after(s, i), "define"))
			add_macro(flow, after(s, i));
	}
	walk_end(&walk);
}

static void define(struct flow *flow, struct function *f)
{
	uint32_t word = flow->words.word[f->name];

	struct function *first;

	if (word == NO_WORD)
		return;
	first = flow->defined[word];
	if (first && first->definitions == MAX_SAME) {
		first->too_many = true;
		return;
	}
	f->definitions = first ? first->definitions + 1 : 1;
	f->same = first;
	flow->defined[word] = f;
}

void flow_begin(struct flow *flow, struct source *src)
{
	size_t i;

	*flow = (struct flow){
		.src = src,
		.stream = {
			.text = src->text.data, .tokens = src->tokens.data,
			.count = src->tokens.count,
		},
	};
	words_begin(&flow->words, &flow->stream);
	find_functions(flow);
	flow->defined = xcalloc(flow->words.count + 1, sizeof(*flow->defined));
	flow->shadows = xcalloc(flow->words.count + 1, sizeof(*flow->shadows));
	flow->memories = xcalloc(flow->words.count + 1,
				 sizeof(*flow->memories));
	for (i = 0; i < flow->count; i++)
		define(flow, &flow->functions[i]);
	for (i = 0; i < flow->macro_count; i++)
		define(flow, &flow->macros[i]);
	/* Its own macro of that name is another one. */
	if (flow->tree_count && definition_of(flow, flow->trees[0]))
		flow->tree_count = 0;
	flow->sites = xcalloc(flow->stream.count + 1, sizeof(*flow->sites));
	for (i = 0; i < src->site_count; i++) {
		struct site *site = &src->sites[i];

		flow->sites[site->token] = i + 1;
		if (site->kind != SITE_DEFINITION && !site->declares &&
		    !site->defines_macro)
			continue;
		grow(flow->owners, flow->owner_count, flow->owner_room);
		flow->owners[flow->owner_count++] = site;
	}
}

static void free_functions(struct function *f, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free_statement(f[i].body);
		free(f[i].obstacles);
		free(f[i].calls);
		free(f[i].stores);
		free(f[i].touched);
		free(f[i].shows);
	}
	free(f);
}

void flow_end(struct flow *flow)
{
	free_functions(flow->functions, flow->count);
	free_functions(flow->macros, flow->macro_count);
	free(flow->defined);
	free(flow->shadows);
	free(flow->memories);
	free(flow->sites);
	free(flow->owners);
	words_end(&flow->words);
}

struct function *function_at(struct flow *flow, size_t i)
{
	size_t low = 0, high = flow->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		struct function *f = &flow->functions[mid];

		if (i > f->open && i < f->close)
			return f;
		if (i <= f->open)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

struct function *definition_of(struct flow *flow, size_t i)
{
	uint32_t word = flow->words.word[i];

	return word == NO_WORD ? NULL : flow->defined[word];
}

struct site *site_of(struct flow *flow, size_t token)
{
	uint32_t n = flow->sites[token];

	return n ? &flow->src->sites[n - 1] : NULL;
}

/* ---- names that hide others ---- */

/*
 * Does the word at this place stand for a variable, or a function of its own:
 * declared, assigned, passed on?  A function of the kernel is only called.
 */
static bool is_variable_at(const struct stream *s, size_t i)
{
	size_t prev = before(s, i), next = after(s, i);

	if (!is_code(s, i) || is_member_access(s, prev))
		return false;
	if (!is(s, next, "("))
		return true;
	return prev != NO_TOKEN && (is(s, prev, "*") ||
				    s->tokens[prev].kind == TOKEN_IDENTIFIER ||
				    s->tokens[prev].kind == TOKEN_KEYWORD) &&
	       ends_type(s, prev);
}

static bool is_variable_outside(struct flow *flow, size_t i)
{
	struct places p = places_of(&flow->words, i);
	size_t k;

	for (k = 0; k < p.count; k++)
		if (is_code(&flow->stream, p.at[k]) &&
		    !is(&flow->stream, after(&flow->stream, p.at[k]), "(") &&
		    is_variable_at(&flow->stream, p.at[k]) &&
		    !function_at(flow, p.at[k]))
			return true;
	return false;
}

/* Is the function called at @i, in @f, really a variable? */
static bool is_shadowed(struct flow *flow, const struct function *f, size_t i)
{
	struct shadow *shadow = &flow->shadows[flow->words.word[i]];
	struct places p;
	size_t k;

	if (!shadow->outside_known) {
		shadow->outside_known = true;
		shadow->outside = is_variable_outside(flow, i);
	}
	if (shadow->outside)
		return true;
	/* A macro may be used in any function. */
	p = places_of(&flow->words, i);
	for (k = 0; f->macro && k < p.count; k++)
		if (is_variable_at(&flow->stream, p.at[k]))
			return true;
	if (f->macro)
		return false;
	if (shadow->function == f)
		return shadow->here;
	shadow->function = f;
	shadow->here = false;
	p = places_between(&flow->words, i, f->name + 1, f->close);
	for (k = 0; k < p.count && !shadow->here; k++)
		shadow->here = is_variable_at(&flow->stream, p.at[k]);
	return shadow->here;
}

/* ---- names that are touched ---- */

/* Does a declaration begin at token @i? */
static bool begins_declaration(const struct stream *s, size_t i)
{
	static const char *const words[] = {
		"struct", "union", "enum", "const", "static", "extern",
		"volatile", "unsigned", "signed", "int", "long", "char",
		"short", "void", "bool", NULL,
	};
	size_t next = i == NO_TOKEN ? NO_TOKEN : after(s, i);

	return is_one_of(s, i, words) ||
	       (next != NO_TOKEN && s->tokens[i].kind == TOKEN_IDENTIFIER &&
		s->tokens[next].kind == TOKEN_IDENTIFIER);
}

/* The second name of "struct x *a, *b;", which @comma stands before? */
static bool is_further_name(const struct stream *s, size_t comma)
{
	size_t i = comma, first = comma, steps = 0;

	while (i != NO_TOKEN && steps++ < FAR && !is(s, i, ";") &&
	       !is(s, i, "{") && !is(s, i, "}")) {
		if (is(s, i, "("))
			return false;
		first = i;
		i = is(s, i, ")") || is(s, i, "]") ? opening(s, i) : i;
		i = i == NO_TOKEN ? NO_TOKEN : before(s, i);
	}
	return begins_declaration(s, first);
}

bool is_declared_at(const struct stream *s, size_t i)
{
	size_t prev = before(s, i);

	if (!is_code(s, i) || is_member_access(s, prev))
		return false;
	if (ends_type(s, prev))
		return true;
	while (is(s, prev, "*"))
		prev = before(s, prev);
	return is(s, prev, ",") && is_further_name(s, prev);
}

/* The parenthesis of the call that token @i is a whole argument of. */
static size_t call_around(const struct stream *s, size_t i)
{
	size_t prev = before(s, i), next = after(s, i), open = i, steps = 0;
	int depth = 0;

	if ((!is(s, prev, "(") && !is(s, prev, ",")) ||
	    (!is(s, next, ")") && !is(s, next, ",")))
		return NO_TOKEN;
	while ((open = before(s, open)) != NO_TOKEN && steps++ < FAR) {
		if (is(s, open, ")"))
			depth++;
		else if (is(s, open, "(") && !depth--)
			return open;
		else if (is(s, open, ";"))
			break;
	}
	return NO_TOKEN;
}

/* Does it go, by itself, to a macro of the file?  That may do anything. */
bool is_argument_of_macro(struct flow *flow, size_t i)
{
	size_t open = call_around(&flow->stream, i);
	size_t name = open == NO_TOKEN ? NO_TOKEN :
					 before(&flow->stream, open);
	const struct function *f;

	if (name == NO_TOKEN)
		return false;
	for (f = definition_of(flow, name); f; f = f->same)
		if (f->macro || f->too_many)
			return true;
	return false;
}

bool is_argument_of_iterator(const struct stream *s, const struct function *f,
			     size_t i)
{
	size_t open = call_around(s, i), close, next;
	const struct statement *st;

	if (!f->body || open == NO_TOKEN)
		return false;
	close = closing(s, open);
	next = close == NO_TOKEN ? NO_TOKEN : after(s, close);
	/* What goes on behind the call is no loop's body. */
	if (is(s, next, ";") || is(s, next, ",") || is(s, next, ")"))
		return false;
	st = statement_at(f->body, i);
	return st && st->kind == STATEMENT_LOOP && st->loop == LOOP_ITERATOR &&
	       i > st->open && i < st->close;
}

static bool is_touched(struct flow *flow, const struct function *f, size_t i)
{
	const struct stream *s = &flow->stream;

	return flow->words.word[i] != NO_WORD &&
	       (is_changed_at(s, i) || is_address_taken_at(s, i) ||
		is_declared_at(s, i) || is_argument_of_macro(flow, i) ||
		is_argument_of_iterator(s, f, i));
}

/* ---- what a token does ---- */

struct finding {
	enum effect effect;
	size_t cause;
};

static struct finding effect_of_definition(struct flow *flow, size_t i,
					   struct function *f, int calls);

static bool has_string_argument(const struct stream *s, size_t open)
{
	unsigned int n;
	size_t first, last;

	for (n = 0; n < 3 && call_argument(s, open, n, &first, &last); n++)
		if (s->tokens[first].kind == TOKEN_LITERAL &&
		    s->text[s->tokens[first].offset] == '"')
			return true;
	return false;
}

/* A function of another file, known by its name or not at all. */
static enum effect effect_of_name(struct flow *flow, const struct function *f,
				  size_t i)
{
	const struct stream *s = &flow->stream;
	const struct token *t = &s->tokens[i];
	const char *name = s->text + t->offset;
	const struct api_name *api = api_lookup(name, t->len);
	enum effect effect;

	if (api && api->op == OP_UNMAP &&
	    (api->form == FORM_PLAIN || api->form == FORM_SYNC))
		return EFFECT_NONE;
	if (api)
		return api->op >= OP_FINISH || api->op == OP_UNMAP ?
		       EFFECT_FLUSH : EFFECT_MAP;
	effect = effect_named(flow, i);
	if (effect == EFFECT_UNKNOWN && looks_like_logging(name, t->len) &&
	    has_string_argument(s, after(s, i)))
		effect = EFFECT_NONE;
	if (effect == EFFECT_NONE && is_shadowed(flow, f, i))
		effect = EFFECT_POINTER;
	return effect;
}

/* NAME; alone, as a statement: a macro, and nobody knows of what. */
static bool is_lone_word(const struct stream *s, const struct function *f,
			 size_t i)
{
	const struct statement *st;

	if (!is(s, after(s, i), ";") || !f->body)
		return false;
	st = statement_at(f->body, i);
	return st && st->kind == STATEMENT_SIMPLE && st->first == i;
}

static bool is_asm(const struct stream *s, size_t i)
{
	static const char *const words[] = {
		"asm", "__asm", "__asm__", NULL,
	};

	return is_one_of(s, i, words);
}

/* What token @i of @f does by itself. */
static struct finding look_at(struct flow *flow, const struct function *f,
			      size_t i, int calls)
{
	const struct stream *s = &flow->stream;
	struct finding found = { EFFECT_NONE, i };
	struct function *d;

	if (is_asm(s, i)) {
		found.effect = EFFECT_ASSEMBLY;
	} else if (is(s, i, "(") && is_pointer_call(s, i) &&
		   /* The parameters of a macro are no call. */
		   !(f->macro && i == f->open)) {
		found.effect = EFFECT_POINTER;
	} else if (flow->words.word[i] != NO_WORD) {
		d = definition_of(flow, i);
		if (d)
			found = effect_of_definition(flow, i, d, calls);
		else if (is(s, after(s, i), "(") &&
			 !is_member_access(s, before(s, i)))
			found.effect = effect_of_name(flow, f, i);
		else if (is_lone_word(s, f, i))
			found.effect = EFFECT_UNKNOWN;
	}
	return found;
}

/* Is the word one of the parameters of the macro? */
static bool is_parameter(const struct stream *s, const struct function *macro,
			 size_t i)
{
	size_t p;

	if (!macro->takes_arguments)
		return false;
	for (p = after(s, macro->name); p < macro->open; p = after(s, p))
		if (s->tokens[p].kind == TOKEN_IDENTIFIER && same_name(s, p, i))
			return true;
	return false;
}

/*
 * What only macros can do: jump out of where they are used, make names, call
 * what they are given.
 */
static enum effect look_at_macro(const struct stream *s,
				 const struct function *macro, size_t i)
{
	static const char *const jumps[] = {
		"return", "goto", "break", "continue", "case", "default", NULL,
	};
	size_t next = after(s, i);

	if (is_one_of(s, i, jumps))
		return EFFECT_JUMP;
	if (is(s, i, "##"))
		return EFFECT_UNKNOWN;
	if (s->tokens[i].kind != TOKEN_IDENTIFIER)
		return EFFECT_NONE;
	if (is_parameter(s, macro, i))
		return is(s, next, "(") ? EFFECT_POINTER : EFFECT_NONE;
	/* f x with (...) for x. */
	if (next != NO_TOKEN && s->tokens[next].kind == TOKEN_IDENTIFIER &&
	    is_parameter(s, macro, next))
		return EFFECT_UNKNOWN;
	return EFFECT_NONE;
}

static bool is_balanced(const struct stream *s, size_t from, size_t to)
{
	int depth = 0;
	size_t i;

	for (i = from; i <= to && depth >= 0; i++) {
		depth += is(s, i, "(") || is(s, i, "{") || is(s, i, "[");
		depth -= is(s, i, ")") || is(s, i, "}") || is(s, i, "]");
	}
	return depth == 0;
}

static void add_obstacle(struct function *f, struct finding found, size_t i)
{
	grow(f->obstacles, f->obstacle_count, f->obstacle_room);
	f->obstacles[f->obstacle_count++] =
		(struct obstacle){ i, found.effect, found.cause };
	/* The first tells the reason; the unknown is the worst. */
	if (f->effect == EFFECT_NONE ||
	    (f->effect < EFFECT_UNKNOWN && found.effect >= EFFECT_UNKNOWN)) {
		f->effect = found.effect;
		f->cause = found.cause;
	}
}

static void look_into_at(struct flow *flow, struct function *f, int calls)
{
	const struct stream *s = &flow->stream;
	size_t i;

	f->visiting = true;
	f->effect = EFFECT_NONE;
	f->cause = f->name;
	if (f->macro && !is_balanced(s, f->open, f->close))
		add_obstacle(f, (struct finding){ EFFECT_JUMP, f->name },
			     f->open);
	for (i = f->open; i <= f->close; i++) {
		struct finding found;

		if (!f->macro && is(s, i, "include") &&
		    is(s, before(s, i), "#"))
			add_obstacle(f, (struct finding){ EFFECT_INCLUDE, i },
				     i);
		if (s->tokens[i].directive != f->macro ||
		    s->tokens[i].inactive || s->tokens[i].kind == TOKEN_COMMENT)
			continue;
		if (definition_of(flow, i)) {
			grow(f->calls, f->call_count, f->call_room);
			f->calls[f->call_count++] = i;
		}
		if (is_indirect_store(s, i)) {
			grow(f->stores, f->store_count, f->store_room);
			f->stores[f->store_count++] = i;
		}
		if (is_touched(flow, f, i)) {
			grow(f->touched, f->touched_count, f->touched_room);
			f->touched[f->touched_count++] = i;
		}
		found = look_at(flow, f, i, calls);
		if (f->macro && found.effect == EFFECT_NONE)
			found = (struct finding){ look_at_macro(s, f, i), i };
		if (found.effect != EFFECT_NONE)
			add_obstacle(f, found, i);
	}
	f->visiting = false;
	f->known = true;
}

void look_into(struct flow *flow, struct function *f)
{
	if (!f->known)
		look_into_at(flow, f, 0);
}

/* The use at @i of what the file defines: the worst of the definitions. */
static struct finding effect_of_definition(struct flow *flow, size_t i,
					   struct function *f, int calls)
{
	const struct stream *s = &flow->stream;
	struct finding found = { EFFECT_NONE, i };
	bool is_call = is(s, after(s, i), "(");

	if (f->too_many)
		return (struct finding){ EFFECT_UNKNOWN, i };
	for (; f; f = f->same) {
		/* A function that is only named does nothing. */
		if (!f->macro && (!is_call ||
				  is_member_access(s, before(s, i))))
			continue;
		/* A macro may stand for the name of another function. */
		if ((f->macro && is_call && !f->takes_arguments) ||
		    f->visiting || calls >= MAX_CALLS ||
		    (!f->macro && !f->body))
			return (struct finding){ EFFECT_UNKNOWN, i };
		if (!f->known)
			look_into_at(flow, f, calls + 1);
		if (found.effect == EFFECT_NONE ||
		    (found.effect < EFFECT_UNKNOWN &&
		     f->effect >= EFFECT_UNKNOWN))
			found = (struct finding){ f->effect, f->cause };
	}
	return found;
}

/* ---- questions ---- */

size_t first_from(const size_t *list, size_t count, size_t from)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (list[mid] < from)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct obstacle *first_in(struct obstacle *list, size_t count, size_t from,
			  size_t to)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (list[mid].token < from)
			low = mid + 1;
		else
			high = mid;
	}
	return low < count && list[low].token <= to ? &list[low] : NULL;
}

struct obstacle *first_obstacle(struct flow *flow, size_t from, size_t to)
{
	struct function *f = function_at(flow, from);

	if (!f)
		return NULL;
	look_into(flow, f);
	return first_in(f->obstacles, f->obstacle_count, from, to);
}

/* f(a, ...): the call as a reader recognises it. */
static char *call_text(const struct stream *s, size_t name)
{
	size_t open = after(s, name), first, last;
	char *f = tokens_text(s, name, name), *a, *text;

	if (!is(s, open, "("))
		return f;
	if (call_argument(s, open, 0, &first, &last)) {
		a = tokens_text(s, first, last);
		text = xasprintf("%s(%s%s)", f, a,
				 is(s, after(s, last), ",") ? ", ..." : "");
		free(a);
	} else {
		text = xasprintf("%s()", f);
	}
	free(f);
	return text;
}

char *obstacle_text(struct flow *flow, const struct obstacle *obstacle)
{
	const struct stream *s = &flow->stream;
	size_t i = obstacle->token, cause = obstacle->cause;
	char *text, *inner, *why;

	if (cause == i && (s->tokens[i].kind != TOKEN_IDENTIFIER ||
			   s->tokens[i].directive))
		return xasprintf("line %u %s", s->tokens[i].line,
				 effect_says(obstacle->effect));
	text = call_text(s, i);
	if (cause == i || s->tokens[cause].kind != TOKEN_IDENTIFIER) {
		why = xasprintf("%s at line %u %s", text, s->tokens[i].line,
				effect_says(obstacle->effect));
	} else {
		inner = call_text(s, cause);
		why = xasprintf("%s at line %u %s: %s at line %u", text,
				s->tokens[i].line,
				effect_says(obstacle->effect), inner,
				s->tokens[cause].line);
		free(inner);
	}
	free(text);
	return why;
}
