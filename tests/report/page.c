// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page of --report in a browser, by clicks: what can be seen, not what
 * stands in the file.
 *
 * PICTURES=DIR leaves pictures of it there.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "greatest.h"
#include "harness.h"
#include "report/browser.h"
#include "report/report.h"

/* Rows that can be seen, of one table; and what of them. */
#define ROWS(table) \
	"Array.from(document.querySelectorAll('." table " tbody'))" \
	".filter(b => b.rows[0].checkVisibility())"
#define TEXT_OF(n) \
	".map(b => b.rows[0].cells[" #n "].textContent).join(' ')"
#define SITES ROWS("sites")
#define FINDINGS ROWS("findings")
#define SEEN(css) \
	"Array.from(document.querySelectorAll('" css "'))" \
	".filter(e => e.checkVisibility()).length"

static const char two_calls[] =
	"static void g(struct iommu_domain *domain)\n"
	"{\n"
	"	/* iommu_unmap() is remembered here */\n"
	"	iommu_map(domain, 0, 0, SZ_4K, IOMMU_READ);\n"
	"	iommu_unmap(domain, 0, SZ_4K);\n"
	"}\n";
static const char one_open[] =
	"static void h(void)\n"
	"{\n"
	"	domain = iommu_domain_alloc(&some_bus);\n"
	"}\n";

/* b/x.c: 3 sites, converted but for the comment; a/y10.c, a/y9.c: 1, open. */
static const char *converted(void)
{
	static char *page;
	char *dir;

	if (page)
		return page;
	dir = scratch();
	page = text("%s/page.html", dir);
	put(text("%s/b/x.c", dir), two_calls);
	put(text("%s/a/y10.c", dir), one_open);
	put(text("%s/a/y9.c", dir), one_open);
	RUN(dir, tool(), "convert", "--to", "sync", "--level", "6.16",
	    "--report", page);
	return page;
}

TEST every_site_is_a_row(void)
{
	browser_open(converted());
	ASSERT_STR_EQ("open open kept converted converted",
		      browser_string(SITES TEXT_OF(0)));
	ASSERT_STR_EQ("a/y10.c:3 a/y9.c:3 b/x.c:3 b/x.c:4 b/x.c:5",
		      browser_string(SITES TEXT_OF(1)));
	ASSERT_STR_EQ("Convert: 2 sites open", browser_string(
		"document.querySelector('h1').innerText.replace(/^c/, 'C')"));
	PASS();
}

TEST tiles_count_and_filter(void)
{
	browser_open(converted());
	ASSERT_STR_EQ("2 2 1 0", browser_string(
		"Array.from(document.querySelectorAll('.tile b'), b => b.textContent).join(' ')"));
	ASSERT(browser_click(".tile.converted"));
	ASSERT_STR_EQ("converted converted",
		      browser_string(SITES TEXT_OF(0)));
	ASSERT_STR_EQ("2 of 5 rows", browser_string(
			"document.querySelector('output').innerText"));
	ASSERT_STR_EQ("true", browser_string(
		"document.querySelector('.tile.converted').getAttribute('aria-pressed')"));
	ASSERT(browser_click(".tile.kept"));
	ASSERT_STR_EQ("kept converted converted",
		      browser_string(SITES TEXT_OF(0)));
	ASSERT(browser_click(".tile.kept"));
	ASSERT(browser_click(".tile.converted"));
	ASSERT_EQ_FMT(5L, browser_number(SITES ".length"), "%ld");
	PASS();
}

TEST typing_filters_by_all_words(void)
{
	browser_open(converted());
	ASSERT(browser_type("input", "X.c MAP"));
	ASSERT_STR_EQ("b/x.c:3 b/x.c:4 b/x.c:5",
		      browser_string(SITES TEXT_OF(1)));
	ASSERT(browser_type("input", " comment"));
	ASSERT_STR_EQ("b/x.c:3", browser_string(SITES TEXT_OF(1)));
	ASSERT(browser_type("input", "zzz"));
	ASSERT_EQ_FMT(0L, browser_number(SITES ".length"), "%ld");
	ASSERT(browser_click(".reset"));
	ASSERT_EQ_FMT(5L, browser_number(SITES ".length"), "%ld");
	PASS();
}

