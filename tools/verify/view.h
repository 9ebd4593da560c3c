/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file as verify compares it: its tokens without what a migration may add,
 * take away or spell in another way.
 *
 * Both sides are brought to this form by the same rules, none of which knows
 * which side it is looking at or who made it.  What is taken out is no secret:
 * each such piece is an *addition* with its place, and account.c asks of every
 * one why it came or went.
 */
#ifndef VIEW_H
#define VIEW_H

#include "flow/flow.h"

/* Words as numbers, for both sides of a pair. */
struct symbols {
	struct symbol *at;
	size_t count, room;
	uint32_t *slots;	/* count + 1; 0: empty */
	size_t slot_count;
};

void symbols_free(struct symbols *symbols);

enum addition_kind {
	ADD_NONE,		/* taken back */
	ADD_DECLARE,		/* struct iommu_iotlb_gather NAME; */
	ADD_INIT,		/* iommu_iotlb_gather_init(&NAME); */
	ADD_QUEUE,		/* iommu_tlb_range_add(...) of an unmap or map */
	ADD_FLUSH,		/* a flush, with the test of its domain */
	ADD_GATHER,		/* the gather that an unmap is given */
	ADD_GFP,		/* what a map may do for memory */
	ADD_BRACES,		/* around a single statement */
	ADD_SPLIT,		/* a loop that goes on in a second one */
	ADD_ERROR_TEST,		/* IS_ERR(domain) where !domain was, or reverse */
	ADD_INCLUDE,		/* of the shim or the kernel's iommu.h */
	ADD_INTERFACE,		/* in iommu.h: a call of a style, defined */
};

struct addition {
	enum addition_kind kind;
	size_t first, last;	/* tokens */
	size_t at;		/* the piece that follows */
	char *text;		/* its code; of a flush: test and domain only */
	size_t call;		/* name token of the call it belongs to */
	const struct statement *one, *two;	/* loops of a split */
	const struct function *wrapper;	/* that is an interface */
	bool flushes;		/* braces or a split: a flush stands there */
	char *trouble;		/* what is wrong with it, should it be new */
	bool matched;		/* the other side has it, too */
};

#define NO_PIECE ((size_t)-1)

struct piece {
	uint32_t symbol;	/* equal in both sides: the same */
	uint32_t token;
};

struct view {
	struct source *src;	/* scanned */
	struct flow flow;
	struct piece *pieces;
	size_t count, room;
	size_t *piece_of;	/* by token; NO_PIECE: taken out */
	struct addition *additions;	/* ordered by place */
	size_t addition_count, addition_room;

	/* While it is made, by token. */
	size_t from;		/* first addition of the present function */
	bool *dropped;
	const char **spelling;
	uint8_t *behind;	/* '{' or '}' that is thought to follow */

	/* Of harm.c */
	struct harm *harm[2];	/* by harm_kind; NULL: not asked yet */
};

void view_begin(struct view *view, struct source *src, struct symbols *symbols);
void view_end(struct view *view);

/* Line and column of a piece; of the end of the file, if there is none. */
uint32_t piece_line(const struct view *view, size_t piece);
uint32_t token_column(const struct view *view, size_t token);

/* The enclosing function's name token, or NO_TOKEN. */
size_t function_of(struct view *view, size_t token);

/* Code of the tokens [first, last], one blank between two; to be freed. */
char *code_text(const struct stream *s, size_t first, size_t last);

/* Is it a call, or a name that stands for the function, of the API? */
bool is_used(const struct source *src, const struct site *site);

#endif
