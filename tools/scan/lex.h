/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file as tokens: libclang's raw lexer, and which preprocessor line or arm
 * each token stands in.
 *
 * Nothing is preprocessed, included or configured: the tokens are those of
 * every #ifdef arm at once.  That is what a conversion has to change, and what
 * it can be compared by, on any machine and for any architecture.
 */
#ifndef LEX_H
#define LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum token_kind {
	TOKEN_PUNCTUATION,	/* also what the lexer could not name */
	TOKEN_KEYWORD,
	TOKEN_IDENTIFIER,
	TOKEN_LITERAL,
	TOKEN_COMMENT,
};

struct token {
	uint32_t offset;	/* bytes from the start of the file */
	uint32_t len;
	uint32_t line;		/* from 1 */
	uint8_t kind;
	bool inactive;		/* below #if 0, or behind #if 1's #else */
	bool directive;		/* part of a preprocessor line */
	bool define;		/* ... which is a #define */
	bool first;		/* first token, comments apart, of its line */
};

struct tokens {
	struct token *data;
	size_t count;
};

/*
 * Larger files are refused: the lexer counts in 32 bits, and no source that
 * people write comes near.
 */
#define LEX_MAX_BYTES (256u << 20)

/*
 * Lex @len bytes at @text.  0, or -EFBIG, or -EIO when libclang refuses.  Any
 * bytes are accepted; the tokens cover all that is not blank.  Thread-safe.
 */
int lex(const char *text, size_t len, struct tokens *tokens);
void tokens_free(struct tokens *tokens);

/* Is the token exactly this word?  Asked more often than anything else. */
static inline bool token_is(const struct token *t, const char *text,
			    const char *word)
{
	const char *at = text + t->offset;

	/* Most words differ in their first letter. */
	return *at == *word && !strncmp(at, word, t->len) && !word[t->len];
}

/* 1 for the first byte of a line; a byte is a column. */
unsigned int column_of(const char *text, size_t offset);

/* May this byte be part of an identifier? */
bool is_word_byte(unsigned char c);

#endif