TEST folder_and_kind_filter(void)
{
	browser_open(converted());
	ASSERT(browser_click("select[data-filter=folder] option[value=a]"));
	ASSERT_STR_EQ("a/y10.c:3 a/y9.c:3", browser_string(SITES TEXT_OF(1)));
	ASSERT_STR_EQ("a (2)", browser_string(
		"document.querySelector('option[value=a]').textContent"));
	ASSERT(browser_click("select[data-filter=kind] option[value=comment]"));
	ASSERT_EQ_FMT(0L, browser_number(SITES ".length"), "%ld");
	ASSERT(browser_click("select[data-filter=folder] option[value='']"));
	ASSERT_STR_EQ("b/x.c:3", browser_string(SITES TEXT_OF(1)));
	PASS();
}

TEST heads_sort_both_ways(void)
{
	browser_open(converted());
	ASSERT(browser_click("th:nth-child(2) button"));
	ASSERT_STR_EQ("a/y9.c:3 a/y10.c:3 b/x.c:3 b/x.c:4 b/x.c:5",
		      browser_string(SITES TEXT_OF(1)));
	ASSERT_STR_EQ("ascending", browser_string(
		"document.querySelector('th:nth-child(2)').ariaSort"));
	ASSERT(browser_click("th:nth-child(2) button"));
	ASSERT_STR_EQ("b/x.c:5 b/x.c:4 b/x.c:3 a/y10.c:3 a/y9.c:3",
		      browser_string(SITES TEXT_OF(1)));
	ASSERT_STR_EQ("descending", browser_string(
		"document.querySelector('th:nth-child(2)').ariaSort"));
	ASSERT(browser_click("th:nth-child(1) button"));
	ASSERT_STR_EQ("converted converted kept open open",
		      browser_string(SITES TEXT_OF(0)));
	ASSERT_EQ_FMT(1L, browser_number(
		"document.querySelectorAll('th[aria-sort]').length"), "%ld");
	PASS();
}

/* The row of b/x.c:5. */
#define LAST ".sites tbody:last-of-type "

TEST a_click_shows_before_and_after(void)
{
	browser_open(converted());
	ASSERT_EQ_FMT(0L, browser_number(SEEN("pre")), "%ld");
	ASSERT(browser_click(LAST ".reason"));
	ASSERT_EQ_FMT(1L, browser_number(SEEN("pre")), "%ld");
	ASSERT_STR_EQ("iommu_unmap", browser_string(
		"document.querySelector('" LAST "del:last-of-type mark').innerText"));
	ASSERT_STR_EQ("iommu_unmap_sync", browser_string(
		"document.querySelector('" LAST "ins:last-of-type mark').innerText"));
	ASSERT_STR_EQ("\tiommu_unmap_sync(domain, 0, SZ_4K);\n", browser_string(
		"document.querySelector('" LAST "ins:last-of-type').textContent"));
	ASSERT(browser_click(LAST ".place button"));
	ASSERT_EQ_FMT(0L, browser_number(SEEN("pre")), "%ld");
	ASSERT(browser_click(".unfold"));
	ASSERT_EQ_FMT(5L, browser_number(SEEN("pre")), "%ld");
	PASS();
}

