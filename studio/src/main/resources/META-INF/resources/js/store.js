// What the studio tells this page, as it last said it.

/** A random name, under which answers come back to this page. */
export const pageId = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const KEPT_TILES = 40;

class Store extends EventTarget {
  /** Whether the studio itself is reached. */
  connected = false;
  /** Whether it ever was. */
  known = false;
  studio = { maxBytes: 4194304, noisyTopic: '', canSignIn: false, user: '', changes: false, why: '' };
  status = { broker: '', reading: false, denoiserLive: false, deadLetters: 0 };
  models = [];
  trainings = [];
  figures = [];
  /** The latest images of the strip, the newest first, and how many were passed over. */
  tiles = [];
  dropped = 0;
  paused = false;
  /** Answers to this page's images, by id. */
  answers = new Map();

  start() {
    this.#loadStudio();
    const source = new EventSource(`/api/events?page=${pageId}`);
    source.onopen = () => {
      this.#change(() => { this.connected = true; this.known = true; });
      this.#loadStudio();
    };
    source.onerror = () => {
      this.#change(() => { this.connected = false; });
      // a stream that was refused is not opened again by the browser
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.start(), 3000);
    };
    for (const name of ['status', 'models', 'trainings', 'figures']) {
      source.addEventListener(name, (event) => this.#change(() => { this[name] = JSON.parse(event.data); }));
    }
    source.addEventListener('strip', (event) => this.#look(JSON.parse(event.data)));
    source.addEventListener('answer', (event) => this.answer(JSON.parse(event.data)));
  }

  async #loadStudio() {
    try {
      const response = await fetch('/api/studio');
      if (response.ok) {
        const studio = await response.json();
        this.#change(() => { this.studio = studio; });
      }
    } catch {
      // the event stream says that the studio is away, and comes here again when it is back
    }
  }

  #look(look) {
    this.#change(() => {
      this.dropped += look.dropped;
      if (this.paused) {
        this.dropped += look.items.length;
      } else {
        this.tiles = [...look.items.reverse(), ...this.tiles].slice(0, KEPT_TILES);
      }
    });
  }

  answer(view) {
    this.#change(() => { this.answers.set(view.id, { ...this.answers.get(view.id), ...view }); });
  }

  pause(paused) {
    this.#change(() => { this.paused = paused; });
  }

  #change(how) {
    how();
    this.dispatchEvent(new Event('change'));
  }
}

export const store = new Store();
