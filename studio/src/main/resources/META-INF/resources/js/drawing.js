import { LitElement, html } from 'lit';

const SIDE = 280;
const STEP = 14;
const PEN = 24;

/** A black square to draw on in white: by mouse, finger or pen, or by arrow keys with the pen down. */
class Drawing extends LitElement {
  static properties = { penDown: { state: true }, keyed: { state: true } };
  #last = null;
  #cursor = [SIDE / 2, SIDE / 2];
  #empty = true;

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.clear();
  }

  render() {
    return html`<div class="paper">
      <canvas width=${SIDE} height=${SIDE} tabindex="0" role="application" aria-describedby="drawing-help"
        aria-label="Drawing of a digit; pen ${this.penDown ? 'down' : 'up'}"
        @pointerdown=${this.#begin} @pointermove=${this.#move} @pointerup=${this.#end} @pointercancel=${this.#end}
        @keydown=${this.#key} @blur=${() => { this.keyed = false; }}></canvas>
      <span class="pen ${this.penDown ? 'down' : ''}" ?hidden=${!this.keyed}></span></div>
      <p class="hint" id="drawing-help">Draw a digit. By keyboard: space puts the pen down, arrows move it.
        Pen ${this.penDown ? 'down' : 'up'}.</p>
      <button type="button" class="secondary outline small" @click=${this.clear}>Clear</button>`;
  }

  /** Where the pen is, for who moves it by keyboard. */
  updated() {
    const pen = this.querySelector('.pen');
    [pen.style.left, pen.style.top] = this.#cursor.map((place) => `${(place / SIDE) * 100}%`);
  }

  get #canvas() {
    return this.querySelector('canvas');
  }

  get isEmpty() {
    return this.#empty;
  }

  #tell() {
    this.dispatchEvent(new Event('drawn'));
  }

  clear = () => {
    const pen = this.#canvas.getContext('2d');
    pen.fillStyle = '#000';
    pen.fillRect(0, 0, SIDE, SIDE);
    this.#empty = true;
    this.penDown = false;
    this.#tell();
  };

  /** The picture as a PNG file. */
  file() {
    return new Promise((done) => this.#canvas.toBlob(done, 'image/png'));
  }

  #at(event) {
    const box = this.#canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * SIDE) / box.width, ((event.clientY - box.top) * SIDE) / box.height];
  }

  #begin(event) {
    event.preventDefault();
    this.keyed = false;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#last = this.#at(event);
    this.#line(this.#last, this.#last);
  }

  #move(event) {
    if (!this.#last) return;
    const now = this.#at(event);
    this.#line(this.#last, now);
    this.#last = now;
  }

  #end() {
    this.#last = null;
  }

  #key(event) {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === ' ') {
      this.penDown = !this.penDown;
      if (this.penDown) this.#line(this.#cursor, this.#cursor);
    } else if (move) {
      const next = this.#cursor.map((place, axis) => Math.min(SIDE, Math.max(0, place + move[axis] * STEP)));
      if (this.penDown) this.#line(this.#cursor, next);
      this.#cursor = next;
    } else {
      return;
    }
    event.preventDefault();
    this.keyed = true;
    this.requestUpdate();
  }

  #line(from, to) {
    const pen = this.#canvas.getContext('2d');
    pen.strokeStyle = '#fff';
    pen.lineWidth = PEN;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.moveTo(...from);
    pen.lineTo(to[0] + 0.01, to[1]);
    pen.stroke();
    if (this.#empty) {
      this.#empty = false;
      this.#tell();
    }
  }
}

customElements.define('studio-drawing', Drawing);
