import { StudioElement, html, nothing, store } from './element.js';
import './try.js';
import './stream.js';
import './models.js';
import './training.js';
import './dead.js';

const PANELS = {
  try: ['Try', html`<studio-try></studio-try>`],
  stream: ['Stream', html`<studio-stream></studio-stream>`],
  models: ['Models', html`<studio-models></studio-models>`],
  training: ['Training', html`<studio-training></studio-training>`],
  dead: ['Dead letters', html`<studio-dead></studio-dead>`],
};

/** The page: what is shown is in the address behind the #. */
class App extends StudioElement {
  #navigated = () => {
    this.requestUpdate();
    this.updateComplete.then(() => this.querySelector('#panel')?.focus({ preventScroll: true }));
  };

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.#navigated);
    store.start();
  }

  get #panel() {
    const asked = location.hash.replace('#', '');
    return asked in PANELS ? asked : this.last ?? 'try';
  }

  render() {
    const shown = this.#panel;
    this.last = shown;
    return html`
      <header class="container bar">
        <a class="brand" href="#try"><img src="icon.svg" alt="" width="28" height="28"> <span>Limpid</span> <small>studio</small></a>
        <nav aria-label="Panels">
          <ul>${Object.entries(PANELS).map(([id, [title]]) => html`
            <li><a href="#${id}" aria-current=${id === shown ? 'page' : nothing}>${title}${this.#badge(id)}</a></li>`)}
          </ul>
        </nav>
        <div class="account">${this.#state()}${this.#account()}</div>
      </header>
      <div class="container" aria-live="polite">${this.#banner()}</div>
      <main class="container" id="panel" tabindex="-1">${PANELS[shown][1]}</main>`;
  }

  #badge(id) {
    return id === 'dead' && store.status.deadLetters > 0
      ? html` <span class="badge" title="since the studio started">${store.status.deadLetters}</span>` : nothing;
  }

  #state() {
    const ok = store.connected && !store.status.broker;
    const text = !store.connected ? 'studio away' : store.status.broker ? 'broker away' : 'connected';
    return html`<span class="state ${ok ? 'good' : 'bad'}" role="status">${text}</span>`;
  }

  #account() {
    const { canSignIn, user } = store.studio;
    if (user) return html`<span class="user">${user}</span>`;
    return canSignIn ? html`<a href="/api/login">Sign in</a>` : nothing;
  }

  #banner() {
    if (store.known && !store.connected) {
      return html`<p class="notice bad">The studio does not answer. The page goes on by itself when it does.</p>`;
    }
    if (!store.connected) return nothing;
    if (store.status.broker) {
      return html`<p class="notice bad" id="broker-away"><strong>The broker is away:</strong> ${store.status.broker}. The page goes on by itself when it is back.</p>`;
    }
    return html`${this.#noModel()}${this.#readOnly()}`;
  }

  #noModel() {
    return store.status.reading && !store.status.denoiserLive
      ? html`<p class="notice" id="no-model"><strong>No denoiser is live yet.</strong> Images that are sent wait in the topic until one is
          published: <code>./limpid train mnist-denoiser --publish</code></p>` : nothing;
  }

  #readOnly() {
    return store.studio.why && !store.studio.changes
      ? html`<p class="notice" id="read-only"><strong>Only to look at:</strong> ${store.studio.why}.</p>` : nothing;
  }
}

customElements.define('studio-app', App);
