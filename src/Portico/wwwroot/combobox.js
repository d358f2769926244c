// Arrow keys and Enter of every input[data-combobox]: they never travel to the server, and none is lost while it answers.
const listOf = box => document.getElementById(box.getAttribute('aria-controls'));
const optionsOf = box => [...(listOf(box)?.querySelectorAll('[role=option]') ?? [])];

function choose(box, option) {
  for (const other of optionsOf(box)) other.setAttribute('aria-selected', String(other === option));
  if (option) {
    box.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  } else box.removeAttribute('aria-activedescendant');
}

function chosen(box) {
  const options = optionsOf(box);
  return options.find(o => o.id === box.getAttribute('aria-activedescendant')) ?? options[0];
}

// Enter may come before the hits: it waits for those of what stands in the input, never takes older ones.
function take(box, patience) {
  if (!box.value.trim()) return;
  const list = listOf(box);
  if (list && list.dataset.for === box.value.trim()) chosen(box)?.click();
  else if (patience > 0 && document.activeElement === box) setTimeout(() => take(box, patience - 1), 50);
}

// The keys were heard from the first load on; what one box was told before that is told again.
export function attach(box) {
  portico.ready(box);
}

if (!window.porticoCombobox) {
  window.porticoCombobox = true;
  document.addEventListener('keydown', event => {
    const box = event.target.closest?.('input[data-combobox]');
    if (!box || event.isComposing) return;
    const options = optionsOf(box);
    const at = options.findIndex(o => o.id === box.getAttribute('aria-activedescendant'));
    if (event.key === 'ArrowDown' && options.length) choose(box, options[(at + 1) % options.length]);
    else if (event.key === 'ArrowUp' && options.length) choose(box, options[(at <= 0 ? options.length : at) - 1]);
    else if (event.key === 'Enter') take(box, 60);
    else if (event.key === 'Escape' && box.value) {
      box.value = '';
      box.dispatchEvent(new Event('input', { bubbles: true }));
    } else return;
    event.preventDefault();
  });
  document.addEventListener('input', event => {
    const box = event.target.closest?.('input[data-combobox]');
    if (box) choose(box, null);
  });
}
