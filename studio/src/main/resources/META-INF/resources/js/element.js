import { LitElement, html, nothing } from 'lit';
import { next, title } from './reasons.js';
import { store } from './store.js';

export { html, nothing, store };

/** An element of the page itself, drawn anew when something changes; without a shadow, so that the page's styles hold. */
export class StudioElement extends LitElement {
  #changed = () => this.requestUpdate();

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    store.addEventListener('change', this.#changed);
  }

  disconnectedCallback() {
    store.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }
}

/** Why something is refused, for people and screen readers. */
export function problem(refusal) {
  return refusal
    ? html`<div class="notice bad" role="alert" data-reason=${refusal.reason}>${matter(refusal.reason, refusal.message)}</div>`
    : nothing;
}

/** What is the matter, what to do next, and beneath it the words of the one who refused. */
export function matter(reason, message) {
  return html`<strong>${title(reason)}.</strong> ${next(reason)}${message ? html` <span class="faint said">${message}</span>` : nothing}`;
}

/** What is said where there is none of something. @param otherwise where that is known for sure */
export function none(what, otherwise) {
  if (!store.known) return nothing;
  if (store.status.broker) return html`<p class="card empty">The broker is away, so ${what} can’t be read. They appear here when it is back.</p>`;
  return html`<p class="card empty">${store.status.reading ? otherwise : `Reading ${what} …`}</p>`;
}

/** A command to be typed for this stream. */
export function command(name) {
  return html`<code>./limpid ${name}${store.studio.streamOptions}</code>`;
}
