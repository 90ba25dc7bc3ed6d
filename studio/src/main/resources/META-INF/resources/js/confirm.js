import { LitElement, html } from 'lit';

/** Asks before something is changed. */
class Confirm extends LitElement {
  static properties = { title_: { state: true }, text: { state: true }, action: { state: true } };

  createRenderRoot() {
    return this;
  }

  /** @returns whether it was confirmed */
  ask(title, text, action) {
    [this.title_, this.text, this.action] = [title, text, action];
    this.answer?.(false);
    const dialog = this.querySelector('dialog');
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise((done) => { this.answer = done; });
  }

  render() {
    return html`<dialog aria-labelledby="confirm-title" @close=${this.#closed}><article>
      <h2 id="confirm-title">${this.title_}</h2><p>${this.text}</p>
      <footer><button type="button" class="secondary" @click=${() => this.#close('')}>Cancel</button>
        <button type="button" id="confirm" @click=${() => this.#close('yes')}>${this.action}</button></footer></article></dialog>`;
  }

  #close(value) {
    this.querySelector('dialog').close(value);
  }

  #closed(event) {
    this.answer?.(event.target.returnValue === 'yes');
    this.answer = undefined;
  }
}

customElements.define('studio-confirm', Confirm);
