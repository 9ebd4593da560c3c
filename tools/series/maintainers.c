// SPDX-License-Identifier: GPL-2.0-only
#include "series/maintainers.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <errno.h>
#include <fnmatch.h>
#include <git2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A file that is no MAINTAINERS at all must not fill the screen. */
#define MAX_COMPLAINTS 10

struct reader {
	struct maintainers *m;
	const char *shown;
	uint32_t line;
	size_t complaints;
	char *heading;		/* a name whose fields are still to come */
	uint32_t heading_line;
	bool begun;		/* behind the introduction */
};

static void printf_like(2, 3)
complain(struct reader *r, const char *fmt, ...)
{
	va_list ap;
	char *what;

	if (r->complaints++ >= MAX_COMPLAINTS)
		return;
	va_start(ap, fmt);
	if (vasprintf(&what, fmt, ap) < 0)
		die("out of memory");
	va_end(ap);
	warn("%s:%u: left out: %s", r->shown, r->line, what);
	free(what);
}

static char *trimmed(const char *text)
{
	size_t len;

	text += strspn(text, " \t");
	len = strlen(text);
	while (len && strchr(" \t\r", text[len - 1]))
		len--;
	return xstrndup(text, len);
}

/* Perl's rules, as get_maintainer.pl applies them: blanks do not count. */
static pcre2_code *compile(struct reader *r, const char *pattern)
{
	PCRE2_UCHAR why[128];
	PCRE2_SIZE at;
	pcre2_code *code;
	int err;

	code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
			     PCRE2_EXTENDED, &err, &at, NULL);
	if (!code) {
		pcre2_get_error_message(err, why, sizeof(why));
		complain(r, "not a regular expression: %s", (char *)why);
	}
	return code;
}

static bool matches(const struct field *field, const char *text, size_t len)
{
	pcre2_match_data *data;
	int found;

	data = pcre2_match_data_create_from_pattern(field->regex, NULL);
	if (!data)
		die("out of memory");
	found = pcre2_match(field->regex, (PCRE2_SPTR)text, len, 0, 0, data,
			    NULL);
	pcre2_match_data_free(data);
	return found >= 0;
}

/* NAME <ADDRESS>, or an address alone. */
static bool parse_recipient(const char *value, struct recipient *recipient)
{
	const char *open = strchr(value, '<'), *close, *address, *at;
	size_t len;

	*recipient = (struct recipient){ 0 };
	address = open ? open + 1 : value;
	close = open ? strchr(open, '>') : NULL;
	len = close ? (size_t)(close - address) : strcspn(address, " \t");
	at = memchr(address, '@', len);
	if ((open && !close) || !at || at == address ||
	    at == address + len - 1 || strcspn(address, " \t\",<(") < len)
		return false;
	recipient->address = xstrndup(address, len);
	if (open) {
		char *name = xstrndup(value, open - value), *inner;

		recipient->name = trimmed(name);
		free(name);
		inner = recipient->name;
		len = strlen(inner);
		if (len > 1 && inner[0] == '"' && inner[len - 1] == '"') {
			memmove(inner, inner + 1, len - 2);
			inner[len - 2] = '\0';
		}
		if (!*inner) {
			free(recipient->name);
			recipient->name = NULL;
		}
	}
	return true;
}

static bool is_recipient(struct reader *r, const char *value)
{
	struct recipient recipient;
	bool good = parse_recipient(value, &recipient);

	if (!good)
		complain(r, "no mail address in \"%s\"", value);
	free(recipient.name);
	free(recipient.address);
	return good;
}

/* A section begins where a name is followed by a field. */
static struct section *section_of(struct reader *r)
{
	struct maintainers *m = r->m;

	if (r->heading) {
		grow(m->sections, m->count, m->room);
		m->sections[m->count++] = (struct section){
			.name = r->heading,
		};
		r->heading = NULL;
		r->begun = true;
	}
	return m->count ? &m->sections[m->count - 1] : NULL;
}

static void take_field(struct reader *r, char letter, const char *text)
{
	struct section *section = section_of(r);
	char *value = trimmed(text);
	void *regex = NULL;
	bool good = true;

	if (!section) {
		complain(r, "%c: stands in no section", letter);
		good = false;
	} else if (!*value) {
		complain(r, "%c: says nothing", letter);
		good = false;
	} else if (!strchr("MRLSWQBCPTFXNK", letter)) {
		complain(r, "there is no field %c:", letter);
		good = false;
	} else if (strchr("MRL", letter)) {
		good = is_recipient(r, value);
	} else if (letter == 'N' || letter == 'K') {
		regex = compile(r, value);
		good = regex != NULL;
	}
	if (!good) {
		free(value);
		return;
	}
	grow(section->fields, section->count, section->room);
	section->fields[section->count++] = (struct field){
		.letter = letter, .line = r->line, .value = value,
		.regex = regex,
	};
}

