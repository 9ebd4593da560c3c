// SPDX-License-Identifier: GPL-2.0-only
#include "csv.h"

#include <string.h>

/* One field from *at on; *at is left at the comma or line end behind it. */
static char *parse_field(const char **at, const char *what)
{
	const char *p = *at;
	char *field, *to;
	size_t len;

	if (*p != '"') {
		len = strcspn(p, ",\r\n");
		field = text("%.*s", (int)len, p);
		if (strchr(field, '"'))
			broken("%s: a quote inside a bare field: %s", what, field);
		*at = p + len;
		return field;
	}
	field = text("%s", ++p);
	for (to = field; *p != '"' || *++p == '"'; p++) {
		if (!*p)
			broken("%s: a quoted field that does not end", what);
		*to++ = *p;
	}
	*to = '\0';
	*at = p;
	return field;
}

struct csv csv_parse(struct bytes bytes, const char *what)
{
	struct csv table = { 0 };
	const char *at = bytes.data;
	size_t room = 1, column = 0, i;
	const char **fields;

	if (strlen(bytes.data) != bytes.size)
		broken("%s: holds a NUL byte", what);
	for (i = 0; i < bytes.size; i++)
		room += bytes.data[i] == ',' || bytes.data[i] == '\n';
	fields = zeroed(room + 1, sizeof(*fields));
	table.fields = fields;
	for (i = 0; *at; i++) {
		fields[i] = parse_field(&at, what);
		column++;
		if (*at == ',') {
			at++;
			continue;
		}
		at += at[0] == '\r' && at[1] == '\n';
		if (*at++ != '\n')
			broken("%s: no line end behind '%s'", what, fields[i]);
		if (!table.columns)
			table.columns = column;
		else
			table.rows++;
		if (column != table.columns)
			broken("%s: row %zu has %zu fields, not %zu", what,
			       table.rows, column, table.columns);
		column = 0;
	}
	if (column || !table.columns)
		broken("%s: %s", what, column ? "cut" : "empty");
	return table;
}

const char *csv_get(const struct csv *table, size_t row, const char *name)
{
	size_t i;

	for (i = 0; i < table->columns; i++)
		if (!strcmp(table->fields[i], name))
			return table->fields[(row + 1) * table->columns + i];
	broken("no column %s", name);
}
