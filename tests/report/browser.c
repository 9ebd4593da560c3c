// SPDX-License-Identifier: GPL-2.0-only
#include "report/browser.h"

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"

#define PATIENCE 60		/* seconds, for a machine with other work */

static struct {
	struct started driver;
	pid_t owner;
	int port;
	char *session;		/* "/session/ID" */
} browser;

const char *browser_missing(void)
{
	struct run found = RUN(NULL, "sh", "-c",
			       "command -v chromedriver && command -v chromium");

	return found.status == 0 ? NULL :
	       "no chromium: apt-get install chromium chromium-driver";
}

static int dial(void)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons(browser.port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	struct timeval patience = { .tv_sec = PATIENCE };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0)
		broken("chromedriver: %s", strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	return fd;
}

/* Are all bytes of the answer there?  The driver says how many it has. */
static bool is_whole(const struct bytes *all)
{
	const char *end = strstr(all->data, "\r\n\r\n");
	const char *says = strcasestr(all->data, "\r\nContent-Length:");

	return end && says && says < end &&
	       all->size >= end + 4 - all->data + strtoul(says + 17, NULL, 10);
}

/* The bytes of an answer. */
static struct bytes exchange(const char *request)
{
	struct bytes all = { 0 };
	size_t room = 0, len = strlen(request), sent = 0;
	ssize_t n;
	int fd = dial();

	for (; sent < len; sent += n) {
		n = write(fd, request + sent, len - sent);
		if (n <= 0)
			broken("chromedriver: %s", strerror(errno));
	}
	do {
		if (room - all.size < 65536) {
			room = 2 * room + 65537;
			all.data = realloc(all.data, room + 1);
		}
		n = read(fd, all.data + all.size, room - all.size);
		if (n > 0)
			all.size += n;
		all.data[all.size] = '\0';
	} while (n > 0 && !is_whole(&all));
	if (n < 0)
		broken("chromedriver does not answer: %s", strerror(errno));
	close(fd);
	return all;
}

/* The "value" of the answer, an error's too.  Takes over @body. */
static json_t *call(const char *method, const char *path, json_t *body)
{
	char *sent = body ? json_dumps(body, 0) : strdup("");
	struct bytes answer = exchange(text(
		"%s %s%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
		"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		method, browser.session ? browser.session : "", path,
		strlen(sent), sent));
	char *start = strstr(answer.data, "\r\n\r\n");
	json_t *all = start ? json_loads(start + 4, 0, NULL) : NULL, *value;

	if (!all)
		broken("chromedriver says: %s", answer.data);
	value = json_incref(json_object_get(all, "value"));
	json_decref(all);
	json_decref(body);
	free(sent);
	free(answer.data);
	return value;
}

static bool failed(json_t *value)
{
	return json_object_get(value, "error") != NULL;
}

static json_t *demand(const char *method, const char *path, json_t *body)
{
	json_t *value = call(method, path, body);

	if (failed(value))
		broken("%s: %s", path, json_string_value(
			       json_object_get(value, "message")));
	return value;
}

/* It says on which port it listens. */
static int wait_for_port(void)
{
	static const char words[] = "started successfully on port ";
	struct timespec pause = { .tv_nsec = 20000000 };
	int i;

	for (i = 0; i < PATIENCE * 50; i++) {
		char said[4096];
		ssize_t n = pread(browser.driver.out, said, sizeof(said) - 1, 0);
		char *at;

		said[n > 0 ? n : 0] = '\0';
		at = strstr(said, words);
		if (at && strchr(at, '\n'))
			return atoi(at + sizeof(words) - 1);
		nanosleep(&pause, NULL);
	}
	broken("chromedriver does not start");
}

/* Also when the driver does not answer any more. */
static void end_driver(void)
{
	if (!browser.driver.pid || browser.owner != getpid())
		return;
	kill(-browser.driver.pid, SIGTERM);
	waitpid(browser.driver.pid, NULL, 0);
	browser.driver.pid = 0;
}

void browser_close(void)
{
	char *session = browser.session;

	if (!session || browser.owner != getpid())
		return;
	browser.session = NULL;
	json_decref(call("DELETE", session, NULL));
	end_driver();
}

