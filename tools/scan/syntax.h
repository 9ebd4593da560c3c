/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where in a file a token stands: steps over tokens, and the nesting of braces,
 * parentheses and functions, read off the tokens without preprocessing.
 */
#ifndef SYNTAX_H
#define SYNTAX_H

#include "scan/lex.h"

#define NO_TOKEN ((size_t)-1)

/* A token stream with its text. */
struct stream {
	const char *text;
	const struct token *tokens;
	size_t count;
};

/*
 * The nearest token before/after @i that the compiler would see next to it:
 * no comment, no inactive code; in a preprocessor line a token of that line,
 * outside of one a token of no preprocessor line.  NO_TOKEN at the end.
 */
size_t before(const struct stream *s, size_t i);
size_t after(const struct stream *s, size_t i);

/* Is token @i this word?  NO_TOKEN is no word. */
static inline bool is(const struct stream *s, size_t i, const char *word)
{
	return i != NO_TOKEN && token_is(&s->tokens[i], s->text, word);
}

/* The token that closes, or opens, the bracket at @i, or NO_TOKEN. */
size_t closing(const struct stream *s, size_t i);
size_t opening(const struct stream *s, size_t i);

/* Could token @i end a type, so that a name behind it is declared there? */
bool ends_type(const struct stream *s, size_t i);

/* Arguments between the parentheses at @open and @close. */
struct arguments {
	unsigned int count;
	bool conditional;	/* #if among them: the count is uncertain */
	bool by_macro;		/* one may be a macro that stands for several */
};
struct arguments count_arguments(const struct stream *s, size_t open,
				 size_t close);

/* Nesting at the token that walk() took last. */
struct nesting {
	int braces;
	int parens;
	size_t function;	/* name token of the enclosing function */
	size_t candidate;	/* what a { here would make a function of */
	size_t older;		/* ... before K&R parameter declarations */
	size_t last;		/* last code token */
};

struct walk {
	const struct stream *stream;
	struct nesting now;
	struct fork *forks;	/* open #ifs */
	size_t depth, room;
};

void walk_begin(struct walk *w, const struct stream *s);
/* Take token @i; to be called for every token in turn. */
void walk_step(struct walk *w, size_t i);
void walk_end(struct walk *w);

#endif
