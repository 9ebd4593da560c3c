// SPDX-License-Identifier: GPL-2.0-only
#include "scan/lex.h"

#include <clang-c/Index.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/util.h"

/*
 * libclang lexes what it has parsed.  Behind this line its parser skips the
 * whole file, which takes a tenth of the time and asks for no include; the raw
 * lexer that clang_tokenize() runs does not look at conditions.
 */
static const char skip_open[] = "#if 0\n";
static const char skip_close[] = "\n#endif\n";
#define SKIP_LEN (sizeof(skip_open) - 1)

static const uint8_t kind_of_clang[] = {
	[CXToken_Punctuation] = TOKEN_PUNCTUATION,
	[CXToken_Keyword] = TOKEN_KEYWORD,
	[CXToken_Identifier] = TOKEN_IDENTIFIER,
	[CXToken_Literal] = TOKEN_LITERAL,
	[CXToken_Comment] = TOKEN_COMMENT,
};

bool is_word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_';
}

unsigned int column_of(const char *text, size_t offset)
{
	size_t start = offset;

	while (start && text[start - 1] != '\n')
		start--;
	return offset - start + 1;
}

void tokens_free(struct tokens *tokens)
{
	free(tokens->data);
	*tokens = (struct tokens){ 0 };
}

static uint32_t location_offset(CXSourceLocation where)
{
	unsigned int offset;

	clang_getFileLocation(where, NULL, NULL, NULL, &offset);
	return offset - SKIP_LEN;
}

/* Copy clang's tokens; false when an extent makes no sense. */
static bool take_tokens(CXTranslationUnit unit, CXToken *from, unsigned int count,
			size_t len, struct tokens *to)
{
	size_t end = 0;
	unsigned int i;

	to->data = xcalloc(count, sizeof(*to->data));
	for (i = 0; i < count; i++) {
		CXSourceRange range = clang_getTokenExtent(unit, from[i]);
		struct token t = {
			.kind = kind_of_clang[clang_getTokenKind(from[i])],
			.offset = location_offset(clang_getRangeStart(range)),
		};
		size_t stop = location_offset(clang_getRangeEnd(range));

		/* The closing lines are not the file's. */
		if (t.offset >= len)
			break;
		if (stop > len)
			stop = len;
		if (t.offset < end || stop <= t.offset)
			return false;
		t.len = stop - t.offset;
		end = stop;
		to->data[to->count++] = t;
	}
	return true;
}

static int clang_lex(const char *text, size_t len, struct tokens *tokens)
{
	static const char *const args[] = { "-x", "c" };
	/* Parsing is only there to load the text. */
	const unsigned int options = CXTranslationUnit_SingleFileParse |
				     CXTranslationUnit_KeepGoing |
				     CXTranslationUnit_SkipFunctionBodies;
	struct CXUnsavedFile file = { .Filename = "input.c" };
	CXTranslationUnit unit = NULL;
	struct buf padded = { 0 };
	CXToken *list = NULL;
	unsigned int count = 0;
	CXSourceRange all;
	CXFile handle;
	CXIndex index;
	int err = -EIO;

	buf_add(&padded, skip_open, SKIP_LEN);
	buf_add(&padded, text, len);
	buf_add(&padded, skip_close, sizeof(skip_close) - 1);
	file.Contents = padded.data;
	file.Length = padded.len;

	index = clang_createIndex(0, 0);
	if (clang_parseTranslationUnit2(index, file.Filename, args,
					ARRAY_SIZE(args), &file, 1, options,
					&unit) == CXError_Success) {
		handle = clang_getFile(unit, file.Filename);
		all = clang_getRange(
			clang_getLocationForOffset(unit, handle, SKIP_LEN),
			clang_getLocationForOffset(unit, handle, SKIP_LEN + len));
		clang_tokenize(unit, all, &list, &count);
		if (take_tokens(unit, list, count, len, tokens))
			err = 0;
		clang_disposeTokens(unit, list, count);
		clang_disposeTranslationUnit(unit);
	}
	clang_disposeIndex(index);
	buf_free(&padded);
	if (err)
		tokens_free(tokens);
	return err;
}

/* Count the newlines in the blank bytes [from, to); spliced ones apart. */
static unsigned int gap_newlines(const char *text, size_t from, size_t to,
				 bool *line_ends)
{
	unsigned int lines = 0;
	size_t i;

	*line_ends = false;
	for (i = from; i < to; i++) {
		size_t before = i;

		if (text[i] != '\n')
			continue;
		lines++;
		if (before && text[before - 1] == '\r')
			before--;
		if (!before || text[before - 1] != '\\')
			*line_ends = true;
	}
	return lines;
}

