// SPDX-License-Identifier: GPL-2.0-only
// Filters, sorting and folding; the page can be read without them.
'use strict';

// Before the rows are there: those that are folded are never laid out.
document.documentElement.classList.add('js');

document.addEventListener('DOMContentLoaded', () => {
	document.querySelectorAll('section.list').forEach(setUp);
});

function setUp(section) {
	const tools = section.querySelector('.tools');
	const table = section.querySelector('table');

	if (!table)
		return;

	const rows = Array.from(table.tBodies, (body) => ({
		body,
		text: body.rows[0].textContent.toLowerCase(),
		data: body.dataset,
	}));
	const search = tools.querySelector('input');
	const selects = Array.from(tools.querySelectorAll('select'));
	const tiles = Array.from(section.querySelectorAll('.tile'));
	const unfoldAll = tools.querySelector('.unfold');
	const none = section.querySelector('.none');
	const count = tools.querySelector('output');

	function filter() {
		const words = search.value.toLowerCase().split(/\s+/);
		const states = tiles.filter(isPressed).map((t) => t.dataset.state);
		let shown = 0;

		for (const row of rows) {
			const wanted =
				(!states.length || states.includes(row.data.state)) &&
				selects.every((s) => !s.value ||
					row.data[s.dataset.filter] === s.value) &&
				words.every((word) => row.text.includes(word));

			row.body.hidden = !wanted;
			shown += wanted;
		}
		none.hidden = shown > 0;
		table.hidden = shown === 0;
		count.textContent = shown === rows.length ?
			`${shown} rows` : `${shown} of ${rows.length} rows`;
	}

	function reset() {
		search.value = '';
		selects.forEach((s) => { s.value = ''; });
		tiles.forEach((t) => press(t, false));
		filter();
		search.focus();
	}

	selects.forEach((select) => fill(select, rows));
	tools.addEventListener('submit', (event) => event.preventDefault());
	tools.addEventListener('input', filter);
	tools.addEventListener('change', filter);
	tiles.forEach((tile) => tile.addEventListener('click', () => {
		press(tile, !isPressed(tile));
		filter();
	}));
	none.querySelector('.reset').addEventListener('click', reset);
	unfoldAll.addEventListener('click', () => {
		const open = !isPressed(unfoldAll);

		press(unfoldAll, open);
		rows.forEach((row) => fold(row.body, open));
	});
	table.tHead.addEventListener('click', (event) => {
		const head = event.target.closest('th');

		if (head)
			sort(table, rows, head);
	});
	table.addEventListener('click', (event) => {
		const line = event.target.closest('tbody > tr:first-child');

		// Whoever selects a name does not want the code.
		if (line && getSelection().isCollapsed)
			fold(line.parentNode,
			     !line.parentNode.classList.contains('unfolded'));
	});
	tools.hidden = false;
	filter();
}

function isPressed(button) {
	return button.getAttribute('aria-pressed') === 'true';
}

function press(button, on) {
	button.setAttribute('aria-pressed', on);
}

function fold(body, open) {
	body.classList.toggle('unfolded', open);
	// Its second cell's button; a query takes a millisecond for each row.
	body.rows[0].cells[1].firstElementChild.setAttribute('aria-expanded',
							     open);
}

// Each value that a row has, with the number of rows that have it.
function fill(select, rows) {
	const counts = new Map();

	for (const row of rows) {
		const value = row.data[select.dataset.filter];

		counts.set(value, (counts.get(value) || 0) + 1);
	}
	for (const value of Array.from(counts.keys()).sort())
		select.add(new Option(`${value} (${counts.get(value)})`, value));
}

const order = new Intl.Collator('en', { numeric: true });

function sort(table, rows, head) {
	const column = head.cellIndex;
	const down = head.getAttribute('aria-sort') === 'ascending';
	const sorted = rows.map((row, i) => ({
		row, i, key: row.body.rows[0].cells[column].textContent,
	}));
	const all = document.createDocumentFragment();

	for (const each of head.parentNode.cells)
		each.removeAttribute('aria-sort');
	head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
	sorted.sort((a, b) => (down ? order.compare(b.key, a.key) :
				      order.compare(a.key, b.key)) || a.i - b.i);
	sorted.forEach((each) => all.append(each.row.body));
	table.append(all);
}
