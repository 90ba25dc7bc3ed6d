import { LitElement, html, nothing } from 'lit';
import { number } from './format.js';

/** A latent vector as a picture: a square a value, blue below zero and orange above, paler near zero. */
class Latent extends LitElement {
  static properties = { values: { attribute: false }, size: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  render() {
    const values = this.values ?? [];
    if (values.length === 0) return html`<p class="faint">No latent vector.</p>`;
    const columns = Math.ceil(Math.sqrt(values.length * 2));
    const low = Math.min(...values);
    const high = Math.max(...values);
    return html`<figure class="latent">
      <canvas width=${columns} height=${Math.ceil(values.length / columns)} role="img"
        aria-label="Latent vector of ${this.size} values from ${number(low)} to ${number(high)}"></canvas>
      <figcaption>Latent vector, ${this.size} values from ${number(low)} to ${number(high)}${
        this.size > values.length ? html`, the first ${values.length}` : nothing}</figcaption>
    </figure>`;
  }

  updated() {
    const canvas = this.querySelector('canvas');
    if (!canvas) return;
    const largest = Math.max(1e-9, ...this.values.map(Math.abs));
    const picture = new ImageData(canvas.width, canvas.height);
    this.values.forEach((value, index) => {
      const part = Math.abs(value) / largest;
      const [red, green, blue] = value < 0 ? [33, 102, 172] : [217, 95, 2];
      picture.data.set([255 - (255 - red) * part, 255 - (255 - green) * part, 255 - (255 - blue) * part, 255], index * 4);
    });
    canvas.getContext('2d').putImageData(picture, 0, 0);
  }
}

customElements.define('studio-latent', Latent);