TEST keys_do_what_clicks_do(void)
{
	browser_open(converted());
	ASSERT(browser_type(LAST ".place button", BROWSER_ENTER));
	ASSERT_EQ_FMT(1L, browser_number(SEEN("pre")), "%ld");
	ASSERT_STR_EQ("true", browser_string(
		"document.querySelector('" LAST ".place button').ariaExpanded"));
	ASSERT(browser_type(".tile.open", BROWSER_ENTER));
	ASSERT_STR_EQ("open open", browser_string(SITES TEXT_OF(0)));
	ASSERT(browser_type("th:nth-child(2) button", BROWSER_ENTER));
	ASSERT_STR_EQ("a/y9.c:3 a/y10.c:3", browser_string(SITES TEXT_OF(1)));
	/* From the search on, everything is reached in the order it is in. */
	ASSERT(browser_type("input", BROWSER_TAB));
	ASSERT_STR_EQ("kind", browser_string(
		"document.activeElement.dataset.filter"));
	PASS();
}

TEST without_scripts_all_is_there(void)
{
	browser_open(converted());
	browser_scripts(false);
	browser_open(converted());
	browser_scripts(true);
	ASSERT_EQ_FMT(0L, browser_number(
		"document.documentElement.classList.contains('js')"), "%ld");
	ASSERT_EQ_FMT(5L, browser_number(SITES ".length"), "%ld");
	ASSERT_EQ_FMT(5L, browser_number(SEEN("pre")), "%ld");
	ASSERT_EQ_FMT(0L, browser_number(SEEN(".tools")), "%ld");
	PASS();
}

TEST paper_has_all_rows_and_no_controls(void)
{
	browser_open(converted());
	ASSERT(browser_click(".tile.open"));
	browser_media("print");
	ASSERT_EQ_FMT(5L, browser_number(SITES ".length"), "%ld");
	ASSERT_EQ_FMT(5L, browser_number(SEEN("pre")), "%ld");
	ASSERT_EQ_FMT(0L, browser_number(SEEN("form, input, select, .unfold, .reset")),
		      "%ld");
	browser_media("");
	PASS();
}

/* Nothing but code reaches beyond the edge, and that scrolls in its box. */
TEST a_phone_shows_all_of_it(const char *page)
{
	browser_size(375, 800);
	browser_open(page);
	ASSERT_EQ_FMT(375L, browser_number(
		"document.documentElement.scrollWidth"), "%ld");
	ASSERT(browser_click(".unfold"));
	ASSERT_EQ_FMT(375L, browser_number(
		"document.documentElement.scrollWidth"), "%ld");
	ASSERT_EQ_FMT(0L, browser_number(
		"Array.from(document.querySelectorAll('body *')).filter(e =>"
		" !e.closest('pre') && e.checkVisibility() &&"
		" e.getBoundingClientRect().right > 375.5).length"), "%ld");
	browser_size(0, 0);
	PASS();
}

/* Findings: check's table, made here without check. */
static const struct rule late = {
	"late-flush", SEVERITY_ERROR, "A page is released before the flush",
	"Until the flush has returned the device can still reach the page, which by then may belong to somebody else. Flush first, then release."
};
static const struct rule slow = {
	"flush-in-loop", SEVERITY_NOTE, "Each round flushes",
	"One flush behind the loop does for all rounds."
};
static const struct rule *const rules[] = { &late, &slow, NULL };

static char long_source[] =
	"static void unmap_all(struct pool *pool)\n{\n"
	"	struct iommu_iotlb_gather gather;\n	struct entry *e;\n\n"
	"	iommu_iotlb_gather_init(&gather);\n"
	"	list_for_each_entry(e, &pool->entries, node) {\n"
	"		if (!e->mapped)\n			continue;\n"
	"		iommu_unmap_fast(pool->domain, e->iova, e->len, &gather);\n"
	"		e->mapped = false;\n\n"
	"		/* pages are counted */\n		pool->count--;\n"
	"		trace_entry(e);\n\n\n\n"
	"		__free_pages(e->page, e->order);\n"
	"	}\n	iommu_iotlb_sync(pool->domain, &gather);\n}\n";

