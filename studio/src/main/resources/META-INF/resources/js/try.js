import { StudioElement, html, nothing, problem, store } from './element.js';
import { Refusal, post } from './api.js';
import { pageId } from './store.js';
import { size } from './format.js';
import './drawing.js';
import './result.js';

/** Kinds of noise: name, unit of the strength, smallest, largest, step, first. */
const NOISES = {
  none: null,
  gaussian: ['σ', 0, 1, 0.05, 0.3],
  speckle: ['σ', 0, 1, 0.05, 0.4],
  'salt-and-pepper': ['probability', 0, 0.9, 0.05, 0.2],
  poisson: ['photons at white', 1, 100, 1, 10],
  uniform: ['amplitude', 0, 1, 0.05, 0.4],
  blur: ['σ in pixels', 0, 8, 0.25, 1.5],
  stripes: ['amplitude', 0, 1, 0.05, 0.3],
  blocks: ['probability', 0, 0.9, 0.05, 0.15],
};

/** One image through the stream, and what comes back. */
class Try extends StudioElement {
  static properties = {
    source: { state: true }, file: { state: true }, noise: { state: true }, strength: { state: true }, seed: { state: true },
    fit: { state: true }, model: { state: true }, sending: { state: true }, refusal: { state: true }, over: { state: true }, drawn: { state: true },
  };

