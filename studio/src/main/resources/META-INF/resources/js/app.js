import { StudioElement, command, html, nothing, store } from './element.js';
import { canGoBack } from './store.js';
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
      ? html` <span class="badge" title="images that could not be answered">${store.status.deadLetters}</span>` : nothing;
  }

  #state() {
    const ok = store.reached && !store.status.broker;
    const text = !store.reached ? 'studio away' : store.status.broker ? 'broker away' : store.crowded ? 'too many pages' : 'connected';
    return html`<span class="state ${!ok ? 'bad' : store.crowded ? 'waiting' : 'good'}" role="status">${text}</span>`;
  }

  #account() {
    const { canSignIn, user } = store.studio;
    if (user) return html`<span class="user">${user}</span>`;
    return canSignIn ? html`<a href="/api/login">Sign in</a>` : nothing;
  }

  #banner() {
    if (store.known && !store.reached) {
      return html`<p class="notice bad">The studio does not answer. The page goes on by itself when it does.</p>`;
    }
    if (!store.reached) return nothing;
    if (store.status.broker) {
      return html`<p class="notice bad" id="broker-away"><strong>The broker is away:</strong> ${store.status.broker}. The page goes on by itself when it is back.</p>`;
    }
    return html`${this.#crowded()}${this.#noModel()}${this.#readOnly()}`;
  }

  #crowded() {
    return store.crowded
      ? html`<p class="notice" id="crowded"><strong>Too many pages are open</strong>, as many as <code>limpid.studio.max-pages</code> allows. Close another:
          this one tries again every few seconds. Until then it shows how things stand each time, and nothing of the stream.</p>` : nothing;
  }

  #noModel() {
    if (!store.status.reading || store.status.denoiserLive) return nothing;
    const retired = store.models.filter((model) => model.task === 'denoise' && model.stage === 'retired' && canGoBack(model)).map((model) => model.name);
    return retired.length > 0
      ? html`<p class="notice" id="no-model"><strong>No denoiser is live any more.</strong> Images that are sent wait in the topic until one is:
          <em>Put live again</em> on the page <a href="#models">Models</a> does that for ${retired.join(', ')}.</p>`
      : html`<p class="notice" id="no-model"><strong>No denoiser is live yet.</strong> Images that are sent wait in the topic until one is
          published: ${command('train mnist-denoiser --via-kafka --publish')}</p>`;
  }

  #readOnly() {
    return store.studio.why && !store.studio.changes
      ? html`<p class="notice" id="read-only"><strong>Only to look at:</strong> ${store.studio.why}.</p>` : nothing;
  }
}

customElements.define('studio-app', App);