static void add_findings(struct findings *all)
{
	struct finding *f = finding_add(all, &late, CONFIDENCE_HIGH,
		"drivers/x/pool.c", 19, 3,
		strdup("__free_pages() releases the page before the flush"));

	f->function = "unmap_all";
	finding_step(f, 10, 3, strdup("iommu_unmap_fast() of pool->domain"));
	finding_step(f, 19, 3, strdup("__free_pages()"));
	finding_step(f, 21, 2, strdup("iommu_iotlb_sync(), too late"));
	f = finding_add(all, &slow, CONFIDENCE_MODERATE, "drivers/y.c", 7, 1,
			strdup("a flush in each round"));
	f->silenced = strdup("two rounds at most");
}

static const char *found(void)
{
	static char *page;
	struct findings all = { 0 };
	struct source source = {
		.shown = "drivers/x/pool.c",
		.text = { long_source, sizeof(long_source) - 1, 0 },
	};
	struct report report = {
		.command = "check", .line = "iommu-migrate check drivers",
		.folder = "/src/linux", .findings = &all, .rules = rules,
		.sources = &source, .source_count = 1,
	};

	if (page)
		return page;
	page = text("%s/found.html", scratch());
	add_findings(&all);
	findings_sort(&all);
	report_write(page, &report);
	findings_free(&all);
	return page;
}

TEST findings_are_rows_with_their_path(void)
{
	browser_open(found());
	ASSERT_STR_EQ("error silenced", browser_string(FINDINGS TEXT_OF(0)));
	ASSERT_STR_EQ("drivers/x/pool.c:19 drivers/y.c:7",
		      browser_string(FINDINGS TEXT_OF(1)));
	ASSERT_STR_EQ("line 10 iommu_unmap_fast() of pool->domain",
		      browser_string("document.querySelector('.steps li').innerText"));
	ASSERT_EQ_FMT(3L, browser_number(SEEN(".steps li")), "%ld");
	ASSERT(browser_click("select[data-filter=rule] option[value=late-flush]"));
	ASSERT_STR_EQ("error", browser_string(FINDINGS TEXT_OF(0)));
	PASS();
}

#define BACKGROUND(css) \
	"getComputedStyle(document.querySelector('" css "')).backgroundColor"

TEST a_step_lights_up_its_line(void)
{
	const char *before;

	browser_open(found());
	ASSERT_STR_EQ("		__free_pages(e->page, e->order);\n", browser_string(
		"document.querySelector('pre [data-s=\"2\"]').textContent"));
	before = browser_string(BACKGROUND("pre [data-s=\"2\"]"));
	ASSERT(browser_click(".steps li:nth-child(2) a"));
	ASSERT(strcmp(before, browser_string(BACKGROUND("pre [data-s=\"2\"]"))));
	ASSERT_STR_EQ(before, browser_string(BACKGROUND("pre [data-s=\"1\"]")));
	PASS();
}

/* Names, functions, comments and code that would like to be markup. */
TEST hostile_names_are_only_text(void)
{
	static const char name[] =
		"<script>hacked=1<script>&lt;\"' onload=x \xff.c";
	char *dir = scratch(), *page = text("%s/page.html", dir);

	put(text("%s/</%s", dir, name),
	    "/* </script><script>hacked=2</script><img src=x onerror='hacked=3'>"
	    "\x1b[31m iommu_unmap \xfc --> ]]> */\n"
	    "/* \xe2\x80\xae */\n"
	    "void f(void *d)\n{\n	iommu_unmap(d, \"</pre><script>hacked=4</script>\", 1);\n}\n");
	RUN(dir, tool(), "convert", "--to", "sync", "--report", page);
	browser_open(page);
	ASSERT_STR_EQ("undefined", browser_string("typeof hacked"));
	ASSERT_EQ_FMT(1L, browser_number("document.scripts.length"), "%ld");
	ASSERT_EQ_FMT(0L, browser_number("document.images.length"), "%ld");
	ASSERT_EQ_FMT(2L, browser_number(SITES ".length"), "%ld");
	ASSERT_EQ_FMT(0L, browser_number("document.querySelector('.place')"
		".textContent.indexOf('</<script>hacked=1<script>&lt;\"')"),
		"%ld");
	ASSERT(browser_click(".unfold"));
	ASSERT_EQ_FMT(1L, browser_number(
		"document.querySelector('pre').textContent"
		".includes('</script><script>hacked=2</script><img src=x')"), "%ld");
	ASSERT_EQ_FMT(1L, browser_number(
		"document.querySelector('pre').textContent"
		".includes('\\u241b[31m iommu_unmap ') &&"
		"document.querySelector('pre').textContent.includes('[U+202E]')"),
		"%ld");
	PASS();
}

