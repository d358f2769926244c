// Rows of work, on the board and on the reschedule list. Arrow keys stay in the browser: at 150 ms a round trip the list must move under the hand.
const row = element => element?.closest?.('tr[data-row]');
const rows = () => [...document.querySelectorAll('tr[data-row]')];

function stop(at, index) {
  at.tabIndex = index;
  for (const button of at.querySelectorAll('button')) button.tabIndex = index;
}

function onFocus(event) {
  const here = row(event.target);
  if (!here) return;
  for (const other of rows()) if (other !== here && other.tabIndex === 0) stop(other, -1);
  stop(here, 0);
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

// A refresh may take the row that Tab would have reached.
let watching;
function settle() {
  const all = rows();
  if (all.length && !all.some(r => r.tabIndex === 0)) stop(all[0], 0);
}

export function attach(list) {
  document.addEventListener('keydown', onKey);
  document.addEventListener('focusin', onFocus);
  watching = new MutationObserver(settle);
  watching.observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true });
  settle();
  // Who was at a row before this script came stays there.
  onFocus({ target: document.activeElement });
  portico.ready(list);
}

export function detach() {
  document.removeEventListener('keydown', onKey);
  document.removeEventListener('focusin', onFocus);
  watching?.disconnect();
}