static void launch(void)
{
	char *home = scratch();
	json_t *value;

	/* The driver ends its browser; its group goes if it cannot. */
	browser.driver = start(&(struct command){
		.dir = home, .own_group = true, .argv = {
			"env", text("TMPDIR=%s", home), text("HOME=%s", home),
			"chromedriver", "--port=0"
		}
	});
	browser.owner = getpid();
	atexit(end_driver);
	atexit(browser_close);
	browser.port = wait_for_port();
	value = demand("POST", "/session", json_pack(
		"{s:{s:{s:s, s:{s:[s,s,s,s,s,s], s:s}}}}",
		"capabilities", "alwaysMatch", "browserName", "chrome",
		"goog:chromeOptions",
		"args", "--headless=new", "--no-sandbox", "--disable-gpu",
		"--disable-dev-shm-usage", "--hide-scrollbars",
		text("--user-data-dir=%s/profile", home),
		"binary", "/usr/bin/chromium"));
	browser.session = text("/session/%s", json_string_value(
				       json_object_get(value, "sessionId")));
	json_decref(value);
}

static void need_browser(void)
{
	if (!browser.session)
		launch();
}

static void devtools(const char *command, json_t *params)
{
	need_browser();
	json_decref(demand("POST", "/goog/cdp/execute",
			   json_pack("{s:s, s:o}", "cmd", command,
				     "params", params)));
}

void browser_open(const char *path)
{
	need_browser();
	json_decref(demand("POST", "/url", json_pack("{s:s}", "url",
						     "about:blank")));
	json_decref(demand("POST", "/url", json_pack("{s:o}", "url",
			json_string(text("file://%s", path)))));
}

/* "/element/ID", or NULL. */
static char *find(const char *css)
{
	json_t *value = call("POST", "/element", json_pack(
		"{s:s, s:s}", "using", "css selector", "value", css)), *id;
	const char *key;
	char *path = NULL;

	if (!failed(value))
		json_object_foreach(value, key, id)
			path = text("/element/%s", json_string_value(id));
	json_decref(value);
	return path;
}

static bool act(const char *css, const char *what, json_t *body)
{
	char *element = find(css);
	json_t *value;
	bool ok;

	if (!element) {
		json_decref(body);
		return false;
	}
	value = call("POST", text("%s/%s", element, what), body);
	ok = !failed(value);
	json_decref(value);
	return ok;
}

bool browser_click(const char *css)
{
	return act(css, "click", json_object());
}

bool browser_type(const char *css, const char *keys)
{
	return act(css, "value", json_pack("{s:s}", "text", keys));
}

json_t *browser_value(const char *expression)
{
	return demand("POST", "/execute/sync", json_pack("{s:s, s:[]}",
		"script", text("return (%s)", expression), "args"));
}

const char *browser_string(const char *expression)
{
	json_t *value = browser_value(expression);
	const char *string = json_string_value(value);

	string = string ? text("%s", string) : "(no string)";
	json_decref(value);
	return string;
}

long browser_number(const char *expression)
{
	json_t *value = browser_value(expression);
	long number = json_is_true(value) ? 1 : json_is_number(value) ?
		      (long)json_number_value(value) : -1;

	if (json_is_false(value))
		number = 0;
	json_decref(value);
	return number;
}

void browser_size(int width, int height)
{
	if (!width)
		devtools("Emulation.clearDeviceMetricsOverride", json_object());
	else
		devtools("Emulation.setDeviceMetricsOverride", json_pack(
			"{s:i, s:i, s:i, s:b}", "width", width,
			"height", height, "deviceScaleFactor",
			width < 600 ? 2 : 1, "mobile", width < 600));
}

void browser_media(const char *media)
{
	devtools("Emulation.setEmulatedMedia",
		 json_pack("{s:s}", "media", media));
}

void browser_dark(bool dark)
{
	devtools("Emulation.setEmulatedMedia", json_pack("{s:[{s:s, s:s}]}",
		"features", "name", "prefers-color-scheme",
		"value", dark ? "dark" : "light"));
}

void browser_scripts(bool on)
{
	devtools("Emulation.setScriptExecutionDisabled",
		 json_pack("{s:b}", "value", !on));
}

static void put_base64(const char *path, const char *data)
{
	char *encoded = text("%s.base64", path);

	put(encoded, data);
	if (RUN(NULL, "sh", "-c", "base64 -d < \"$1\" > \"$2\"", "sh", encoded,
		path).status)
		broken("%s: cannot decode", path);
	remove_all(encoded);
}

void browser_picture(const char *path)
{
	long width = browser_number("document.documentElement.clientWidth");
	long height = browser_number("document.documentElement.scrollHeight");
	json_t *value;

	/* Rows out of sight are not drawn. */
	browser_size(width, height);
	value = demand("POST", "/goog/cdp/execute", json_pack(
		"{s:s, s:{}}", "cmd", "Page.captureScreenshot", "params"));
	put_base64(path, json_string_value(json_object_get(value, "data")));
	json_decref(value);
}

void browser_print(const char *path)
{
	json_t *value = demand("POST", "/print", json_pack("{s:b}",
							   "background", true));

	put_base64(path, json_string_value(value));
	json_decref(value);
}