TEST the_page_lets_no_other_script_in_and_loads_nothing(void)
{
	browser_open(converted());
	browser_number("(() => { const s = document.createElement('script');"
		      "s.textContent = 'hacked = 1'; document.head.append(s);"
		      "const i = new Image(); i.src = 'file:///etc/passwd';"
		      "document.body.append(i); return 0; })()");
	ASSERT_STR_EQ("undefined", browser_string("typeof hacked"));
	browser_open(converted());
	ASSERT_EQ_FMT(0L, browser_number(
		"performance.getEntriesByType('resource').length"), "%ld");
	PASS();
}

static void take_pictures(const char *dir)
{
	static const struct {
		const char *name;
		int width;
		bool dark;
	} views[] = {
		{ "desktop", 1280, false }, { "desktop-dark", 1280, true },
		{ "phone", 375, false }, { "phone-dark", 375, true },
	};
	const char *given = getenv("PICTURE_PAGE");
	const char *pages[] = { converted(), found(), given };
	static const char *const names[] = { "convert", "check", "given" };
	size_t i, k;

	for (k = 0; k < (given ? 3 : 2); k++) {
		for (i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
			browser_size(views[i].width, 900);
			browser_open(pages[k]);
			browser_dark(views[i].dark);
			browser_click("#sites .tile.converted");
			browser_click(".sites tbody:not([hidden]) .place button");
			browser_picture(text("%s/%s-%s.png", dir, names[k],
					     views[i].name));
		}
		browser_dark(false);
		browser_size(0, 0);
		browser_print(text("%s/%s-print.pdf", dir, names[k]));
	}
}

SUITE(in_a_browser)
{
	RUN_TEST(every_site_is_a_row);
	RUN_TEST(tiles_count_and_filter);
	RUN_TEST(typing_filters_by_all_words);
	RUN_TEST(folder_and_kind_filter);
	RUN_TEST(heads_sort_both_ways);
	RUN_TEST(a_click_shows_before_and_after);
	RUN_TEST(keys_do_what_clicks_do);
	RUN_TEST(without_scripts_all_is_there);
	RUN_TEST(paper_has_all_rows_and_no_controls);
	RUN_TESTp(a_phone_shows_all_of_it, converted());
	RUN_TESTp(a_phone_shows_all_of_it, found());
	RUN_TEST(findings_are_rows_with_their_path);
	RUN_TEST(a_step_lights_up_its_line);
	RUN_TEST(hostile_names_are_only_text);
	RUN_TEST(the_page_lets_no_other_script_in_and_loads_nothing);
}

TEST no_browser(void)
{
	SKIPm(browser_missing());
}

GREATEST_MAIN_DEFS();

int main(int argc, char **argv)
{
	GREATEST_MAIN_BEGIN();
	if (browser_missing())
		RUN_TEST(no_browser);
	else
		RUN_SUITE(in_a_browser);
	if (getenv("PICTURES") && !browser_missing())
		take_pictures(getenv("PICTURES"));
	browser_close();
	GREATEST_MAIN_END();
}
