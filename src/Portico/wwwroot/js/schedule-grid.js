// The day grid in the browser: arrows, drag and move mode. The server hears only of what was chosen, never of a pointer's way.
export function attach(grid, net) {
  const stop = new AbortController();
  const on = (type, act, options) => grid.addEventListener(type, act, { signal: stop.signal, ...options });
  const columns = () => [...grid.querySelectorAll('[data-key]')];
  const columnOf = element => element.closest('[data-key]');
  const start = element => Number(element.dataset.t);
  const items = column => [...column.querySelectorAll('[data-t]')].sort((a, b) => start(a) - start(b));
  let first = Number(grid.dataset.first), last = Number(grid.dataset.last);
  const clock = cell => `${(Math.floor(cell / 12) + 11) % 12 + 1}:${String(cell % 12 * 5).padStart(2, '0')} ${cell % 288 < 144 ? 'AM' : 'PM'}`;
  const say = text => { grid.querySelector('[data-say]').textContent = text; };
  const follow = element => {
    grid.querySelectorAll('[data-t][tabindex="0"]').forEach(e => { e.tabIndex = -1; });
    element.tabIndex = 0;
  };
  const keep = () => { if (!grid.querySelector('[data-t][tabindex="0"]')) { const any = grid.querySelector('[data-t]'); if (any) any.tabIndex = 0; } };
  let moving = null;
  // What has the focus, so that a refresh that draws it elsewhere, or takes it away, does not drop the person on the page.
  let held = null;
  const hold = () => {
    if (!held || moving || (document.activeElement && document.activeElement !== document.body))
      return;
    const near = () => {
      const column = grid.querySelector(`[data-key="${held.column}"]`);
      return column && items(column).sort((a, b) => Math.abs(start(a) - held.cell) - Math.abs(start(b) - held.cell))[0];
    };
    const back = (held.id && grid.querySelector(`[data-id="${held.id}"]`)) || near();
    back?.focus({ preventScroll: true });
  };

  const paint = () => {
    moving.ghost.style.setProperty('--t', moving.cell - first);
    if (moving.ghost.parentElement !== moving.column)
      moving.column.append(moving.ghost);
    moving.ghost.style.setProperty('--n', moving.length);
    moving.ghost.querySelector('b').textContent = moving.sizing ? `${clock(moving.cell)} to ${clock(moving.cell + moving.length)}` : clock(moving.cell);
  };
  const begin = (element, sizing) => {
    const ghost = element.cloneNode(true);
    for (const name of ['data-t', 'data-id', 'tabindex', 'id'])
      ghost.removeAttribute(name);
    ghost.setAttribute('aria-hidden', 'true');
    ghost.classList.add('ghost');
    if (!sizing) element.classList.add('leaving');
    moving = { element, ghost, sizing, column: columnOf(element), cell: start(element), length: Number(element.dataset.cells) };
    paint();
  };
  const end = () => { moving?.ghost.remove(); moving?.element.classList.remove('leaving'); moving = null; };
  const drop = async () => {
    const { element, column, cell, ghost, sizing, length } = moving;
    if (column === columnOf(element) && cell === start(element) && length === Number(element.dataset.cells)) { end(); return; }
    moving = null;
    ghost.classList.add('sent');
    say(sizing ? 'Changing the length.' : 'Moving.');
    held = { id: element.dataset.id };
    try {
      if (sizing) await net.invokeMethodAsync('Resize', element.dataset.id, length * 5);
      else await net.invokeMethodAsync('MoveHere', element.dataset.id, column.dataset.key, cell * 5);
    }
    catch { say('Nothing was changed: there is no connection.'); }
    finally { ghost.remove(); element.classList.remove('leaving'); hold(); }
  };
  const shift = (cells, across) => {
    if (moving.sizing) {
      moving.length = Math.min(Math.max(moving.length + cells, 1), last - moving.cell);
      paint();
      say(`${moving.length * 5} minutes, to ${clock(moving.cell + moving.length)}`);
      return;
    }
    const all = columns();
    moving.cell = Math.min(Math.max(moving.cell + cells, first), last - moving.length);
    moving.column = all[Math.min(Math.max(all.indexOf(moving.column) + across, 0), all.length - 1)];
    paint();
    moving.ghost.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    say(`${clock(moving.cell)}, ${moving.column.dataset.name}`);
  };

  const views = { D: 0, W: 1, M: 2 };
  let anchor = null;
  const choose = (elements, toggle) => {
    const ids = elements.filter(e => e?.dataset.movable !== undefined).map(e => e.dataset.id);
    if (ids.length) { anchor = ids.at(-1); net.invokeMethodAsync('Choose', ids, toggle); }
  };
  const reach = here => {
    const from = anchor && columnOf(here).querySelector(`[data-id="${anchor}"]`);
    const list = items(columnOf(here)).filter(e => e.dataset.movable !== undefined);
    const [a, b] = [list.indexOf(from ?? here), list.indexOf(here)].sort((x, y) => x - y);
    return list.slice(a, b + 1);
  };

  on('keydown', event => {
    const here = event.target.closest('[data-t]');
    if (!here || event.altKey)
      return;
    if (event.ctrlKey || event.metaKey) {
      const key = event.key.toLowerCase();
      if (moving || event.shiftKey) return;
      if (key === 'x' && here.dataset.movable !== undefined) net.invokeMethodAsync('CutOut', here.dataset.id);
      else if (key === 'v') net.invokeMethodAsync('Paste', columnOf(here).dataset.key, start(here) * 5);
      else if (key === ' ' && here.dataset.movable !== undefined) choose([here], true);
      else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (moving) {
      if (way) shift(way[0] * (event.shiftKey ? 1 : 3), way[1]);
      else if (event.key === 'Enter') drop();
      else if (event.key === 'Escape') { end(); say('Nothing was changed.'); }
      else return;
    } else if (way && way[0] && event.shiftKey) {
      // Over the visits alone: what lies on the way is chosen with them.
      const list = items(columnOf(here)).filter(e => e === here || e.dataset.movable !== undefined);
      const next = list[list.indexOf(here) + way[0]];
      choose([here, next], false);
      if (next) { follow(next); next.focus(); }
    } else if (way) {
      const list = items(columnOf(here)), all = columns();
      const column = all[all.indexOf(columnOf(here)) + way[1]];
      const next = way[0] ? list[list.indexOf(here) + way[0]]
        : column && items(column).sort((a, b) => Math.abs(start(a) - start(here)) - Math.abs(start(b) - start(here)))[0];
      if (next) { follow(next); next.focus(); }
    } else if (event.key === 'm' && here.dataset.movable !== undefined) {
      begin(here);
      say('Moving: arrows choose, Enter drops, Escape leaves it.');
    } else if (event.key === 'r' && here.dataset.movable !== undefined) {
      begin(here, true);
      say('Changing the length: up and down choose, Enter keeps it, Escape leaves it.');
    } else if (event.key === 'x' && here.dataset.movable !== undefined) choose([here], true);
    else if (event.key === 'Escape' && grid.querySelector('.chosen, .leaving')) net.invokeMethodAsync('Choose', [], false);
    else if (views[event.key] !== undefined) {
      document.body.dataset.turned = 'yes';
      // Already there: no other grid comes to take it.
      setTimeout(() => { delete document.body.dataset.turned; }, 5000);
      net.invokeMethodAsync('Turn', views[event.key]);
    }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  on('focusin', event => {
    const here = event.target.closest('[data-t]');
    if (!here) return;
    follow(here);
    held = { id: here.dataset.id, column: columnOf(here).dataset.key, cell: start(here) };
  });
  const elsewhere = event => { if (!grid.contains(event.target)) held = null; };
  for (const sign of ['focusin', 'pointerdown'])
    document.addEventListener(sign, elsewhere, { signal: stop.signal });
  on('focusout', () => { if (moving && !moving.pointer) end(); });
  on('click', event => {
    const here = event.target.closest('[data-t]');
    if (!here || here.dataset.dragged) { if (here) delete here.dataset.dragged; return; }
    if (here.dataset.movable !== undefined && (event.ctrlKey || event.metaKey)) choose([here], true);
    else if (here.dataset.movable !== undefined && event.shiftKey) choose(reach(here), false);
    else if (here.dataset.id) net.invokeMethodAsync('Open', here.dataset.id);
    else net.invokeMethodAsync('Pick', columnOf(here).dataset.key, start(here) * 5);
  });
  on('pointerdown', event => {
    const here = event.target.closest('[data-movable]');
    // A finger scrolls; "Move to…" is its way.
    if (!here || event.button !== 0 || event.pointerType === 'touch')
      return;
    const from = { x: event.clientX, y: event.clientY }, drag = new AbortController();
    const grip = event.clientY - here.getBoundingClientRect().top, sizing = !!event.target.closest('.grip');
    const listen = (type, act) => addEventListener(type, act, { signal: drag.signal });
    listen('pointermove', move => {
      if (!moving && Math.hypot(move.clientX - from.x, move.clientY - from.y) < 5)
        return;
      if (!moving) { begin(here, sizing); moving.pointer = true; here.dataset.dragged = 'yes'; }
      const under = columns().find(c => { const r = c.getBoundingClientRect(); return move.clientX >= r.left && move.clientX < r.right; });
      const box = (under ?? moving.column).getBoundingClientRect(), step = move.shiftKey ? 1 : 3;
      if (sizing) {
        const end = first + Math.round((move.clientY - box.top) / box.height * (last - first) / step) * step;
        moving.length = Math.min(Math.max(end - moving.cell, 1), last - moving.cell);
      } else {
        const cell = (move.clientY - grip - box.top) / box.height * (last - first);
        moving.column = under ?? moving.column;
        moving.cell = Math.min(Math.max(first + Math.round(cell / step) * step, first), last - moving.length);
      }
      paint();
      const edge = grid.getBoundingClientRect();
      grid.scrollBy(move.clientX > edge.right - 40 ? 16 : move.clientX < edge.left + 60 ? -16 : 0,
        move.clientY > edge.bottom - 32 ? 16 : move.clientY < edge.top + 64 ? -16 : 0);
    });
    listen('pointerup', () => { drag.abort(); if (moving) drop(); setTimeout(() => { delete here.dataset.dragged; }); });
    listen('pointercancel', () => { drag.abort(); end(); });
    listen('keydown', key => { if (key.key === 'Escape') { drag.abort(); end(); } });
  });

  const wall = () => Object.fromEntries(new Intl.DateTimeFormat('en-CA', { timeZone: grid.dataset.zone, hourCycle: 'h23', year: 'numeric',
    month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).formatToParts(new Date()).map(p => [p.type, p.value]));
  const now = () => {
    const line = grid.querySelector('[data-now]'), at = wall(), cell = (Number(at.hour) * 60 + Number(at.minute)) / 5;
    line.hidden = !grid.dataset.dates.split(' ').includes(`${at.year}-${at.month}-${at.day}`) || cell < first || cell > last;
    line.style.setProperty('--t', cell - first);
    // Asked of the day that is shown: two zones can agree today and not then.
    const noon = new Date(`${grid.dataset.dates.slice(0, 10)}T12:00:00Z`), way = { hourCycle: 'h23', day: '2-digit', hour: '2-digit', minute: '2-digit' };
    const words = zone => new Intl.DateTimeFormat('en-CA', { timeZone: zone, ...way }).format(noon);
    grid.querySelector('[data-zone-note]').hidden = Number.isNaN(noon.getTime()) || words(grid.dataset.zone) === words(undefined);
    const named = grid.querySelector('[data-zone-here]'), own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    // Writing it changes the grid, which leads here again: once is enough.
    if (named.textContent !== own) named.textContent = own;
  };
  // An early or a late visit makes the drawn day longer: what is looked at stays where it is.
  const grow = () => {
    const before = [first, last], earlier = first - Number(grid.dataset.first);
    [first, last] = [Number(grid.dataset.first), Number(grid.dataset.last)];
    if (earlier) grid.scrollTop += earlier * (columns()[0]?.offsetHeight ?? 0) / (last - first);
    // Painting changes the grid, which leads here again: only where the day really changed.
    if (moving && (before[0] !== first || before[1] !== last)) paint();
    now();
  };
  // The browser's own anchor would be a second hand on the wheel.
  grid.style.overflowAnchor = 'none';
  now();
  keep();
  // A key led here: the hand is still on the keyboard.
  if (document.body.dataset.turned) { delete document.body.dataset.turned; (grid.querySelector('[data-id]') ?? grid.querySelector('[data-t]'))?.focus(); }
  const timer = setInterval(now, 20000), watch = new MutationObserver(() => { grow(); keep(); hold(); });
  watch.observe(grid, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-first', 'data-last'] });
  portico.ready(grid);
  return {
    showNow() { const line = grid.querySelector('[data-now]'); if (!line.hidden) line.scrollIntoView({ block: 'center' }); },
    detach() { stop.abort(); clearInterval(timer); watch.disconnect(); },
  };
}
