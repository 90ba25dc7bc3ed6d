import { StudioElement, command, html, none, nothing, store } from './element.js';
import { number, time } from './format.js';
import './chart.js';

/** Trainings as they go on, the newest first. */
class Training extends StudioElement {
  render() {
    return html`<h1>Training</h1>
      ${store.trainings.length === 0 ? none('trainings', html`No training has been heard of. ${command('train mnist-denoiser --via-kafka')} starts one.`) : nothing}
      <div class="trainings">${store.trainings.map((training) => this.#training(training))}</div>`;
  }

  #training(training) {
    const last = training.curve.at(-1);
    const lines = [
      { name: 'training loss', points: training.curve.map(({ epoch, train }) => [epoch, train]) },
      { name: 'validation loss', points: training.curve.map(({ epoch, validation }) => [epoch, validation ?? null]) },
    ];
    return html`<article class="card" data-training=${training.id}>
      <header><h2>${training.recipe || training.run || training.id}</h2> <span class="stage ${training.state}">${training.state}</span></header>
      <p class="faint">${training.run || training.id} · ${time(training.at)}${training.images ? ` · ${training.images.toLocaleString()} images` : ''}${
        last ? ` · ${number(last.imagesPerSecond, 0)} images/s` : ''}</p>
      ${training.epochs > 0 ? html`<label>Epoch ${last?.epoch ?? 0} of ${training.epochs}
        <progress max=${training.epochs} .value=${last?.epoch ?? 0}></progress></label>` : nothing}
      ${training.curve.length > 0 ? html`<studio-chart name="Loss" unit="by epoch" .lines=${lines}></studio-chart>` : nothing}
      ${training.message ? html`<p class="notice ${training.state === 'failed' || training.state === 'interrupted' ? 'bad' : ''}">${training.message}</p>` : nothing}
      ${training.model ? html`<p>Published as <strong>${training.model}</strong></p>` : nothing}
      ${Object.keys(training.metrics).length > 0 ? html`<details><summary>Metrics</summary><dl>${Object.entries(training.metrics).map(([name, value]) =>
        html`<div><dt>${name.replaceAll('_', ' ')}</dt><dd>${number(value, 4)}</dd></div>`)}</dl></details>` : nothing}
    </article>`;
  }
}

customElements.define('studio-training', Training);
