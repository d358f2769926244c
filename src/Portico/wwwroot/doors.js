// What the doors do in the browser: passkeys, and telling the server of a hand at the screen. No framework, no inline handler.
(() => {
  'use strict';
  const post = (path, body) => fetch(path, {
    method: 'POST', body, redirect: 'manual', headers: body ? { 'Content-Type': 'application/json' } : {},
  });

  // ---- passkeys ----
  const say = text => {
    const line = document.querySelector('[data-passkey-problem]');
    if (line)
      line.textContent = text;
  };
  const signIn = async next => {
    const options = await (await post('/sign-in/passkey/options')).json();
    const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    const answer = await post('/sign-in/passkey', JSON.stringify(credential));
    if (!answer.ok)
      throw new Error('refused');
    location.assign(next || '/');
  };
  const add = async () => {
    const options = await (await post('/passkeys/options')).json();
    const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
    const answer = await post('/passkeys', JSON.stringify(credential));
    if (!answer.ok)
      throw new Error('refused');
    location.reload();
  };
  document.addEventListener('click', async event => {
    const button = event.target instanceof Element ? event.target.closest('[data-passkey]') : null;
    if (!button)
      return;
    say('');
    try {
      await (button.dataset.passkey === 'add' ? add() : signIn(button.dataset.next));
    } catch {
      say('The passkey did not work. Try again, or sign in with name, password and code.');
    }
  });

  // ---- presence: the screen locks when no hand is at it, and goes when its access was taken away ----
  const frame = () => document.querySelector('.topbar .me');
  const every = 20000;
  let lastHand = Date.now();
  let told = 0;
  let idle = 10 * 60000;
  const lock = () => location.assign('/locked?returnUrl=' + encodeURIComponent(location.pathname + location.search));
  for (const sign of ['keydown', 'pointerdown', 'wheel'])
    document.addEventListener(sign, () => { lastHand = Date.now(); }, { capture: true, passive: true });
  const tell = async () => {
    if (!frame())
      return;
    if (Date.now() - lastHand > idle)
      return lock();
    const hand = lastHand > told;
    const at = Date.now();
    try {
      const answer = await post('/presence?hand=' + hand);
      if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403)
        return lock();
      if (answer.ok) {
        idle = (await answer.json()).idleMinutes * 60000;
        if (hand)
          told = at;
      }
    } catch {
      // The network is away; the connection bar says so, and the next turn tells again.
    }
  };
  setInterval(tell, every);
  tell();
})();
