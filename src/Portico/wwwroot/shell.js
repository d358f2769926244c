// What the frame does in the browser: dialogs, focus, palette, shortcuts, connection. No framework, no inline handler.
(() => {
  'use strict';
  const root = document.documentElement;
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
      const now = new Date().toLocaleTimeString('en-GB', { timeZone: clock.dataset.clinicZone, hour: '2-digit', minute: '2-digit' });
      if (clock.textContent !== now)
        clock.textContent = now;
    }
  };
  setInterval(tick, 5000);

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
  new MutationObserver(changes => {
    watchDialogs();
    settle();
    if (changes.some(c => ((c.target.closest ? c.target : c.target.parentElement)?.closest('.desk'))))
      line.answered();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });

  // ---- palette ----
  const palette = {
    asked: 0, timer: 0, abort: null,
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
      if (typed.length < 2) {
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
        const answer = await fetch('shell/find', {
          method: 'POST', signal: this.abort.signal, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ typed }),
        });
        if (asked !== this.asked)
          return;
        if (!answer.ok) {
          this.say(answer.status === 401 ? 'You are signed out: sign in again to search.' : 'Patients cannot be searched now. Try again.');
          return;
        }
        const hits = await answer.json();
        if (asked === this.asked)
          this.show(hits);
      } catch (failure) {
        if (failure.name !== 'AbortError' && asked === this.asked)
          this.say('No connection: patients cannot be searched now.');
      }
    },
    show(hits) {
      const list = $('#palette-list');
      const chosen = this.chosen()?.dataset.href;
      for (const old of list.querySelectorAll(':not([data-fixed])[role=option]'))
        old.remove();
      hits.slice().reverse().forEach((hit, index) => {
        const option = document.createElement('li');
        option.setAttribute('role', 'option');
        option.id = 'palette-hit-' + (hits.length - 1 - index);
        option.dataset.href = hit.href;
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
      this.say(options.length ? `${options.length} found` : 'Nothing found');
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
      this.close();
      go(option.dataset.href);
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
    if (palette.dialog?.open && event.target === palette.input) {
      const act = {
        ArrowDown: () => palette.step(1), ArrowUp: () => palette.step(-1),
        Enter: () => palette.go(palette.chosen()),
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
  const broken = () => { const bar = $('#blazor-error-ui'); return bar && getComputedStyle(bar).display !== 'none'; };
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

  // ---- a bad network: nothing typed or pressed is lost ----
  // The circuit drops events that were on their way when the connection broke. So fields that were touched are said again
  // once it stands, and the last button that got no answer is pressed again; a form's key makes that one act on the server.
  const line = {
    isDown: false, touched: new Map(), act: null,
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
      this.act = { pressed, form };
      if (this.isDown) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    answered() {
      if (!this.isDown)
        this.act = null;
    },
    changed(state) {
      if (state === 'show' || state === 'retrying') {
        this.isDown = true;
      } else if (state === 'hide' && this.isDown) {
        const act = this.act;
        this.isDown = false;
        this.act = act;
        for (const [field, kinds] of this.touched) {
          if (field.isConnected)
            for (const kind of kinds)
              field.dispatchEvent(new Event(kind, { bubbles: true }));
          else
            this.touched.delete(field);
        }
        // What the server had already done arrives first, and takes the button's turn.
        setTimeout(() => {
          if (this.isDown || !act || this.act !== act)
            return;
          this.act = null;
          if (act.form?.isConnected)
            act.form.requestSubmit(act.pressed !== act.form && act.pressed.isConnected ? act.pressed : null);
          else if (!act.form && act.pressed.isConnected)
            act.pressed.click();
        }, 800);
      } else if (state === 'rejected' && this.touched.size === 0) {
        location.reload();
      }
    },
  };
  addEventListener('input', event => line.note(event), true);
  addEventListener('change', event => line.note(event), true);
  addEventListener('click', event => line.press(event), true);
  addEventListener('submit', event => line.press(event), true);
  $('#components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => line.changed(event.detail.state));

  // ---- start ----
  const begin = () => {
    line.touched.clear();
    line.act = null;
    const menu = $('details.me[open]');
    if (menu)
      menu.open = false;
    tick();
    paintToggles();
    arrive();
  };
  begin();
  if (window.Blazor) {
    Blazor.start({
      circuit: {
        configureSignalR: connection => connection.withServerTimeout(15000).withKeepAliveInterval(5000),
        reconnectionOptions: { maxRetries: 500, retryIntervalMilliseconds: tried => tried < 1 ? 0 : Math.min(5000, 250 * 2 ** Math.min(tried, 5)) },
      },
    });
    Blazor.addEventListener('enhancedload', begin);
  }
})();
