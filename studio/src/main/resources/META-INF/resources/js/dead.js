import { StudioElement, html, matter, nothing, problem, store } from './element.js';
import { post, refusal } from './api.js';
import { size, time } from './format.js';
import './confirm.js';

/** Records that could not be answered, why, and their way back. */
class Dead extends StudioElement {
  static properties = { letters: { state: true }, refusal: { state: true }, done: { state: true }, loading: { state: true } };

  updated() {
    const known = `${store.status.deadLetters} ${store.status.unlabelled} ${this.#readable}`;
    if (known !== this.known && this.#readable) {
      this.known = known;
      this.#load();
    }
  }

  get #readable() {
    return store.reached && !store.status.broker;
  }

  render() {
    const failed = this.letters?.filter((letter) => !letter.unlabelled);
    const unlabelled = this.letters?.filter((letter) => letter.unlabelled) ?? [];
    return html`<div class="heading"><h1>Dead letters</h1>
        <button type="button" class="secondary outline small" aria-busy=${this.loading ? 'true' : nothing}
          ?disabled=${!this.#readable} @click=${() => this.#load()}>Read again</button></div>
      ${problem(this.refusal)}
      <p aria-live="polite" class="faint" id="done">${this.done ?? ''}</p>
      ${this.#state(failed)}
      <ul class="letters">${(failed ?? []).map((letter) => this.#letter(letter))}</ul>
      ${unlabelled.length > 0 ? html`<details id="without-label"><summary>${unlabelled.length} denoised without a label</summary>
        <p class="faint">No classifier that is live took these, which is nothing unusual for photographs and documents. They lie here so that they can be replayed
          once one does.</p>
        <ul class="letters">${unlabelled.map((letter) => this.#letter(letter))}</ul></details>` : nothing}
      <studio-confirm></studio-confirm>`;
  }

  /** What there is to say where nothing is listed, or what is listed may be old. */
  #state(failed) {
    if (!this.#readable) {
      return html`<p class="card empty" id="dead-away">${store.reached ? 'The broker' : 'The studio'} is away, so dead letters can’t be read.
        ${this.letters?.length > 0 ? 'Below are those of before.' : 'They appear here when it is back.'}</p>`;
    }
    if (!failed) return html`<p class="card empty">${this.loading ? 'Reading dead letters …' : 'Not read yet.'}</p>`;
    return failed.length === 0 ? html`<p class="card empty" id="no-dead">No dead letters: every image was answered.</p>` : nothing;
  }

  #letter(letter) {
    const place = `/api/dead/${encodeURIComponent(letter.topic)}/${letter.partition}/${letter.offset}`;
    return html`<li class="card" data-reason=${letter.reason}>
      <img src="${place}/picture" alt="" loading="lazy" @error=${(event) => { event.target.hidden = true; }}>
      <div><p><span class="faint">${time(letter.at)} <code>${letter.reason}</code></span></p>
        <p>${letter.unlabelled ? html`<span class="faint said">${letter.message}</span>` : matter(letter.reason, letter.message)}</p>
        <p class="faint">${letter.key ? html`key ${letter.key} · ` : nothing}${letter.source} · ${letter.contentType || 'no content type'} · ${size(letter.bytes)} · ${letter.service}</p></div>
      <button type="button" class="small secondary outline" ?disabled=${!store.studio.changes || !this.#readable || letter.leftOut !== ''}
        title=${letter.leftOut ? `Not whole any more: ${letter.leftOut}` : nothing} @click=${() => this.#replay(letter, place)}>Replay</button>
    </li>`;
  }

  async #load() {
    this.loading = true;
    this.refusal = undefined;
    try {
      const response = await fetch('/api/dead');
      if (response.ok) this.letters = await response.json();
      else this.refusal = refusal(response.status, await response.text());
    } catch {
      // #state says that the studio is away
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
    } catch (refused) {
      this.refusal = refused;
    }
  }
}

customElements.define('studio-dead', Dead);
