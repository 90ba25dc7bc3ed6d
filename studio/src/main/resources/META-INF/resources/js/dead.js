import { StudioElement, html, nothing, problem, store } from './element.js';
import { post } from './api.js';
import { size, time } from './format.js';
import './confirm.js';

/** Records that could not be answered, why, and their way back. */
class Dead extends StudioElement {
  static properties = { letters: { state: true }, refusal: { state: true }, done: { state: true }, loading: { state: true } };

  updated() {
    const known = `${store.status.deadLetters} ${store.connected} ${store.status.broker}`;
    if (known !== this.known && store.connected && !store.status.broker) {
      this.known = known;
      this.#load();
    }
  }

  render() {
    return html`<div class="heading"><h1>Dead letters</h1>
        <button type="button" class="secondary outline small" aria-busy=${this.loading ? 'true' : nothing} @click=${() => this.#load()}>Read again</button></div>
      ${problem(this.refusal)}
      <p aria-live="polite" class="faint" id="done">${this.done ?? ''}</p>
      ${this.letters?.length === 0 ? html`<p class="card empty">No dead letters: every image was answered.</p>` : nothing}
      <ul class="letters">${(this.letters ?? []).map((letter) => this.#letter(letter))}</ul>
      <studio-confirm></studio-confirm>`;
  }

  #letter(letter) {
    const place = `/api/dead/${encodeURIComponent(letter.topic)}/${letter.partition}/${letter.offset}`;
    return html`<li class="card" data-reason=${letter.reason}>
      <img src="${place}/picture" alt="" loading="lazy" @error=${(event) => { event.target.hidden = true; }}>
      <div><p><strong class="reason">${letter.reason || 'no reason given'}</strong> <span class="faint">${time(letter.at)}</span></p>
        <p>${letter.message}</p>
        <p class="faint">${letter.key ? html`key ${letter.key} · ` : nothing}${letter.source} · ${letter.contentType || 'no content type'} · ${size(letter.bytes)} · ${letter.service}</p></div>
      <button type="button" class="small secondary outline" ?disabled=${!store.studio.changes || !store.connected || letter.leftOut !== ''}
        title=${letter.leftOut ? `Not whole any more: ${letter.leftOut}` : nothing} @click=${() => this.#replay(letter, place)}>Replay</button>
    </li>`;
  }

  async #load() {
    this.loading = true;
    try {
      const response = await fetch('/api/dead');
      if (response.ok) this.letters = await response.json();
      else this.refusal = { reason: 'Not read', message: (await response.json()).detail };
    } catch {
      // the banner says that the studio is away
    } finally {
      this.loading = false;
    }
  }

  async #replay(letter, place) {
    this.refusal = undefined;
    this.done = '';
    if (!await this.querySelector('studio-confirm').ask('Replay this record?', `It goes where it came from once more (${letter.source}), as it was.`, 'Replay')) return;
    try {
      await post(`${place}/replay`);
      this.done = 'Replayed: it is in its topic again. The letter stays where it is.';
    } catch (refusal) {
      this.refusal = refusal;
    }
  }
}

customElements.define('studio-dead', Dead);
