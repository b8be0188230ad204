'use strict';
// The table of the report: sorting, filtering, turning pages. All text goes in as text.
(() => {
	const byId = (id) => document.getElementById(id);
	const data = JSON.parse(byId('rows').textContent);
	const FILE = 0, PAGE = 1, SOURCE = 2, VERDICT = 3, CONF = 4, EDITS = 5, WARNINGS = 6, CHARS = 7, MS = 8, CODE = 9, SHOWN = 10;
	const perPage = 100;
	const body = byId('table').tBodies[0], heads = [...document.querySelectorAll('#table th[data-key]')];
	const number = new Intl.NumberFormat('en');
	let order = 'rank', up = true, first = 0, found = [];

	// What each column sorts by. rank is the order of the rows as they came.
	const rank = new Map(data.rows.map((r, i) => [r, i]));
	const place = (list) => {
		const sorted = list.map((s, i) => i).sort((a, b) => list[a] < list[b] ? -1 : list[a] > list[b] ? 1 : 0);
		const at = [];
		sorted.forEach((i, n) => { at[i] = n; });
		return at;
	};
	const files = place(data.files), sources = place(data.sources), verdicts = place(data.verdicts), codes = place(data.codes);
	const keys = {
		rank: (r) => rank.get(r), file: (r) => files[r[FILE]], page: (r) => r[PAGE], source: (r) => sources[r[SOURCE]],
		verdict: (r) => verdicts[r[VERDICT]], conf: (r) => r[CONF], edits: (r) => r[EDITS], warnings: (r) => r[WARNINGS],
		chars: (r) => r[CHARS], ms: (r) => r[MS], code: (r) => codes[r[CODE]],
	};

	const span = (ms) => {
		const s = Math.floor(ms / 1000);
		if (ms < 1000) return ms + ' ms';
		if (s < 60) return (ms / 1000).toFixed(1) + ' s';
		if (s < 3600) return Math.floor(s / 60) + ' min ' + s % 60 + ' s';
		return number.format(Math.floor(s / 3600)) + ' h ' + Math.floor(s / 60) % 60 + ' min';
	};
	const conf = (c) => c < 0 ? '–' : c >= 1000 ? '100 %' : (c / 10).toFixed(1) + ' %';

	const cell = (tr, text, name) => {
		const td = tr.insertCell();
		if (name) td.className = name;
		td.textContent = text;
		return td;
	};
	const draw = () => {
		const rows = found.slice(first, first + perPage);
		body.replaceChildren();
		for (const r of rows) {
			const tr = body.insertRow();
			if (r[CODE]) tr.className = 'failed';
			cell(tr, number.format(rank.get(r) + 1), 'num');
			const name = document.createElement('bdi');
			name.textContent = data.files[r[FILE]];
			let inside = name;
			if (r[SHOWN]) {
				inside = document.createElement('a');
				inside.href = '#p' + r[SHOWN];
				inside.append(name);
			}
			cell(tr, '', 'file').append(inside);
			cell(tr, r[PAGE] ? number.format(r[PAGE]) : '–', 'num');
			cell(tr, data.sources[r[SOURCE]], 'wide-only');
			cell(tr, data.verdicts[r[VERDICT]], 'wide-only');
			cell(tr, conf(r[CONF]), 'num');
			cell(tr, number.format(r[EDITS]), 'num wide-only');
			cell(tr, number.format(r[WARNINGS]), 'num wide-only');
			cell(tr, number.format(r[CHARS]), 'num wide-only');
			if (data.times) cell(tr, span(r[MS]), 'num wide-only');
			cell(tr, r[CODE] ? data.codes[r[CODE]] : 'ok');
		}
		const last = Math.min(first + perPage, found.length);
		byId('state').textContent = found.length === 0 ? 'No page is like that.' :
			number.format(first + 1) + ' to ' + number.format(last) + ' of ' + number.format(found.length) + (found.length < data.rows.length ? ' pages found, of ' + number.format(data.rows.length) : ' pages');
		byId('pager').hidden = found.length <= perPage;
		byId('prev').disabled = first === 0;
		byId('next').disabled = last === found.length;
	};

	const select = () => {
		const name = byId('f-file').value.toLowerCase(), source = byId('f-source').value, verdict = byId('f-verdict').value;
		const code = byId('f-code').value, most = byId('f-conf').value === '' ? null : 10 * Number(byId('f-conf').value);
		const named = data.files.map((f) => f.toLowerCase().includes(name));
		found = data.rows.filter((r) => named[r[FILE]] && (source === '' || data.sources[r[SOURCE]] === source) &&
			(verdict === '' || data.verdicts[r[VERDICT]] === verdict) &&
			(code === '' || code === 'ok' && !r[CODE] || code === 'failed' && r[CODE] || code === '=' + data.codes[r[CODE]]) &&
			(most === null || r[CONF] >= 0 && r[CONF] <= most));
		const key = keys[order], sign = up ? 1 : -1;
		found.sort((a, b) => sign * (key(a) - key(b)) || rank.get(a) - rank.get(b));
		first = 0;
		draw();
	};

	const choices = (id, list, value) => {
		for (const s of [...list].sort()) {
			if (s === '') continue;
			const o = document.createElement('option');
			o.value = value(s);
			o.textContent = s;
			byId(id).append(o);
		}
	};
	choices('f-source', data.sources, (s) => s);
	choices('f-verdict', data.verdicts, (s) => s);
	choices('f-code', data.codes, (s) => '=' + s);

	for (const th of heads) {
		const button = document.createElement('button');
		button.type = 'button';
		button.append(...th.childNodes);
		button.addEventListener('click', () => {
			const key = th.dataset.key;
			up = order === key ? !up : true;
			order = key;
			for (const h of heads) {
				if (h === th) h.setAttribute('aria-sort', up ? 'ascending' : 'descending');
				else h.removeAttribute('aria-sort');
			}
			select();
		});
		th.replaceChildren(button);
	}
	const form = byId('filter');
	form.addEventListener('submit', (e) => e.preventDefault());
	form.addEventListener('input', select);
	form.addEventListener('reset', () => setTimeout(select));
	byId('prev').addEventListener('click', () => { first = Math.max(0, first - perPage); draw(); });
	byId('next').addEventListener('click', () => { first += perPage; draw(); });
	form.hidden = false;
	select();

	// Escape closes the explanation of a repair.
	document.addEventListener('keydown', (e) => { if (e.key === 'Escape') document.activeElement?.blur(); });
})();
