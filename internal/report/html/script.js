
'use strict';
document.documentElement.classList.add('scripted');
addEventListener('DOMContentLoaded', () => {
  const $ = id => document.getElementById(id);
  const rank = { same: 0, changed: 1, loses: 2, refused: 3 };
  const list = [...document.querySelectorAll('details.prompt')];
  if (list.length === 0) return;

  // Details of a large page are packed, some prompts at a time.
  const packed = $('packed');
  const per = packed ? Number(packed.dataset.per) : 0;
  const packs = packed ? JSON.parse(packed.textContent) : [];
  const unpacked = [];
  const unpack = n => unpacked[n] ??= (async () => {
    const bytes = Uint8Array.from(atob(packs[n]), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return JSON.parse(await new Response(stream).text());
  })();
  const fill = async i => {
    const body = list[i].querySelector('.body');
    if (!packed || body.dataset.full) return;
    body.dataset.full = 'yes';
    try {
      body.innerHTML = (await unpack(Math.floor(i / per)))[i % per];
    } catch {
      body.textContent = 'This browser cannot unpack the details; ask for JSON instead.';
    }
  };
  list.forEach((d, i) => d.addEventListener('toggle', () => { if (d.open) fill(i); }));

  // A link to a prompt opens it.
  const reveal = async i => {
    list[i].hidden = false;
    await fill(i);
    list[i].open = true;
    list[i].scrollIntoView();
    list[i].querySelector('summary').focus({ preventScroll: true });
  };
  const follow = () => {
    const m = /^#p(\d+)$/.exec(location.hash);
    if (m && list[m[1] - 1]) reveal(m[1] - 1);
  };
  addEventListener('hashchange', follow);
  follow();

  const rows = [...document.querySelectorAll('.matrix tbody tr')];
  document.querySelector('.matrix')?.addEventListener('click', e => {
    const i = rows.indexOf(e.target.closest('tbody tr'));
    if (i < 0) return;
    e.preventDefault();
    history.pushState(null, '', '#p' + (i + 1));
    reveal(i);
  });

  // A long matrix is laid out as far as the reader has come.
  const bodies = [...document.querySelectorAll('.matrix tbody')].slice(1);
  const nearer = () => bodies.shift()?.classList.add('near');
  const frame = document.querySelector('.tall');
  frame?.addEventListener('scroll', () => {
    if (frame.scrollTop + 2 * frame.clientHeight > frame.scrollHeight) nearer();
  }, { passive: true });

  // What the filter reads, once for each row.
  let texts, ranks;
  const read = () => {
    texts ??= list.map(d => (d.querySelector('.id').textContent + ' ' + d.dataset.tags).toLowerCase());
    ranks ??= rows.map(r => [...r.querySelectorAll('td')].map(c => rank[c.className.split(' ')[0]] ?? -1));
    while (bodies.length > 0) nearer();
  };
  const shown = () => list.filter(d => !d.hidden);
  const filter = () => {
    read();
    const words = $('find').value.toLowerCase().split(/\s+/).filter(Boolean);
    const least = Number($('least').value);
    const where = $('where') ? Number($('where').value) : -1;
    const tests = $('tests').checked;
    list.forEach((d, i) => {
      const worst = ranks[i] ? (where < 0 ? Math.max(-1, ...ranks[i]) : ranks[i][where]) : 0;
      d.hidden = !(words.every(w => texts[i].includes(w)) && (least === 0 || worst >= least) && !(tests && 'test' in d.dataset));
      if (rows[i]) rows[i].hidden = d.hidden;
    });
    const n = shown().length;
    $('count').textContent = n === list.length ? '' : n + ' of ' + list.length + ' prompts';
  };
  if ($('tools')) {
    $('tools').hidden = false;
    $('tools').addEventListener('input', filter);
    $('tools').addEventListener('submit', e => e.preventDefault());
    if (!list.some(d => 'test' in d.dataset)) $('tests').closest('label').hidden = true;
    if ($('find').value || $('least').value !== '0' || $('tests').checked) filter(); // kept over a reload
  }
  if ($('all')) {
    $('all').hidden = false;
    // More than these at once would keep the reader waiting.
    $('open').addEventListener('click', () => shown().slice(0, 200).forEach(d => { d.open = true; }));
    $('close').addEventListener('click', () => list.forEach(d => { d.open = false; }));
  }
});
