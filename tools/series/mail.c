// SPDX-License-Identifier: GPL-2.0-only
#include "series/mail.h"

#include <stdlib.h>
#include <string.h>

#include "version.h"

static bool is_ascii(const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return true;
}

/* Length of the UTF-8 sequence at @p, or 0 when it is none. */
static size_t utf8_length(const unsigned char *p)
{
	static const struct {
		unsigned char mask, lead, len;
	} leads[] = {
		{ 0x80, 0x00, 1 }, { 0xe0, 0xc0, 2 }, { 0xf0, 0xe0, 3 },
		{ 0xf8, 0xf0, 4 },
	};
	size_t i, k;

	for (i = 0; i < ARRAY_SIZE(leads); i++) {
		if ((*p & leads[i].mask) != leads[i].lead)
			continue;
		for (k = 1; k < leads[i].len; k++)
			if ((p[k] & 0xc0) != 0x80)
				return 0;
		return leads[i].len;
	}
	return 0;
}

/* What is not UTF-8 is taken for Latin-1, byte by byte. */
static void add_utf8(struct buf *out, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t len;

	for (; *p; p += len) {
		len = utf8_length(p);
		if (len) {
			buf_add(out, p, len);
		} else {
			buf_printf(out, "%c%c", 0xc0 | *p >> 6,
				   0x80 | (*p & 0x3f));
			len = 1;
		}
	}
}

/* RFC 2047: words of at most 75 bytes, none of them cut within a letter. */
static void add_encoded(struct buf *out, const char *text)
{
	static const char begin[] = "=?UTF-8?q?";
	const unsigned char *p;
	struct buf utf8 = { 0 };
	size_t used = 0, len, i;

	add_utf8(&utf8, text);
	for (p = (unsigned char *)utf8.data; p && *p; p += len) {
		len = utf8_length(p);
		if (!used || used + 3 * len > 50) {
			buf_printf(out, "%s%s", used ? "?=\n " : "", begin);
			used = sizeof(begin);
		}
		for (i = 0; i < len; i++) {
			if ((p[i] >= 'a' && p[i] <= 'z') ||
			    (p[i] >= 'A' && p[i] <= 'Z') ||
			    (p[i] >= '0' && p[i] <= '9')) {
				buf_add(out, &p[i], 1);
				used++;
			} else {
				buf_printf(out, "=%02X", p[i]);
				used += 3;
			}
		}
	}
	buf_printf(out, "?=");
	buf_free(&utf8);
}

/* A name before an address: RFC 5322's specials are quoted. */
static void add_name(struct buf *out, const char *name)
{
	const char *p;

	if (!is_ascii(name, strlen(name))) {
		add_encoded(out, name);
	} else if (!strpbrk(name, "()<>[]:;@\\,.\"")) {
		buf_printf(out, "%s", name);
	} else {
		buf_printf(out, "\"");
		for (p = name; *p; p++)
			buf_printf(out, "%s%c", strchr("\\\"", *p) ? "\\" : "",
				   *p);
		buf_printf(out, "\"");
	}
}

static void add_address(struct buf *out, const char *name, const char *address)
{
	if (!name) {
		buf_printf(out, "%s", address);
		return;
	}
	add_name(out, name);
	buf_printf(out, " <%s>", address);
}

static void add_recipients(struct buf *out, const char *header, bool to,
			   const struct recipients *all)
{
	size_t i, count = 0;

	for (i = 0; i < all->count; i++) {
		if (all->at[i].to != to)
			continue;
		buf_printf(out, count++ ? ",\n    " : "%s: ", header);
		add_address(out, all->at[i].name, all->at[i].address);
	}
	if (count)
		buf_printf(out, "\n");
}

