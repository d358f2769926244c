// Arrow keys stay in the browser: at 150 ms a round trip the board must move under the hand.
const row = element => element?.closest?.('tr[data-row]');
const rows = () => [...document.querySelectorAll('tr[data-row]')];

function stop(at, index) {
  at.tabIndex = index;
  for (const button of at.querySelectorAll('button')) button.tabIndex = index;
}

// The row that has the focus, or is under the pointer: where it stands on the screen, and which one it is.
const hand = { row: null, top: 0, index: 0, isFocused: false };
function hold(at, isFocused) {
  hand.row = at;
  hand.isFocused = isFocused;
  hand.index = rows().indexOf(at);
  measure();
}
function measure() {
  if (hand.row?.isConnected) hand.top = hand.row.getBoundingClientRect().top;
}

function onPointer(event) {
  const here = row(event.target);
  if (here && here !== hand.row) hold(here, here.contains(document.activeElement));
}

function onFocus(event) {
  const here = row(event.target);
  if (!here) return;
  for (const other of rows()) if (other !== here && other.tabIndex === 0) stop(other, -1);
  stop(here, 0);
  hold(here, true);
}

function onKey(event) {
  const here = row(event.target);
  if (!here || event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]')) return;
  const all = rows();
  const at = all.indexOf(here);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) {
    all[Math.max(0, Math.min(all.length - 1, to))].focus();
    event.preventDefault();
  } else if (event.key === 'Enter' && event.target === here) {
    here.querySelector('[data-next]')?.click();
    event.preventDefault();
  } else if (event.key.toLowerCase() === 'm' && event.target.tagName !== 'INPUT') {
    here.querySelector('[data-more]')?.click();
    event.preventDefault();
  }
}

// A refresh may add or take rows above the one under the hand: the page scrolls by as much, before it is painted.
// It may also take the row that Tab would have reached, or the one that has the focus: its neighbour takes over.
let watching;
function settle() {
  const all = rows();
  if (hand.row && !hand.row.isConnected) {
    const next = hand.isFocused && document.activeElement === document.body ? all[Math.min(hand.index, all.length - 1)] : null;
    hand.row = null;
    next?.focus({ preventScroll: true });
  } else if (hand.row) {
    const moved = hand.row.getBoundingClientRect().top - hand.top;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' });
    hand.index = all.indexOf(hand.row);
    measure();
  }
  if (all.length && !all.some(r => r.tabIndex === 0)) stop(all[0], 0);
}

export function attach(board) {
  document.addEventListener('keydown', onKey);
  document.addEventListener('focusin', onFocus);
  document.addEventListener('pointermove', onPointer, { passive: true });
  document.addEventListener('scroll', measure, { passive: true });
  addEventListener('resize', measure);
  // The browser's own anchor may be another row: two hands on one wheel.
  document.documentElement.style.overflowAnchor = 'none';
  watching = new MutationObserver(settle);
  watching.observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true, characterData: true });
  settle();
  // Who was at a row before this script came stays there.
  onFocus({ target: document.activeElement });
  portico.ready(board);
}

export function detach() {
  document.removeEventListener('keydown', onKey);
  document.removeEventListener('focusin', onFocus);
  document.removeEventListener('pointermove', onPointer);
  document.removeEventListener('scroll', measure);
  removeEventListener('resize', measure);
  document.documentElement.style.overflowAnchor = '';
  watching?.disconnect();
  hand.row = null;
}
