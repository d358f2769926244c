// A scanner is a keyboard: it types line breaks as Enter, and control characters as Ctrl and a key, which the browser has a use for
// (Ctrl+J opens the downloads). In this field they are what they stand for.
const pause = 700;
const asScanned = new Set(['j', 'm', '^', '6', ']', '\\']);

export function attach(field) {
  let ending = 0;
  const tell = () => field.dispatchEvent(new Event('change', { bubbles: true }));
  field.addEventListener('keydown', event => {
    if (!event.ctrlKey || event.altKey || event.metaKey || !asScanned.has(event.key.toLowerCase()))
      return;
    event.preventDefault();
    field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  // A scan has no last character of its own: it has ended when no more comes.
  field.addEventListener('input', () => {
    clearTimeout(ending);
    if (field.value.length > 40)
      ending = setTimeout(tell, pause);
  });
}

// What could not be read makes way for the next scan.
export function again(field) {
  field.focus();
  field.select();
}