/* Long ones are folded between words. */
static void add_subject(struct buf *out, const struct mail *mail)
{
	unsigned int digits = 1, n;
	size_t column, word;
	const char *p;

	for (n = mail->count; n > 9; n /= 10)
		digits++;
	column = out->len;
	buf_printf(out, "Subject: [PATCH %0*u/%u] ", digits, mail->number,
		   mail->count);
	column = out->len - column;
	if (!is_ascii(mail->subject, strlen(mail->subject))) {
		add_encoded(out, mail->subject);
		buf_printf(out, "\n");
		return;
	}
	for (p = mail->subject; *p; p += word + (p[word] == ' ')) {
		word = strcspn(p, " ");
		if (p > mail->subject && column + 1 + word > 76) {
			buf_printf(out, "\n ");
			column = 1;
		} else if (p > mail->subject) {
			buf_printf(out, " ");
			column++;
		}
		buf_add(out, p, word);
		column += word;
	}
	buf_printf(out, "\n");
}

static void add_date(struct buf *out, time_t date)
{
	static const char *const days[] = {
		"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat",
	};
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun",
		"Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
	};
	struct tm tm;
	long zone;

	localtime_r(&date, &tm);
	zone = tm.tm_gmtoff / 60;
	buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d %c%02ld%02ld\n",
		   days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon],
		   tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec,
		   zone < 0 ? '-' : '+', labs(zone) / 60, labs(zone) % 60);
}

/* A line "From ..." would begin another mail of the box. */
static void add_body(struct buf *out, const struct buf *body)
{
	const char *p = body->data, *all = p + body->len, *end;

	for (; p < all; p = end) {
		end = memchr(p, '\n', all - p);
		end = end ? end + 1 : all;
		if (end - p >= 5 && !memcmp(p, "From ", 5))
			buf_printf(out, ">");
		buf_add(out, p, end - p);
	}
}

/* git am takes a carriage return at the end of a line away, unless hidden. */
static void add_quoted_printable(struct buf *out, const struct buf *text)
{
	size_t column = 0, i;

	for (i = 0; i < text->len; i++) {
		unsigned char c = text->data[i];
		bool ends = i + 1 == text->len || text->data[i + 1] == '\n';

		if (c == '\n') {
			buf_printf(out, "\n");
			column = 0;
			continue;
		}
		if (column > 70) {
			buf_printf(out, "=\n");
			column = 0;
		}
		if (c >= 0x80 || c == '=' || (c < ' ' && c != '\t') ||
		    c == 0x7f || (ends && (c == ' ' || c == '\t')) ||
		    (c == 'F' && !column)) {
			buf_printf(out, "=%02X", c);
			column += 3;
		} else {
			buf_add(out, &c, 1);
			column++;
		}
	}
}

void mail_write(const struct mail *mail, struct buf *out)
{
	struct buf text = { 0 }, body = { 0 };
	bool hide;

	add_utf8(&body, mail->body->data);
	add_body(&text, &body);
	buf_free(&body);
	if (mail->diff)
		buf_add(&text, mail->diff->data, mail->diff->len);
	buf_printf(&text, "-- \niommu-migrate %s\n\n", VERSION);
	hide = memchr(text.data, '\r', text.len);

	/* The date by which git and others tell a mail from a mail box. */
	buf_printf(out, "From %040d Mon Sep 17 00:00:00 2001\n", 0);
	buf_printf(out, "From: ");
	add_address(out, mail->name, mail->email);
	buf_printf(out, "\n");
	add_date(out, mail->date);
	add_subject(out, mail);
	buf_printf(out, "Message-Id: <%s>\n", mail->message_id);
	if (mail->reply_to)
		buf_printf(out, "In-Reply-To: <%s>\nReferences: <%s>\n",
			   mail->reply_to, mail->reply_to);
	add_recipients(out, "To", true, mail->recipients);
	add_recipients(out, "Cc", false, mail->recipients);
	if (hide || !is_ascii(text.data, text.len))
		buf_printf(out, "MIME-Version: 1.0\n"
			   "Content-Type: text/plain; charset=UTF-8\n"
			   "Content-Transfer-Encoding: %s\n",
			   hide ? "quoted-printable" : "8bit");
	buf_printf(out, "\n");
	if (hide)
		add_quoted_printable(out, &text);
	else
		buf_add(out, text.data, text.len);
	buf_free(&text);
}
