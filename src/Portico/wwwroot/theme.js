// Runs before the first paint, so that a dark screen does not flash white.
(() => {
  const chosen = localStorage.getItem('portico-theme');
  if (chosen === 'light' || chosen === 'dark')
    document.documentElement.dataset.theme = chosen;
})();
