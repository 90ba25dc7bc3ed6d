import { LitElement, html, nothing } from 'lit';
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
    ? html`<p class="notice bad" role="alert"><strong>${refusal.reason ?? 'Failed'}</strong> ${refusal.message}</p>`
    : nothing;
}
