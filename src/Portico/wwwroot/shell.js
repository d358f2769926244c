// What the frame does in the browser: dialogs, focus, palette, shortcuts, connection. No framework, no inline handler.
(() => {
  'use strict';
  const root = document.documentElement;
  // What was pressed until now is lost with the page: whoever looks for it finds the reason in the console.
  const loadAgain = why => { console.info(`The page is loaded again: ${why}`); location.reload(); };
  const $ = (selector, from = document) => from.querySelector(selector);
  const isTyping = element => element instanceof HTMLElement
    && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  const isSeen = element => element.getClientRects().length > 0;

  // ---- dates ----
  // A date is typed part by part, and each part is a change: told at once, the server's answer would overwrite the part that is
  // being typed. It is told when the field is left, or sent.
  let keyed = null;
  let untold = null;
  const tell = () => {
    const field = untold;
    keyed = untold = null;
    field?.dispatchEvent(new Event('change', { bubbles: true }));
  };
  addEventListener('pointerdown', tell, true);
  addEventListener('focusout', tell, true);
  addEventListener('keydown', event => {
    if (event.key === 'Enter')
      tell();
    else if (event.target instanceof HTMLInputElement && /^(date|time)$/.test(event.target.type))
      keyed = event.target;
  }, true);
  addEventListener('change', event => {
    if (!event.isTrusted || event.target !== keyed)
      return;
    untold = keyed;
    event.stopImmediatePropagation();
  }, true);

  // ---- theme ----
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const turnTheme = () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    localStorage.setItem('portico-theme', root.dataset.theme);
  };

  // ---- clinic time ----
  const tick = () => {
    for (const clock of document.querySelectorAll('[data-clinic-zone]')) {
      const now = new Date().toLocaleTimeString('en-US', { timeZone: clock.dataset.clinicZone, hour: 'numeric', minute: '2-digit' }).replace(/\s/g, ' ');
      if (clock.textContent !== now)
        clock.textContent = now;
    }
  };
  setInterval(tick, 5000);

  // ---- where this desk stands: chosen once in the header, kept by the browser, told to the server with every page ----
  let deskAt = '', moving = 0, keyedAt = -Infinity;
  const standAt = place => {
    document.cookie = `portico-location=${place}; path=/; max-age=34560000; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
    const here = new URL(location.href);
    // What the address asked for was of the place before.
    for (const name of ['location', 'provider'])
      here.searchParams.delete(name);
    history.replaceState(history.state, '', here);
    line.comeBack();
  };
  addEventListener('keydown', event => {
    if (event.target.matches?.('[data-desk-location]'))
      keyedAt = performance.now();
  }, true);
  addEventListener('change', event => {
    if (!event.target.matches?.('[data-desk-location]'))
      return;
    // The arrows pass by other places on the way to the one that is meant.
    clearTimeout(moving);
    moving = setTimeout(() => standAt(event.target.value), performance.now() - keyedAt < 300 ? 1000 : 0);
  });
  // Chosen in another tab: the circuit of this one still stands where it began.
  const standHere = () => {
    const at = $('.topbar')?.dataset.deskAt ?? '';
    if (deskAt && at && at !== deskAt)
      loadAgain('another location was chosen in another tab');
    deskAt ||= at;
  };

  // ---- focus after a navigation: the field that asks for it, else the heading; never once the person has begun ----
  let arrival = null;
  let before = { children: [], until: 0 };
  const arrive = () => {
    delete document.body.dataset.interactive;
    // The page before may stand until the circuit takes it away. One that stays was written over in place: a static page.
    before = { children: [...($('.desk')?.children ?? [])], until: performance.now() + 700 };
    arrival = { until: performance.now() + 4000, from: document.activeElement };
    settle();
    setTimeout(settle, 750);
  };
  const isThePageBefore = desk =>
    performance.now() < before.until && before.children.length > 0 && before.children.every((child, n) => child === desk.children[n]);
  const settle = () => {
    const desk = $('.desk') ?? $('main');
    if (desk && isThePageBefore(desk))
      return;
    if (desk && desk.childElementCount > 0 && !document.body.dataset.interactive)
      // Names the page that answers: while the next one is fetched, the address has changed already.
      document.body.dataset.interactive = location.pathname;
    if (!arrival || !desk)
      return;
    const held = document.activeElement;
    if (performance.now() > arrival.until || desk.contains(held) || (held !== document.body && held !== arrival.from)) {
      arrival = null;
      return;
    }
    const wanted = [...desk.querySelectorAll('[autofocus]')].find(isSeen);
    const heading = $('h1', desk);
    if (wanted) {
      arrival = null;
      wanted.focus();
    } else if (heading && !arrival.heading) {
      // The field may still come with the data: the heading holds the place, so a screen reader already speaks.
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      arrival = { ...arrival, from: heading, heading: true };
      setTimeout(settle, 0);
    }
  };
  for (const sign of ['keydown', 'pointerdown'])
    addEventListener(sign, () => { arrival = null; }, true);

  // ---- dialogs: a <dialog data-modal> opens when it appears; the focus goes back when it goes ----
  const openers = new Map();
  const watchDialogs = () => {
    for (const dialog of document.querySelectorAll('dialog[data-modal]:not([open])')) {
      if (openers.has(dialog))
        continue;
      openers.set(dialog, document.activeElement);
      dialog.showModal();
    }
    for (const [dialog, opener] of openers) {
      if (dialog.isConnected)
        continue;
      openers.delete(dialog);
      if (document.activeElement && document.activeElement !== document.body)
        continue;
      const back = opener?.isConnected && isSeen(opener) && opener !== document.body ? opener : $('.desk h1');
      if (back) {
        if (back.tagName === 'H1')
          back.tabIndex = -1;
        back.focus();
      }
    }
  };

  // ---- the hand: what comes in above a field that is being typed in does not push it away ----
  let grip = null;
  const place = field => field.getBoundingClientRect().top + scrollY;
  const letGo = () => {
    if (grip)
      root.style.overflowAnchor = grip.anchor;
    grip = null;
  };
  const holdStill = () => {
    if (!grip)
      return;
    if (grip.field !== document.activeElement) {
      letGo();
      return;
    }
    const moved = place(grip.field) - grip.place;
    if (Math.abs(moved) >= 1)
      scrollBy({ top: moved, behavior: 'instant' });
    grip.place += moved;
  };
  addEventListener('input', event => {
    const field = event.target;
    if (!event.isTrusted || !isTyping(field) || field === grip?.field || field.closest('dialog, .schedule'))
      return;
    letGo();
    // The browser's own anchor may be another line: two hands on one wheel.
    grip = { field, place: place(field), anchor: root.style.overflowAnchor };
    root.style.overflowAnchor = 'none';
  }, true);
  addEventListener('focusout', letGo, true);
  // Who sends the form waits for what is said above it.
  addEventListener('keydown', event => {
    if (event.key === 'Enter')
      letGo();
  }, true);

  // ---- the row under the hand: a list that a refresh changes above it scrolls by as much, before it is painted ----
  const held = { row: null, top: 0, index: 0, isFocused: false, page: '' };
  const rows = () => [...document.querySelectorAll('tr[data-row]')];
  const measureRow = () => {
    if (held.row?.isConnected)
      held.top = held.row.getBoundingClientRect().top;
  };
  const holdRow = (element, isFocused) => {
    const row = element.closest?.('tr[data-row]');
    if (!row || (row === held.row && !isFocused))
      return;
    Object.assign(held, { row, index: rows().indexOf(row), isFocused: isFocused || row.contains(document.activeElement), page: location.pathname });
    // The browser's own anchor may be another row: two hands on one wheel.
    root.style.overflowAnchor = 'none';
    measureRow();
  };
  const keepRow = () => {
    if (!held.row)
      return;
    if (held.row.isConnected) {
      const moved = held.row.getBoundingClientRect().top - held.top;
      // A field that is being typed in goes before.
      if (!grip && Math.abs(moved) >= 1)
        scrollBy({ top: moved, behavior: 'instant' });
      held.index = rows().indexOf(held.row);
      measureRow();
      return;
    }
    // The row that had the focus is gone: its neighbour takes over, unless the page went with it.
    const isHere = held.page === location.pathname;
    const left = isHere && held.isFocused && document.activeElement === document.body ? rows() : [];
    const next = left[Math.min(held.index, left.length - 1)];
    held.row = null;
    if (!isHere)
      root.style.overflowAnchor = '';
    (next?.hasAttribute('tabindex') ? next : next?.querySelector('a, button'))?.focus({ preventScroll: true });
  };
  addEventListener('focusin', event => holdRow(event.target, true));
  addEventListener('pointermove', event => holdRow(event.target, false), { passive: true });
  addEventListener('scroll', measureRow, { passive: true });
  addEventListener('resize', measureRow);

  new MutationObserver(changes => {
    watchDialogs();
    settle();
    holdStill();
    keepRow();
    palette.hand();
    line.fill();
    if (changes.some(c => ((c.target.closest ? c.target : c.target.parentElement)?.closest('.desk'))))
      line.answered();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });

  // ---- palette ----
  const palette = {
    asked: 0, timer: 0, abort: null, isAsking: false, isWanted: false,
    get dialog() { return $('#palette'); },
    get input() { return $('#palette-input'); },
    options() { return [...this.dialog.querySelectorAll('[role=option]')].filter(o => !o.hidden); },
    open() {
      if (!this.dialog || this.dialog.open)
        return;
      this.opener = document.activeElement;
      this.input.value = '';
      this.filter();
      this.dialog.showModal();
      this.input.focus();
    },
    close() {
      this.dialog.close();
    },
    filter() {
      const typed = this.input.value.trim().toLowerCase();
      const words = typed.split(/\s+/).filter(Boolean);
      for (const option of this.dialog.querySelectorAll('[data-fixed]')) {
        const label = option.firstElementChild.textContent.toLowerCase();
        option.hidden = !words.every(w => label.includes(w));
      }
      clearTimeout(this.timer);
      this.abort?.abort();
      const asked = ++this.asked;
      this.isWanted = false;
      this.isAsking = typed.length >= 2;
      if (!this.isAsking) {
        this.show([]);
        return;
      }
      this.timer = setTimeout(() => this.ask(typed, asked), 120);
      this.choose(this.options()[0]);
      this.say('');
    },
    async ask(typed, asked) {
      this.abort = new AbortController();
      try {
        const answer = await line.insist('shell/find', {
          method: 'POST', signal: this.abort.signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ typed }),
        });
        if (asked !== this.asked)
          return;
        if (!answer.ok) {
          this.isAsking = false;
          this.say(answer.status === 401 ? 'You are signed out: sign in again to search.' : 'Patients cannot be searched now. Try again.');
          return;
        }
        const found = await answer.json();
        if (asked === this.asked)
          this.show(found);
      } catch (failure) {
        if (failure.name !== 'AbortError' && asked === this.asked) {
          this.isAsking = false;
          this.say('No connection: patients cannot be searched now.');
        }
      }
    },
    show(found) {
      const hits = found.flatMap(source => source.restHref
        ? [...source.hits, { label: `Show all: ${source.count}`, hint: 'On a page of their own', href: source.restHref, isRest: true }] : source.hits);
      const list = $('#palette-list');
      const chosen = this.chosen()?.dataset.href;
      const pages = this.options().filter(o => o.hasAttribute('data-fixed')).length;
      // Nobody found: what is done then is one key away.
      if (found.length > 0 && hits.length === 0) {
        for (const action of list.querySelectorAll('[data-if-nothing]'))
          action.hidden = false;
      }
      for (const old of list.querySelectorAll(':not([data-fixed])[role=option]'))
        old.remove();
      hits.slice().reverse().forEach((hit, index) => {
        const option = document.createElement('li');
        option.setAttribute('role', 'option');
        option.id = 'palette-hit-' + (hits.length - 1 - index);
        option.dataset.href = hit.href;
        option.toggleAttribute('data-rest', hit.isRest === true);
        const label = document.createElement('span');
        label.textContent = hit.label;
        const hint = document.createElement('span');
        hint.className = 'what';
        hint.textContent = hit.hint;
        option.append(label, hint);
        list.prepend(option);
      });
      const options = this.options();
      // A choice made with the arrows stays; before that the best hit is offered.
      this.choose((this.moved && options.find(o => o.dataset.href === chosen)) || options[0]);
      const said = found.filter(source => source.hits.length > 0)
        .map(source => source.restHref ? `${source.hits.length} of ${source.count}` : source.count);
      if (pages > 0)
        said.push(pages === 1 ? '1 page or action' : `${pages} pages and actions`);
      this.say(said.length ? said.join(', ') : 'Nothing found');
      this.isAsking = false;
      if (this.isWanted && this.dialog.open)
        this.go(this.chosen());
    },
    // Enter takes a patient of what stands in the box: those of fewer letters, still shown on a slow line, may be others.
    enter() {
      const option = this.chosen();
      this.isWanted = this.isAsking && !this.moved && option !== null && !option.hasAttribute('data-fixed');
      if (!this.isWanted)
        this.go(option);
    },
    say(text) { $('#palette-said').textContent = text; },
    chosen() { return $('[role=option][aria-selected=true]', this.dialog); },
    choose(option) {
      for (const other of this.dialog.querySelectorAll('[role=option]'))
        other.setAttribute('aria-selected', other === option ? 'true' : 'false');
      if (option) {
        this.input.setAttribute('aria-activedescendant', option.id);
        option.scrollIntoView({ block: 'nearest' });
      } else {
        this.input.removeAttribute('aria-activedescendant');
      }
    },
    step(by) {
      const options = this.options();
      if (options.length === 0)
        return;
      this.moved = true;
      this.choose(options[(options.indexOf(this.chosen()) + by + options.length) % options.length]);
    },
    go(option) {
      if (!option)
        return;
      this.carried = option.hasAttribute('data-rest') ? this.input.value.trim() : null;
      this.close();
      go(option.dataset.href);
      this.hand();
    },
    // What was typed goes on in the search of the page that shows the rest: by hand, for it may be a name and is in no address.
    hand() {
      const field = this.carried && document.body.dataset.interactive === location.pathname && $('.desk [data-combobox]');
      if (!field)
        return;
      field.value = this.carried;
      this.carried = null;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.focus();
    },
  };
  const go = href => {
    if (broken() || !window.Blazor)
      location.assign(href);
    else
      Blazor.navigateTo(href);
  };

  // ---- shortcuts ----
  const keysOn = () => localStorage.getItem('portico-keys') !== 'off';
  let first = null;
  addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k' && palette.dialog) {
      event.preventDefault();
      palette.open();
      return;
    }
    // A field's own undo comes first; outside of one, the last act is taken back.
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'z'
      && !isTyping(event.target) && !$('dialog[open]') && $('[data-undo]')) {
      event.preventDefault();
      $('[data-undo]').click();
      return;
    }
    if (palette.dialog?.open && event.target === palette.input) {
      const act = {
        ArrowDown: () => palette.step(1), ArrowUp: () => palette.step(-1),
        Enter: () => palette.enter(),
      }[event.key];
      if (act && !event.isComposing) {
        event.preventDefault();
        act();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || !keysOn()
      || isTyping(event.target) || $('dialog[open]'))
      return;
    if (event.key === '?') {
      event.preventDefault();
      go('help/keys');
      return;
    }
    if (event.key.length !== 1)
      return;
    const pressed = first && performance.now() - first.at < 1500 ? `${first.key} ${event.key}` : null;
    first = null;
    const link = pressed && [...document.querySelectorAll('a[data-keys]')].find(a => a.dataset.keys === pressed);
    if (link) {
      event.preventDefault();
      link.click();
    } else if ([...document.querySelectorAll('a[data-keys]')].some(a => a.dataset.keys.startsWith(event.key + ' '))) {
      first = { key: event.key, at: performance.now() };
    }
  });

  // ---- clicks and input of the frame's own elements ----
  // As Blazor says it, not as it looks: a page that is changed in place may be without its stylesheet for a moment.
  const broken = () => $('#blazor-error-ui')?.style.display === 'block';
  addEventListener('click', event => {
    const at = selector => event.target instanceof Element ? event.target.closest(selector) : null;
    // A page that stopped cannot go on in place: its links load afresh.
    if (broken() && at('a[href]'))
      event.stopPropagation();
    if (at('a.skip')) {
      // The address may be another page's (a re-executed 404), and base href would turn the hash into a navigation.
      event.preventDefault();
      event.stopPropagation();
      $('#main').focus();
    } else if (at('[data-palette-open]')) palette.open();
    else if (at('#palette [role=option]')) palette.go(at('[role=option]'));
    else if (event.target === palette.dialog) palette.close();
    else if (at('[data-theme-toggle]')) turnTheme();
    else if (at('[data-print]')) print();
    else if (at('[data-reload]')) location.reload();
    else if (at('[data-reconnect]')) window.Blazor?.reconnect?.();
    const menu = $('details.me[open]');
    if (menu && !at('details.me'))
      menu.open = false;
  }, true);
  addEventListener('keydown', event => {
    const menu = $('details.me[open]');
    if (event.key === 'Escape' && menu) {
      menu.open = false;
      $('summary', menu).focus();
    }
  });
  addEventListener('input', event => {
    if (event.target === palette.input && palette.dialog) {
      palette.moved = false;
      palette.filter();
    } else if (event.target.matches?.('[data-keys-toggle]')) {
      localStorage.setItem('portico-keys', event.target.checked ? 'on' : 'off');
    }
  });
  const paintToggles = () => {
    for (const toggle of document.querySelectorAll('[data-keys-toggle]'))
      toggle.checked = keysOn();
  };

  // ---- a bad line: nothing typed or pressed is lost ----
  // A connection that breaks is taken up again where it broke: SignalR numbers the messages and both ends say again what the other
  // missed. Only when the line stays away longer than the server waits does the circuit connect anew, and then what was on its way is
  // gone: the fields that were touched are said again, and the last button that got no answer is pressed again.
  const sleep = ms => new Promise(done => setTimeout(done, ms));
  const pause = tried => sleep(Math.min(2000, 100 * 2 ** tried));
  const line = {
    patience: 50000, silence: 7000, isDown: false, isOpen: false, waiting: 0, touched: new Map(), act: null,
    bar: $('#components-reconnect-modal'),
    get isAway() { return this.isDown || this.waiting > 0; },
    // While something is tried again for longer than a blink, the bar says so; it covers no field.
    async patiently(attempt, isOver) {
      let isWaiting = false;
      try {
        for (let tried = 0; ; tried++) {
          try {
            return await attempt(tried);
          } catch (failure) {
            if (isOver(failure, tried))
              throw failure;
          }
          if (!isWaiting) {
            isWaiting = true;
            this.waiting++;
          }
          this.bar?.toggleAttribute('data-waiting', tried > 1);
          await pause(tried);
        }
      } finally {
        if (isWaiting)
          this.waiting--;
        if (this.waiting === 0)
          this.bar?.removeAttribute('data-waiting');
      }
    },
    // For what may be read twice: asks until the whole answer is here, or nobody wants it any more.
    insist(input, init) {
      return this.patiently(async () => {
        const answer = await plainFetch(input, init);
        const body = answer.body ? await answer.blob() : null;
        const whole = new Response(body?.size ? body : null, { status: answer.status, statusText: answer.statusText, headers: answer.headers });
        return Object.defineProperties(whole, { url: { value: answer.url }, redirected: { value: answer.redirected }, type: { value: answer.type } });
      }, failure => failure.name === 'AbortError' || init?.signal?.aborted);
    },
    note(event) {
      const field = event.target;
      if (!event.isTrusted || !(field instanceof Element) || !field.closest('.desk') || field.type === 'file')
        return;
      this.touched.set(field, (this.touched.get(field) ?? new Set()).add(event.type));
      if (this.touched.size > 200)
        this.touched.delete(this.touched.keys().next().value);
    },
    press(event) {
      const target = event.target instanceof Element ? event.target : null;
      const pressed = event.type === 'submit' ? event.submitter ?? target : target?.closest('button, [role=button], summary, [role=option], [role=gridcell]');
      if (!pressed?.closest('.desk') || (event.type === 'click' && pressed.type === 'submit' && pressed.form))
        return;
      const form = event.type === 'submit' ? target : null;
      // A form that the browser itself posts needs no circuit.
      if (form?.method === 'post' && form.hasAttribute('action'))
        return;
      if (event.isTrusted && this.isSameAct(event, pressed, form)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      const key = form && $('input[data-form-key]', form);
      this.act = { pressed, form, key, keyWas: key?.value, words: pressed.textContent, at: performance.now(), answered: false };
      // The server hears which form was sent, before it hears that it was: one answered meanwhile is not sent again.
      key?.dispatchEvent(new Event('change', { bubbles: true }));
      if (this.isDown) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    // Pressed again before anybody can have read the answer: the same act, by a nervous hand.
    isSameAct(event, pressed, form) {
      const act = this.act;
      if (act === null || act.form !== form || (form === null && !(act.pressed === pressed && pressed.matches('.primary, .danger'))))
        return false;
      const isSoon = performance.now() - act.at < 500;
      return (isSoon && (form !== null || event.detail > 1 || act.words === pressed.textContent)) || (!act.answered && this.isAway);
    },
    // A form with a key is answered when it has another one, or is gone; of other acts any change of the page tells.
    answered() {
      if (!this.isAway && this.act)
        this.act.answered ||= !this.act.key || !this.act.key.isConnected || this.act.key.value !== this.act.keyWas;
    },
    // The server is back, but what it knew of this page is gone: the page comes again with what stands in its fields, and offers its draft.
    async comeBack() {
      const fields = [...this.touched.keys()].filter(f => f.isConnected && f.id && f.type !== 'password' && !f.hasAttribute('data-not-kept'))
        .map(f => ({ id: f.id, value: /checkbox|radio/.test(f.type) ? String(f.checked) : f.value }));
      if (fields.length > 0)
        await plainFetch('shell/keep', {
          method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ page: location.pathname, fields }),
        }).catch(() => null);
      loadAgain('the server no longer knows this page');
    },
    // What stood in the fields when the page had to come again, while nobody has typed there anew.
    async giveBack() {
      if (performance.getEntriesByType('navigation')[0]?.type !== 'reload' || !$('.topbar .me'))
        return;
      const answer = await plainFetch('shell/give-back', {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ page: location.pathname }),
      }).catch(() => null);
      this.kept = answer?.ok ? await answer.json() : [];
      this.fill();
    },
    fill() {
      this.kept = this.kept?.filter(({ id, value }) => {
        const field = document.getElementById(id);
        if (!field || !field.closest('.desk'))
          return true;
        if (!this.touched.has(field)) {
          if (/checkbox|radio/.test(field.type))
            field.checked = value === 'true';
          else
            field.value = value;
          for (const kind of ['input', 'change'])
            field.dispatchEvent(new Event(kind, { bubbles: true }));
          this.touched.set(field, new Set(['input', 'change']));
        }
        return false;
      });
    },
    changed(state) {
      if (state === 'show' || state === 'retrying') {
        this.isDown = true;
      } else if (state === 'hide' && this.isDown) {
        this.isDown = false;
        for (const [field, kinds] of this.touched) {
          if (field.isConnected)
            for (const kind of kinds)
              field.dispatchEvent(new Event(kind, { bubbles: true }));
          else
            this.touched.delete(field);
        }
        // What the server had already done arrives first, and takes the button's turn.
        const act = this.act;
        setTimeout(() => {
          if (this.isDown || !act || this.act !== act || act.answered)
            return;
          this.act = null;
          if (act.form?.isConnected)
            act.form.requestSubmit(act.pressed !== act.form && act.pressed.isConnected ? act.pressed : null);
          else if (!act.form && act.pressed.isConnected)
            act.pressed.click();
        }, 800);
      } else if (state === 'rejected' || state === 'resume-failed') {
        this.comeBack();
      }
    },
  };
  // ---- one press is one act: a key held down, and a second Enter before the answer to the first could be read ----
  const sent = new WeakMap();
  addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.repeat && event.target.closest?.('.desk') && !event.target.matches('textarea'))
      event.preventDefault();
  }, true);
  addEventListener('submit', event => {
    if (!event.target.closest('.desk'))
      return;
    const before = sent.get(event.target) ?? -Infinity;
    if (performance.now() - before < 500) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sent.set(event.target, performance.now());
  }, true);

  // A socket that dials again while the line is away, and hangs up on one that fell silent: the server speaks every 2 or 3 s.
  class PatientSocket {
    static OPEN = WebSocket.OPEN;
    constructor(url) {
      this.url = url;
      this.dial();
    }
    get readyState() { return this.socket?.readyState ?? WebSocket.CONNECTING; }
    async dial() {
      const until = performance.now() + line.patience;
      let refusals = 0;
      try {
        await line.patiently(async () => {
          if (this.isOver)
            throw new Error('given up');
          try {
            await this.open();
          } catch (failure) {
            // The server answers but does not know this connection any more.
            refusals = await plainFetch('health/live', { cache: 'no-store' }).then(() => refusals + 1, () => 0);
            throw failure;
          }
        }, () => this.isOver || refusals > 2 || performance.now() > until);
      } catch (closed) {
        this.onclose?.(closed.event ?? new CloseEvent('close'));
      }
    }
    open() {
      return new Promise((opened, failed) => {
        const socket = this.socket = new WebSocket(this.url);
        socket.binaryType = 'arraybuffer';
        let heard = 0, watch = 0;
        const hangUp = event => {
          clearInterval(watch);
          socket.onopen = socket.onmessage = socket.onclose = null;
          socket.close();
          if (heard > 0)
            this.onclose?.(event);
          else
            failed(Object.assign(new Error('not opened'), { event }));
        };
        watch = setInterval(() => {
          if (performance.now() - (heard || began) > line.silence)
            hangUp(new CloseEvent('close'));
        }, 1000);
        const began = performance.now();
        socket.onopen = event => {
          if (this.isOver)
            return hangUp(new CloseEvent('close'));
          heard = performance.now();
          opened();
          this.onopen?.(event);
        };
        socket.onmessage = event => {
          heard = performance.now();
          this.onmessage?.(event);
        };
        socket.onclose = hangUp;
        this.hangUp = () => { clearInterval(watch); socket.close(); };
      });
    }
    send(data) { this.socket.send(data); }
    close() {
      this.isOver = true;
      this.hangUp?.();
    }
    // Nobody wants this connection any more: one that is still dialled must not stay in the way of the next.
    giveUp() {
      if (this.readyState === WebSocket.OPEN || this.isOver)
        return;
      this.close();
      this.onclose?.(new CloseEvent('close'));
    }
  }
  // The first connection, and each after a long time away, is tried until it stands.
  const connect = builder => {
    let socket = null;
    class Socket extends PatientSocket {
      constructor(url) {
        super(url);
        socket = this;
      }
    }
    builder.withUrl('_blazor', { transport: 1, WebSocket: Socket }).withStatefulReconnect()
      .withServerTimeout(60000).withKeepAliveInterval(5000);
    const build = builder.build.bind(builder);
    builder.build = () => {
      const connection = build(), start = connection.start.bind(connection), stop = connection.stop.bind(connection);
      line.isOpen &&= line.isDown;
      const until = performance.now() + line.patience;
      connection.start = () => line.patiently(() => start(), () => performance.now() > until);
      connection.stop = () => {
        socket?.giveUp();
        return stop();
      };
      // It broke for good before the page came to life: nothing can have been typed.
      connection.onclose(error => { if (error && !line.isOpen) loadAgain(`the connection broke before the page came to life: ${error.message}`); });
      return connection;
    };
  };
  const plainFetch = window.fetch.bind(window);
  // The next page of an enhanced navigation: the address has changed already, so it is asked for until it comes. And the goodbye
  // to a circuit, which Blazor sends without looking whether it arrives.
  window.fetch = (input, init) => (/enhanced-nav=on/.test(init?.headers?.accept ?? '') && (init.method ?? 'get').toLowerCase() === 'get')
    || input === '_blazor/disconnect' ? line.insist(input, init) : plainFetch(input, init);
  window.portico = {
    // A field that asks for the focus late, on a slow line, does not take it from where the person is meanwhile.
    focus(field) {
      const held = document.activeElement;
      if (field?.isConnected && (!held || held === document.body || /^(H1|DIALOG)$/.test(held.tagName)))
        field.focus();
    },
    // A part's script is there: what was pressed meanwhile is done now, in its order.
    ready(part) {
      const early = part.early ?? [];
      part.dataset.ready = '';
      delete part.early;
      for (const act of early)
        act();
    },
    // Loads a component's script. A browser may remember that a module failed: the next try has another address.
    load(path) {
      const address = new URL(path, document.baseURI).href;
      const until = performance.now() + line.patience;
      return line.patiently(tried => import(tried === 0 ? address : `${address}?again=${tried}`), () => performance.now() > until);
    },
  };
  // A part whose script is still on its way keeps what is pressed for it: keys, and where the script alone hears clicks, the last click.
  addEventListener('click', event => {
    const part = event.target instanceof Element && event.target.closest('[data-script="clicks"]:not([data-ready])');
    const button = part && event.target.closest('button');
    if (button)
      part.early = [() => button.isConnected && button.click()];
  }, true);
  addEventListener('keydown', event => {
    const target = event.target;
    const part = target instanceof Element && !event.altKey && target.closest('[data-script]:not([data-ready])');
    if (!part || event.isComposing)
      return;
    const { key, code, ctrlKey, metaKey, shiftKey } = event, early = part.early ?? [];
    // A button's Enter is a click, unless it follows other keys; letters in a field are typed; and what Ctrl does is mostly the browser's.
    const isItsOwn = target.closest('a, select') || (key === 'Enter' && target.closest('button') && early.length === 0)
      || (isTyping(target) ? key !== 'Enter' : key.length > 1 && !/^(Enter|Escape|Arrow)/.test(key)) || (key === ' ' && !ctrlKey)
      || ((ctrlKey || metaKey) && !(part.dataset.script === 'clicks' && /^[xv ]$/i.test(key)));
    if (isItsOwn || early.length === 20)
      return;
    part.early = [...early, () => {
      // The keys before may have moved the focus within the part.
      const at = part.contains(document.activeElement) ? document.activeElement : target;
      if (at.isConnected)
        at.dispatchEvent(new KeyboardEvent('keydown', { key, code, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true }));
    }];
    if (key.length > 1 || ctrlKey || metaKey)
      event.preventDefault();
  }, true);
  addEventListener('input', event => line.note(event), true);
  addEventListener('change', event => line.note(event), true);
  addEventListener('click', event => line.press(event), true);
  addEventListener('submit', event => line.press(event), true);
  line.bar?.addEventListener('components-reconnect-state-changed', event => line.changed(event.detail.state));

  // ---- start ----
  const begin = () => {
    line.touched.clear();
    line.kept = null;
    line.act = null;
    const menu = $('details.me[open]');
    if (menu)
      menu.open = false;
    standHere();
    tick();
    paintToggles();
    arrive();
  };
  begin();
  line.giveBack();
  if (window.Blazor) {
    Blazor.start({
      circuit: {
        configureSignalR: connect,
        // There are none: without this every circuit begins with a question that can be lost.
        initializers: { beforeStart: [], afterStarted: [] },
        circuitHandlers: [{ onCircuitOpened: () => { line.isOpen = true; } }],
        reconnectionOptions: { maxRetries: 500, retryIntervalMilliseconds: tried => tried < 1 ? 0 : Math.min(5000, 250 * 2 ** Math.min(tried, 5)) },
      },
    });
    Blazor.addEventListener('enhancedload', begin);
  }
})();
