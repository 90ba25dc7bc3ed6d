import { LitElement, html } from 'lit';

/** A picture in any size, pixels kept apart. */
class Zoom extends LitElement {
  static properties = { name: { state: true }, address: { state: true }, scale: { state: true }, natural: { state: true } };

  createRenderRoot() {
    return this;
  }

  /** @param name for its title @param address of the picture */
  show(name, address) {
    this.name = name;
    this.address = address;
    this.natural = 0;
    this.querySelector('dialog').showModal();
  }

  render() {
    return html`<dialog aria-labelledby="zoom-title"><article>
      <header><button type="button" aria-label="Close" rel="prev" @click=${this.#close}></button><strong id="zoom-title">${this.name}</strong></header>
      <label for="zoom">Zoom <output for="zoom">${Math.round((this.scale ?? 1) * 100)} %</output>
        <input type="range" id="zoom" aria-valuetext="${Math.round((this.scale ?? 1) * 100)} %" min="-2" max="5" step="0.25" .value=${String(Math.log2(this.scale ?? 1))}
          @input=${(event) => { this.scale = 2 ** Number(event.target.value); }}></label>
      <div class="pan" tabindex="0" role="group" aria-label="The picture; scroll to see all of it">
        ${this.address ? html`<img src=${this.address} alt=${this.name} width=${Math.max(1, Math.round((this.natural || 1) * this.scale))} @load=${this.#loaded}>` : ''}
      </div></article></dialog>`;
  }

  #loaded(event) {
    if (this.natural) return;
    this.natural = event.target.naturalWidth;
    this.scale = 2 ** Math.min(5, Math.max(-2, Math.floor(Math.log2(480 / this.natural) * 4) / 4));
  }

  #close() {
    this.querySelector('dialog').close();
  }
}

customElements.define('studio-zoom', Zoom);