/* What is no field is the name of a section, if one comes right behind it. */
static void drop_heading(struct reader *r)
{
	uint32_t line = r->line;

	if (r->heading && r->begun) {
		r->line = r->heading_line;
		complain(r, "neither a field nor the name of a section: \"%.40s\"",
			 r->heading);
		r->line = line;
	}
	free(r->heading);
	r->heading = NULL;
}

static void take_line(struct reader *r, const char *line, size_t len)
{
	char *text;

	r->line++;
	if (memchr(line, '\0', len)) {
		complain(r, "a NUL byte");
		return;
	}
	text = xstrndup(line, len);
	if (text[0] >= 'A' && text[0] <= 'Z' && text[1] == ':') {
		take_field(r, text[0], text + 2);
	} else if (text[strspn(text, " \t\r")] && text[0] != '#') {
		drop_heading(r);
		r->heading = trimmed(text);
		r->heading_line = r->line;
	} else {
		drop_heading(r);
	}
	free(text);
}

static void read_mailmap(struct maintainers *m, const char *folder)
{
	char *path = xasprintf("%s/.mailmap", folder);
	struct buf text = { 0 };

	if (!buf_read_file(&text, path) &&
	    git_mailmap_from_buffer(&m->mailmap, text.data, text.len))
		m->mailmap = NULL;
	buf_free(&text);
	free(path);
}

static void read_lines(struct reader *r, const struct buf *text)
{
	const char *p, *all = text->data + text->len, *end;

	for (p = text->data; p < all; p = end + 1) {
		end = memchr(p, '\n', all - p);
		if (!end)
			end = all;
		take_line(r, p, end - p);
	}
	drop_heading(r);
	if (r->complaints > MAX_COMPLAINTS)
		warn("%s: and %zu more such lines", r->shown,
		     r->complaints - MAX_COMPLAINTS);
	if (!r->m->count)
		warn("%s: has no section with a name and fields", r->shown);
}

bool maintainers_read(struct maintainers *m, const char *folder)
{
	char *path = xasprintf("%s/MAINTAINERS", folder);
	struct reader r = { .m = m, .shown = path };
	struct buf text = { 0 };
	int err;

	*m = (struct maintainers){ 0 };
	err = buf_read_file(&text, path);
	if (!err) {
		read_lines(&r, &text);
		read_mailmap(m, folder);
	} else if (err != -ENOENT) {
		warn("%s: cannot read: %s", path, strerror(-err));
	}
	buf_free(&text);
	free(path);
	return m->count > 0;
}

void maintainers_free(struct maintainers *m)
{
	size_t i, k;

	for (i = 0; i < m->count; i++) {
		struct section *section = &m->sections[i];

		for (k = 0; k < section->count; k++) {
			free(section->fields[k].value);
			pcre2_code_free(section->fields[k].regex);
		}
		free(section->fields);
		free(section->name);
	}
	free(m->sections);
	git_mailmap_free(m->mailmap);
	*m = (struct maintainers){ 0 };
}

static size_t slashes(const char *path)
{
	size_t count = 0;

	while ((path = strchr(path, '/'))) {
		count++;
		path++;
	}
	return count;
}

/* Is the path the folder's that the pattern names, if it is one without a slash? */
static bool is_below(const char *folder, const char *path)
{
	size_t len = strlen(folder);

	return !strncmp(folder, path, len) && path[len] == '/';
}

/*
 * A pattern is for the beginning of a path.  One that names a folder takes in all
 * below it; any other one only what lies as deep as it says.
 */
static bool matches_pattern(const char *pattern, const char *file)
{
	char *open = xasprintf("%s*", pattern);
	bool match = !fnmatch(open, file, FNM_NOESCAPE);

	free(open);
	if (pattern[strlen(pattern) - 1] == '/')
		return match;
	return is_below(pattern, file) ||
	       (match && slashes(pattern) == slashes(file));
}

static int pattern_depth(const char *pattern)
{
	if (*pattern == '*')
		return RANK_REST;
	return slashes(pattern) + (pattern[strlen(pattern) - 1] != '/');
}