  constructor() {
    super();
    this.source = 'draw';
    this.noise = 'gaussian';
    this.strength = 0.3;
    this.seed = 1;
    this.model = '';
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('paste', this.#pasted);
  }

  disconnectedCallback() {
    removeEventListener('paste', this.#pasted);
    if (this.preview) URL.revokeObjectURL(this.preview);
    super.disconnectedCallback();
  }

  render() {
    const answer = store.answers.get(store.shown);
    return html`
      <h1 class="visually-hidden">Try an image</h1>
      <div class="try">
        <form class="card" @submit=${this.#send} aria-label="The image to send">
          <fieldset class="switch"><legend class="visually-hidden">Where the image comes from</legend>
            ${this.#choice('draw', 'Draw')}${this.#choice('file', 'Image')}
          </fieldset>
          <div ?hidden=${this.source !== 'draw'}><studio-drawing @drawn=${(event) => { this.drawn = !event.target.isEmpty; }}></studio-drawing></div>
          ${this.source === 'file' ? this.#drop() : nothing}
          ${this.#noiseFields()}
          <label>Model <select id="model" @change=${this.#modelChosen}>${this.#models()}</select></label>
          <label>Size <select id="fit" @change=${(event) => { this.fit = event.target.value; }}>${this.#fits()}</select></label>
          <button type="submit" id="send" ?disabled=${!this.#ready} aria-busy=${this.sending ? 'true' : nothing}
            aria-describedby=${this.#missing ? 'missing' : nothing}>Send</button>
          ${this.#missing ? html`<p class="hint" id="missing">${this.#missing}</p>` : nothing}
          ${problem(this.refusal)}
        </form>
        <studio-result .image=${answer} .unsent=${this.refusal !== undefined}></studio-result>
      </div>`;
  }

  get #ready() {
    return !this.sending && store.reached && store.studio.changes && (this.source === 'draw' ? this.drawn : this.file !== undefined);
  }

  /** What there is to do before anything can be sent. */
  get #missing() {
    if (this.source === 'draw') return this.drawn ? '' : 'Draw a digit first.';
    return this.file || this.refusal ? '' : 'Choose an image first.';
  }

  #choice(value, title) {
    return html`<label><input type="radio" name="source" value=${value} .checked=${this.source === value}
      @change=${() => { this.source = value; }}> ${title}</label>`;
  }

  #drop() {
    return html`
      <label class="drop ${this.over ? 'over' : ''}" @dragover=${this.#dragged} @dragleave=${() => { this.over = false; }} @drop=${this.#dropped}>
        ${this.preview ? html`<img src=${this.preview} alt="The chosen image" @error=${() => { this.preview = undefined; this.requestUpdate(); }}>` : nothing}
        <span>${this.file ? `${this.file.name || 'pasted image'}, ${size(this.file.size)}` : 'Drop an image here, paste one, or choose a file'}</span>
        <input type="file" id="file" accept="image/*,.tif,.tiff,.webp" @change=${(event) => this.#take(event.target.files[0])}>
      </label>
      <p class="hint">PNG, JPEG, GIF, BMP, WebP or TIFF, up to ${size(store.studio.maxBytes)}.</p>`;
  }

  #noiseFields() {
    const form = NOISES[this.noise];
    return html`
      <label>Noise <select id="noise" @change=${this.#noiseChosen}>
        ${Object.keys(NOISES).map((name) => html`<option ?selected=${name === this.noise}>${name}</option>`)}</select></label>
      ${form ? html`
        <label for="strength">Strength <output>${this.strength}</output> <small>${form[0]}</small>
          <input type="range" id="strength" min=${form[1]} max=${form[2]} step=${form[3]} .value=${String(this.strength)}
            @input=${(event) => { this.strength = Number(event.target.value); }}></label>
        <label class="seed">Seed <input type="number" id="seed" min="0" step="1" .value=${String(this.seed)}
          @change=${(event) => { this.seed = Math.trunc(Number(event.target.value)) || 0; }}></label>` : nothing}`;
  }

  #noiseChosen(event) {
    this.noise = event.target.value;
    this.strength = NOISES[this.noise]?.[4] ?? 0;
  }

  get #live() {
    return store.models.filter((model) => model.task === 'denoise' && model.stage === 'live' && model.fit);
  }

  /** The chosen one, as long as it is live; else all. */
  get #denoisers() {
    return this.#asked ? this.#live.filter((model) => model.name === this.#asked) : this.#live;
  }

  #models() {
    return ['', ...this.#live.map((model) => model.name)].map((name) =>
      html`<option value=${name} ?selected=${name === this.#asked}>${name || 'any'}</option>`);
  }

  #modelChosen(event) {
    this.model = event.target.value;
    this.fit = undefined;
  }

  /** What the chosen model takes; without one the first live model's size, or the image's own where a model takes any. */
  get #fit() {
    if (this.fit !== undefined) return this.fit;
    if (this.#asked) return this.#denoisers[0].fit;
    const takesAny = this.source === 'file' && this.#denoisers.some((model) => model.fit.endsWith('0x0'));
    return takesAny ? '' : this.#denoisers[0]?.fit ?? (this.source === 'draw' ? '1x28x28' : '');
  }

  /** The name that is asked for; none where the chosen one is live no more. */
  get #asked() {
    return this.#live.some((model) => model.name === this.model) ? this.model : '';
  }

  #fits() {
    const chosen = this.#fit;
    const options = new Map([['', 'as it is']]);
    if (this.source === 'draw') options.set('1x28x28', 'grey, 28 × 28');
    for (const model of this.#denoisers) {
      const count = this.#denoisers.filter((other) => other.fit === model.fit).length;
      options.set(model.fit, `${model.input}, as ${count > 1 ? `${count} models take` : `${model.name} takes`} it`);
    }
    return [...options].map(([fit, title]) => html`<option value=${fit} ?selected=${fit === chosen}>${title}</option>`);
  }

  #pasted = (event) => {
    const file = [...(event.clipboardData?.files ?? [])].find((found) => found.type.startsWith('image/'));
    if (file) {
      this.source = 'file';
      this.#take(file);
    }
  };

  #dragged(event) {
    event.preventDefault();
    this.over = true;
  }

  #dropped(event) {
    event.preventDefault();
    this.over = false;
    this.#take(event.dataTransfer.files[0]);
  }

  #take(file) {
    if (!file) return;
    this.refusal = undefined;
    if (this.preview) URL.revokeObjectURL(this.preview);
    this.preview = undefined;
    this.file = undefined;
    if (file.size > store.studio.maxBytes) {
      this.#refused(new Refusal(413, 'TOO_MANY_BYTES',
        `${file.name} has ${size(file.size)}; at most ${size(store.studio.maxBytes)} can be sent.`));
      return;
    }
    this.file = file;
    this.preview = file.type.startsWith('image/') && !file.type.includes('tif') ? URL.createObjectURL(file) : undefined;
  }

  async #send(event) {
    event.preventDefault();
    this.refusal = undefined;
    this.sending = true;
    try {
      const image = this.source === 'draw' ? await this.querySelector('studio-drawing').file() : this.file;
      const noise = NOISES[this.noise] ? `${this.noise}:${this.strength}` : 'none';
      const sent = await post('/api/images', { page: pageId, noise, seed: this.seed, fit: this.#fit, model: this.#asked }, image);
      store.shown = sent.id;
      store.answer({ ...sent.image, ...store.answers.get(sent.id), sent, noise });
    } catch (refusal) {
      this.#refused(refusal);
    } finally {
      this.sending = false;
    }
  }

  /** What came back for an image before would pass for what came back for this one. */
  #refused(refusal) {
    this.refusal = refusal;
    store.shown = undefined;
  }
}

customElements.define('studio-try', Try);
