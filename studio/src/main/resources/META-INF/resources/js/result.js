import { StudioElement, html, matter, nothing, store } from './element.js';
import { number, percent, shortVersion } from './format.js';
import './latent.js';
import './zoom.js';

const TITLES = { noisy: 'Noisy', denoised: 'Denoised', difference: 'Difference' };

/** What came back for an image, as it comes. */
class Result extends StudioElement {
  static properties = { image: { attribute: false }, unsent: { type: Boolean } };

  render() {
    if (!this.image && this.unsent) {
      return html`<section class="card empty" aria-label="Result" id="unsent"><p>There is no result; the reason stands under Send.</p></section>`;
    }
    if (!this.image) {
      return html`<section class="card empty" aria-label="Result"><p>Send an image: it goes through the topics as everyone’s does, and comes
        back here denoised and labelled.</p></section>`;
    }
    return html`
      <section class="card" aria-label="Result">
        <p class="sent">${this.#sentLine()}</p>
        <div class="triple">${Object.keys(TITLES).map((kind) => this.#picture(kind))}</div>
        <div aria-live="polite">${this.#news()}</div>
        ${this.image.denoised ? this.#details(this.image.denoised) : nothing}
      </section>
      <studio-zoom></studio-zoom>`;
  }

  #sentLine() {
    const { sent, noise } = this.image;
    return sent ? html`${sent.topic} <span class="faint">partition ${sent.partition}, offset ${sent.offset}, noise ${noise}</span>` : nothing;
  }

  #picture(kind) {
    const there = this.image.pictures?.includes(kind);
    const address = `/api/images/${this.image.id}/${kind}`;
    return html`<figure>
      ${there ? html`<button type="button" class="picture" aria-label="${TITLES[kind]}: enlarge" @click=${() => this.#enlarge(kind, address)}>
          <img src=${address} alt="${TITLES[kind]} image" data-kind=${kind}></button>`
        : html`<div class="picture blank">${this.image.refused || (kind === 'noisy' && this.image.sent) ? 'no picture' : 'waiting'}</div>`}
      <figcaption>${TITLES[kind]}${kind === 'difference' && this.image.denoised?.differenceGain
        ? html` <small>× ${number(this.image.denoised.differenceGain, 1)}</small>` : nothing}</figcaption>
    </figure>`;
  }

  #enlarge(kind, address) {
    this.querySelector('studio-zoom').show(TITLES[kind], address);
  }

  #news() {
    const { labelled, refused, denoised } = this.image;
    if (refused?.unlabelled) {
      return html`<div class="notice" id="unlabelled"><strong>Denoised, without a label.</strong> No classifier that is live takes such images, which is
        nothing unusual for photographs and documents. To have them labelled, publish one that does.</div>`;
    }
    if (refused) {
      return html`<div class="notice bad" id="refused">${denoised ? html`<strong>Denoised, but not labelled.</strong> ` : nothing}${matter(refused.reason, refused.message)}
        <span class="faint">said the ${refused.service} after ${refused.afterMillis} ms; <a href="#dead">dead letters</a></span></div>`;
    }
    if (labelled) return this.#label(labelled);
    if (denoised) return html`<p class="faint">Denoised; waiting for its label.</p>`;
    return html`<p class="faint">${store.status.denoiserLive ? 'Waiting for the denoiser.' : 'It waits in the topic until a denoiser is live.'}</p>`;
  }

  #label(labelled) {
    const best = [...labelled.scores].sort((one, other) => other.probability - one.probability).slice(0, 5);
    return html`
      <div class="label">
        <p class="answer"><span class="faint">Label</span> <strong id="label">${labelled.label}</strong> <span>${percent(labelled.confidence)}</span></p>
        <table class="bars"><caption class="visually-hidden">The likeliest classes</caption><tbody>
          ${best.map(({ label, probability }) => html`<tr><th scope="row">${label}</th>
            <td><progress max="1" .value=${probability} aria-label="${label}: ${percent(probability)}"></progress></td>
            <td class="figure">${percent(probability)}</td></tr>`)}
        </tbody></table>
        <p class="faint">${labelled.model} ${shortVersion(labelled.version)}, from the
          ${labelled.head === 'latent' ? 'latent vector' : 'denoised picture'}, after ${labelled.afterMillis} ms</p>
      </div>`;
  }

  #details(denoised) {
    const { stages } = denoised;
    return html`
      <div class="details">
        <dl>
          ${this.#fact('Noise σ', number(denoised.noiseSigma, 3))}
          ${this.#fact('Left after it', number(denoised.residualSigma, 3))}
          ${this.#fact('Anomaly', denoised.anomaly === undefined ? 'not calibrated' : number(denoised.anomaly))}
          ${this.#fact('Denoiser', html`${denoised.model} <span title=${denoised.version}>${shortVersion(denoised.version)}</span>`)}
          ${this.#fact('Decode · infer · encode', `${number(stages.decodeMillis)} · ${number(stages.inferMillis)} · ${number(stages.encodeMillis)} ms`)}
          ${this.#fact('Batch', stages.batch)}
          ${this.#fact('There and back', `${denoised.afterMillis} ms`)}
        </dl>
        <studio-latent .values=${denoised.latent} .size=${denoised.latentSize}></studio-latent>
      </div>`;
  }

  #fact(name, value) {
    return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  }
}

customElements.define('studio-result', Result);
