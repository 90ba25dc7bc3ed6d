import { StudioElement, command, html, none, nothing, problem, store } from './element.js';
import { post } from './api.js';
import { number, shortVersion, time } from './format.js';
import { canGoBack } from './store.js';
import './confirm.js';

/** By task, the metrics that people want to see first. */
const FIGURES = {
  denoise: ['psnr_denoised', 'ssim_denoised', 'accuracy_denoised', 'mse_denoised'],
  'classify latent': ['accuracy_latent', 'accuracy'],
  'classify frame': ['accuracy_clean', 'accuracy_denoised', 'accuracy'],
};

/** Buttons that go by another name than the call they make. */
const CALLS = { forward: 'promote', restore: 'rollback' };

/** What is live, what is tried, and what was live before. */
class Models extends StudioElement {
  static properties = { refusal: { state: true }, done: { state: true } };

  render() {
    return html`<h1>Models</h1>
      ${problem(this.refusal)}
      <p aria-live="polite" class="faint" id="done">${this.done ?? ''}</p>
      ${store.models.length === 0 ? none('models', html`No model has been published. ${command('train mnist-denoiser --via-kafka --publish')} makes one.`) : nothing}
      <div class="models">${store.models.map((model) => this.#model(model))}</div>
      <studio-confirm></studio-confirm>`;
  }

  #model(model) {
    const figures = (FIGURES[model.task] ?? []).filter((name) => name in model.metrics);
    return html`<article class="card" data-model="${model.name}${model.candidate ? '/candidate' : ''}">
      <header><h2>${model.name}</h2> ${model.shipped ? html`<span class="shipped" title="comes with Limpid; serves what no other model takes">shipped</span>` : nothing}
        <span class="stage ${model.stage}">${model.stage}${model.share > 0 ? ` ${model.share * 100} %` : ''}</span></header>
      <dl>
        <div><dt>Version</dt><dd title=${model.version}>${shortVersion(model.version)}</dd></div>
        <div><dt>Task</dt><dd>${model.task}</dd></div>
        <div><dt>Takes</dt><dd>${model.input}</dd></div>
        <div><dt>Published</dt><dd>${time(model.publishedAt)}</dd></div>
        ${figures.map((name) => html`<div><dt>${name.replaceAll('_', ' ')}</dt><dd>${number(model.metrics[name], 3)}</dd></div>`)}
      </dl>
      ${model.reports.length > 0 ? html`<ul class="reports">${model.reports.map((report) => this.#report(report))}</ul>` : nothing}
      <div class="actions">${this.#actions(model)}</div>
      ${model.previous.length > 0 ? this.#previous(model) : nothing}
    </article>`;
  }

  #report(report) {
    const bad = report.state === 'refused' || report.state === 'delayed';
    return html`<li class=${bad ? 'bad' : ''}>${report.service} <span class="faint">${report.instance}</span>: ${report.state}${report.reason ? html` – ${report.reason}` : nothing}
      ${report.comparison ? this.#comparison(report.comparison) : nothing}</li>`;
  }

  #comparison(compared) {
    const alike = compared.psnr !== undefined ? `${number(compared.psnr, 1)} dB between both`
      : compared.agreed !== undefined ? `same label for ${compared.agreed}` : '';
    return html`<br><span class="faint">beside ${compared.with}: ${compared.images} images, ${compared.failures} failed${alike ? `, ${alike}` : ''};
      ${number(compared.millis)} ms an image, the live one ${number(compared.liveMillis)} ms</span>`;
  }

  #actions(model) {
    const allowed = store.studio.changes && store.reached;
    const button = (action, title, text, parameters, quiet, label = title) => html`<button type="button" class="small ${quiet ? 'secondary outline' : ''}"
      ?disabled=${!allowed} data-action=${action} @click=${() => this.#change(model, action, title, text, parameters)}>${label}</button>`;
    if (model.candidate) {
      return html`
        ${button('promote', 'Promote', `${model.name} ${model.version} serves all images from now on.`, {})}
        ${button('retire', 'Withdraw', `${model.name} ${model.version} is tried no more.`, { candidate: true }, true)}`;
    }
    const retired = model.stage === 'retired';
    const goesBack = canGoBack(model);
    const left = retired ? undefined : this.#leftBehind(model);
    return html`
      ${left ? button('forward', 'Promote', `${model.name} ${left.version}, which was rolled back from, serves again.`,
          { version: left.version }, true, `Promote ${shortVersion(left.version)} again`) : nothing}
      ${retired && goesBack ? button('restore', 'Put live again', `The version of ${model.name} that was live last serves again.`, {}) : nothing}
      ${goesBack && !retired ? button('rollback', 'Roll back', `The version before ${model.version} serves again.`, {}, true) : nothing}
      ${model.stage === 'live' ? button('retire', 'Retire', `${model.name} serves no more; images that only it takes become dead letters or wait.`, {}, true) : nothing}`;
  }

  /** The newest version that was rolled back from, where it is newer than the live one. */
  #leftBehind(model) {
    return model.previous.filter((before) => before.stage === 'retired' && BigInt(before.version) > BigInt(model.version))
      .sort((one, other) => (BigInt(one.version) < BigInt(other.version) ? 1 : -1))[0];
  }

  #previous(model) {
    return html`<details><summary>${model.previous.length} before</summary><ul class="previous">${model.previous.map((before) => html`
      <li><span title=${before.version}>${shortVersion(before.version)}</span> <span class="faint">${time(before.publishedAt)}${before.stage === 'retired' ? ', rolled back from' : ''}</span>
        <button type="button" class="small secondary outline" ?disabled=${!store.studio.changes || !store.reached}
          @click=${() => this.#change({ ...model, version: before.version }, 'promote', 'Promote', `${model.name} ${before.version} serves again.`, {})}>Promote</button></li>`)}
      </ul></details>`;
  }

  async #change(model, action, title, text, parameters) {
    this.refusal = undefined;
    this.done = '';
    if (!await this.querySelector('studio-confirm').ask(`${title} ${model.name}?`, text, title)) return;
    try {
      await post(`/api/models/${encodeURIComponent(model.name)}/${CALLS[action] ?? action}`, { version: model.version, ...parameters });
      this.done = `${title}: it is in the topic. What the services make of it appears below.`;
    } catch (refusal) {
      this.refusal = refusal;
    }
  }
}

customElements.define('studio-models', Models);
