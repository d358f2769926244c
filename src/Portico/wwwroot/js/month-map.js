// The month in the browser: arrows go from day to day, and a key turns to the day or the week.
export function attach(map, net) {
  const stop = new AbortController();
  const days = () => [...map.querySelectorAll('[data-day]')];
  const follow = element => { days().forEach(e => { e.tabIndex = e === element ? 0 : -1; }); };
  const keep = () => {
    const all = days();
    if (all.length && !all.some(e => e.tabIndex === 0)) (all.find(e => e.dataset.day === map.dataset.date) ?? all[0]).tabIndex = 0;
  };
  const turn = (day, week) => { document.body.dataset.turned = 'yes'; net.invokeMethodAsync('Turn', day, week); };
  map.addEventListener('focusin', event => { const here = event.target.closest('[data-day]'); if (here) follow(here); }, { signal: stop.signal });
  map.addEventListener('keydown', event => {
    const here = event.target.closest('[data-day]');
    if (!here || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const all = days(), at = all.indexOf(here);
    const next = { ArrowUp: at - 7, ArrowDown: at + 7, ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) all[next]?.focus();
    else if (event.key === 'D' || event.key === 'W') turn(here.dataset.day, event.key === 'W');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal: stop.signal });
  const watch = new MutationObserver(keep);
  watch.observe(map, { childList: true, subtree: true });
  keep();
  // A key led here: the hand is still on the keyboard.
  if (document.body.dataset.turned) { delete document.body.dataset.turned; map.querySelector('[data-day][tabindex="0"]')?.focus(); }
  portico.ready(map);
  return { detach() { stop.abort(); watch.disconnect(); } };
}
