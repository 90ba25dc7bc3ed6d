import { StudioElement, html, nothing, store } from './element.js';
import { number, percent } from './format.js';
import './chart.js';

/** What streams by, how fast, and how much waits. */
class Stream extends StudioElement {
  render() {
    return html`
      <div class="heading"><h1>Stream</h1>
        <button type="button" class="secondary outline small" aria-pressed=${store.paused ? 'true' : 'false'}
          @click=${() => store.pause(!store.paused)}>${store.paused ? 'Go on' : 'Pause'}</button></div>
      <section class="card" aria-label="Latest images">
        ${store.tiles.length === 0
          ? html`<p class="faint">Nothing has streamed by since this page was opened.</p>`
          : html`<ul class="strip">${store.tiles.map((tile) => this.#tile(tile))}</ul>`}
        <p class="faint">${store.dropped > 0
          ? `A sample: ${store.dropped.toLocaleString()} more images streamed by without being shown.` : 'Noisy above, denoised below.'}</p>
      </section>
      <div class="charts">
        <section class="card">${this.#throughput()}</section>
        <section class="card">${this.#lag()}</section>
      </div>`;
  }

  #tile(tile) {
    const facts = `${tile.width} × ${tile.height}, ${tile.model}${tile.noiseSigma === undefined ? '' : `, noise σ ${number(tile.noiseSigma, 3)}`}${
      tile.millis === undefined ? '' : `, ${tile.millis} ms`}`;
    return html`<li title="${tile.id}: ${facts}">
      ${this.#picture(tile.noisy, 'noisy', tile)}${this.#picture(tile.denoised, 'denoised', tile)}
      <span class="name">${tile.label ?? '–'}</span>${tile.confidence === undefined ? nothing : html`<small>${percent(tile.confidence)}</small>`}
    </li>`;
  }

  #picture(address, kind, tile) {
    return address ? html`<img src=${address} alt="${kind}${tile.label ? `, ${tile.label}` : ''}">`
      : html`<span class="blank">${kind === 'denoised' ? `${tile.width}×${tile.height}` : ''}</span>`;
  }

  #throughput() {
    const topics = store.figures.length === 0 ? [] : Object.keys(store.figures.at(-1).rates).sort();
    const lines = topics.map((topic) => ({ name: topic, points: store.figures.map((point) => [point.at, point.rates[topic] ?? null]) }));
    return html`<studio-time-chart name="Throughput" unit="records a second, by topic" .lines=${lines}></studio-time-chart>`;
  }

  #lag() {
    const lines = ['denoiser', 'classifier'].map((service) =>
      ({ name: service, points: store.figures.map((point) => [point.at, point.lag[service] ?? null]) }));
    return html`<studio-time-chart name="Lag" unit="records that wait, by service" .lines=${lines}></studio-time-chart>`;
  }
}

customElements.define('studio-stream', Stream);
