// SPDX-License-Identifier: GPL-2.0-only
#include "report/page.h"

#include <string.h>

/* Both assemblers know .incbin; the Makefile knows what depends on what. */
#define EMBED(name, file)						\
	__asm__(".pushsection .rodata\n"				\
		#name ":\n"						\
		".incbin \"" file "\"\n"				\
		#name "_end:\n"						\
		".popsection\n");					\
	extern const char name[], name##_end[]

EMBED(page_html, "tools/report/page.html");
EMBED(page_css, "tools/report/page.css");
EMBED(page_js, "tools/report/page.js");

static void add_css(struct buf *to, const void *arg)
{
	(void)arg;
	buf_add(to, page_css, page_css_end - page_css);
}

static void add_js(struct buf *to, const void *arg)
{
	(void)arg;
	buf_add(to, page_js, page_js_end - page_js);
}

/* What else claims to be a script or a style in the page is none. */
static void add_policy(struct buf *to, const void *arg)
{
	(void)arg;
	buf_printf(to, "default-src 'none'; style-src 'sha256-%s='; script-src 'sha256-%s='; base-uri 'none'; form-action 'none'",
		   PAGE_CSS_SHA256, PAGE_JS_SHA256);
}

static const struct slot own[] = {
	{ "css", add_css }, { "js", add_js }, { "policy", add_policy }, { 0 }
};

static const struct slot *find(const struct slot *slots, const char *name,
			       size_t len)
{
	for (; slots->name; slots++)
		if (strlen(slots->name) == len && !memcmp(slots->name, name, len))
			return slots;
	return NULL;
}

void page_add(struct buf *to, const struct slot *slots, const void *arg)
{
	const char *at = page_html, *name, *end;

	while ((name = memchr(at, '@', page_html_end - at))) {
		const struct slot *slot = NULL;

		end = memchr(name + 1, '@', page_html_end - name - 1);
		if (end)
			slot = find(own, name + 1, end - name - 1);
		if (end && !slot)
			slot = find(slots, name + 1, end - name - 1);
		if (!slot)
			die("page.html: a slot that nobody fills");
		buf_add(to, at, name - at);
		slot->add(to, arg);
		at = end + 1;
	}
	buf_add(to, at, page_html_end - at);
}