int section_rank(const struct section *section, const char *file)
{
	int rank = RANK_NONE, depth;
	size_t i;

	for (i = 0; i < section->count; i++) {
		const struct field *field = &section->fields[i];

		if (field->letter == 'X' && matches_pattern(field->value, file))
			return RANK_NONE;
		if (field->letter == 'F' && matches_pattern(field->value, file))
			depth = pattern_depth(field->value);
		else if (field->letter == 'N' &&
			 matches(field, file, strlen(file)))
			depth = 0;
		else
			continue;
		if (depth > rank)
			rank = depth;
	}
	return rank;
}

const struct section *maintainers_best(const struct maintainers *m,
				       const char *file)
{
	const struct section *best = NULL;
	int rank = RANK_NONE, other;
	size_t i;

	for (i = 0; i < m->count; i++) {
		other = section_rank(&m->sections[i], file);
		if (other > rank) {
			rank = other;
			best = &m->sections[i];
		}
	}
	return best;
}

static bool is_same(const struct recipient *a, const struct recipient *b)
{
	return !strcasecmp(a->address, b->address) ||
	       (a->name && b->name && !strcasecmp(a->name, b->name));
}

static struct recipient *known(struct recipients *all,
			       const struct recipient *who)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (is_same(&all->at[i], who))
			return &all->at[i];
	return NULL;
}

/* Takes over the strings. */
static void add_recipient(struct recipients *all, struct recipient recipient)
{
	struct recipient *same = known(all, &recipient);

	if (!same) {
		grow(all->at, all->count, all->room);
		all->at[all->count++] = recipient;
		return;
	}
	same->to |= recipient.to;
	free(recipient.name);
	free(recipient.address);
}

/* The address that somebody has now. */
static void look_up(const struct maintainers *m, struct recipient *who)
{
	const char *name, *address;
	char *now;

	if (!m->mailmap || !who->name ||
	    git_mailmap_resolve(&name, &address, m->mailmap, who->name,
				who->address))
		return;
	now = xstrdup(name);
	free(who->name);
	who->name = now;
	now = xstrdup(address);
	free(who->address);
	who->address = now;
}

static void add_section(struct recipients *all, const struct maintainers *m,
			const struct section *section, int rank)
{
	struct recipient recipient;
	size_t i;

	for (i = 0; i < section->count; i++) {
		const struct field *field = &section->fields[i];

		if (!strchr("MRL", field->letter) ||
		    (field->letter == 'M' && rank == RANK_REST) ||
		    strstr(field->value, "subscribers-only") ||
		    !parse_recipient(field->value, &recipient))
			continue;
		recipient.to = field->letter == 'M';
		look_up(m, &recipient);
		add_recipient(all, recipient);
	}
}

void recipients_of_file(struct recipients *all, const struct maintainers *m,
			const char *file)
{
	int *ranks = xcalloc(m->count, sizeof(*ranks)), rank, deepest = -1;
	size_t i;

	for (i = 0; i < m->count; i++) {
		ranks[i] = section_rank(&m->sections[i], file);
		if (ranks[i] > deepest)
			deepest = ranks[i];
	}
	/* The nearest come first. */
	for (rank = deepest; rank > RANK_NONE; rank--)
		for (i = 0; i < m->count; i++)
			if (ranks[i] == rank)
				add_section(all, m, &m->sections[i], rank);
	free(ranks);
}

static bool keyword_in(const struct field *field, const struct buf *diff)
{
	const char *p = diff->data, *all = diff->data + diff->len, *end;

	for (; p < all; p = end + 1) {
		end = memchr(p, '\n', all - p);
		if (!end)
			end = all;
		if ((*p == '+' || *p == '-') && p + 1 < end &&
		    p[1] != *p && matches(field, p + 1, end - p - 1))
			return true;
	}
	return false;
}

void recipients_of_diff(struct recipients *all, const struct maintainers *m,
			const struct buf *diff)
{
	size_t i, k;

	for (i = 0; i < m->count; i++)
		for (k = 0; k < m->sections[i].count; k++)
			if (m->sections[i].fields[k].letter == 'K' &&
			    keyword_in(&m->sections[i].fields[k], diff))
				add_section(all, m, &m->sections[i], 0);
}

void recipients_join(struct recipients *all, const struct recipients *more,
		     bool copy)
{
	size_t i;

	for (i = 0; i < more->count; i++) {
		const struct recipient *one = &more->at[i];

		add_recipient(all, (struct recipient){
			.name = one->name ? xstrdup(one->name) : NULL,
			.address = xstrdup(one->address),
			.to = one->to && !copy,
		});
	}
}

void recipients_free(struct recipients *all)
{
	size_t i;

	for (i = 0; i < all->count; i++) {
		free(all->at[i].name);
		free(all->at[i].address);
	}
	free(all->at);
	*all = (struct recipients){ 0 };
}