static unsigned int newlines(const char *text, size_t len)
{
	unsigned int lines = 0;
	const char *p = text, *end = text + len;

	while ((p = memchr(p, '\n', end - p))) {
		lines++;
		p++;
	}
	return lines;
}

/* Note line numbers, and which tokens belong to preprocessor lines. */
static void mark_lines(const char *text, struct tokens *tokens)
{
	bool fresh = true, directive = false, define = false, hash = false;
	unsigned int line = 1;
	size_t end = 0, i;

	for (i = 0; i < tokens->count; i++) {
		struct token *t = &tokens->data[i];
		bool line_ends;

		line += gap_newlines(text, end, t->offset, &line_ends);
		t->line = line;
		if (line_ends) {
			fresh = true;
			directive = define = hash = false;
		}
		if (hash && t->kind != TOKEN_COMMENT) {
			define = token_is(t, text, "define");
			hash = false;
		}
		if (fresh && t->kind != TOKEN_COMMENT) {
			t->first = true;
			fresh = false;
			hash = directive = token_is(t, text, "#");
		}
		t->directive = directive;
		t->define = define;
		line += newlines(text + t->offset, t->len);
		end = t->offset + t->len;
	}
}

/* What is known of an arm without any configuration. */
enum truth { UNKNOWN, ALWAYS, NEVER };

/* The word behind the # at token @i, or NULL. */
static const struct token *directive_name(const struct tokens *tokens, size_t i)
{
	while (++i < tokens->count && tokens->data[i].directive &&
	       !tokens->data[i].first)
		if (tokens->data[i].kind != TOKEN_COMMENT)
			return &tokens->data[i];
	return NULL;
}

/* What follows @word on its line: a bare 0 or 1, perhaps in parentheses. */
static enum truth condition(const struct tokens *tokens,
			    const struct token *word, const char *text)
{
	const struct token *end = tokens->data + tokens->count, *t;
	enum truth truth = UNKNOWN;
	unsigned int words = 0;

	for (t = word + 1; t < end; t++) {
		if (!t->directive || t->first)
			break;
		if (t->kind == TOKEN_COMMENT || token_is(t, text, "(") ||
		    token_is(t, text, ")"))
			continue;
		words++;
		if (token_is(t, text, "0"))
			truth = NEVER;
		else if (token_is(t, text, "1"))
			truth = ALWAYS;
		else
			return UNKNOWN;
	}
	return words == 1 ? truth : UNKNOWN;
}

struct conditional {
	bool outer;	/* inactive already outside */
	bool taken;	/* an arm that is always taken came before */
	bool inactive;	/* the present arm */
};

static void begin_arm(struct conditional *c, enum truth truth)
{
	c->inactive = c->outer || c->taken || truth == NEVER;
	if (truth == ALWAYS)
		c->taken = true;
}

/* Note what stands below #if 0. */
static void mark_inactive(const char *text, struct tokens *tokens)
{
	struct conditional *stack = NULL, *top;
	size_t depth = 0, room = 0, i;
	bool inactive = false;

	for (i = 0; i < tokens->count; i++) {
		struct token *t = &tokens->data[i];
		const struct token *word;

		t->inactive = inactive;
		if (!t->first || !t->directive)
			continue;
		word = directive_name(tokens, i);
		if (!word)
			continue;
		if (token_is(word, text, "if") || token_is(word, text, "ifdef") ||
		    token_is(word, text, "ifndef")) {
			grow(stack, depth, room);
			top = &stack[depth++];
			*top = (struct conditional){ .outer = inactive };
			begin_arm(top, token_is(word, text, "if") ?
				  condition(tokens, word, text) : UNKNOWN);
		} else if (!depth) {
			continue;
		} else if (token_is(word, text, "elif") ||
			   token_is(word, text, "elifdef") ||
			   token_is(word, text, "elifndef")) {
			top = &stack[depth - 1];
			begin_arm(top, token_is(word, text, "elif") ?
				  condition(tokens, word, text) : UNKNOWN);
		} else if (token_is(word, text, "else")) {
			top = &stack[depth - 1];
			begin_arm(top, UNKNOWN);
		} else if (token_is(word, text, "endif")) {
			inactive = stack[--depth].outer;
			continue;
		} else {
			continue;
		}
		inactive = top->inactive;
	}
	free(stack);
}

int lex(const char *text, size_t len, struct tokens *tokens)
{
	int err;

	*tokens = (struct tokens){ 0 };
	if (len > LEX_MAX_BYTES)
		return -EFBIG;
	err = clang_lex(text, len, tokens);
	if (err)
		return err;
	mark_lines(text, tokens);
	mark_inactive(text, tokens);
	return 0;
}
