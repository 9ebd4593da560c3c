// SPDX-License-Identifier: GPL-2.0-only
#include "check/silence.h"

#include <ctype.h>
#include <string.h>

#include "check/rules.h"

#define MARK "iommu-migrate:"

struct span {
	const char *at;
	size_t len;
};

static struct span trim(const char *from, const char *to)
{
	while (from < to && isspace((unsigned char)*from))
		from++;
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	return (struct span){ from, to - from };
}

/* Rule and reason of a comment; false when it speaks of something else. */
static bool parse(const char *text, size_t len, struct span *rule,
		  struct span *reason)
{
	const char *end = text + len, *mark, *colon;

	mark = memmem(text, len, MARK, strlen(MARK));
	if (!mark)
		return false;
	if (len > 3 && !memcmp(end - 2, "*/", 2))
		end -= 2;
	mark += strlen(MARK);
	colon = memchr(mark, ':', end - mark);
	*rule = trim(mark, colon ? colon : end);
	*reason = colon ? trim(colon + 1, end) : (struct span){ end, 0 };
	return true;
}

static bool speaks_of(const struct finding *f, uint32_t first, uint32_t last)
{
	uint32_t step = f->step_count ? f->steps[0].line : f->line;

	return (f->line >= first && f->line <= last + 1) ||
	       (step >= first && step <= last + 1);
}

static void complain(const struct source *src, struct findings *findings,
		     const struct token *t, char *text)
{
	finding_add(findings, &rule_bad_silence, CONFIDENCE_HIGH, src->shown,
		    t->line, column_of(src->text.data, t->offset), text);
}

static void silence_by(const struct source *src, struct findings *findings,
		       const struct token *t)
{
	const char *text = src->text.data + t->offset;
	struct span id, reason;
	const struct rule *rule;
	uint32_t last = t->line, i;

	if (!parse(text, t->len, &id, &reason))
		return;
	rule = rule_by_id(id.at, id.len);
	if (!rule) {
		complain(src, findings, t,
			 xasprintf("there is no rule %.*s",
				   id.len > 40 ? 40 : (int)id.len, id.at));
		return;
	}
	if (!reason.len) {
		complain(src, findings, t,
			 xasprintf("the comment gives no reason why %s is right here",
				   rule->id));
		return;
	}
	for (i = 0; i < t->len; i++)
		last += text[i] == '\n';
	for (i = 0; i < findings->count; i++) {
		struct finding *f = &findings->at[i];

		if (f->rule == rule && !f->silenced &&
		    speaks_of(f, t->line, last))
			f->silenced = xstrndup(reason.at, reason.len);
	}
}

void silence(const struct source *src, struct findings *findings)
{
	size_t i;

	for (i = 0; i < src->tokens.count; i++)
		if (src->tokens.data[i].kind == TOKEN_COMMENT &&
		    !src->tokens.data[i].inactive)
			silence_by(src, findings, &src->tokens.data[i]);
}
