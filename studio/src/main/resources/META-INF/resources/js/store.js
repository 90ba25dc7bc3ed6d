// What the studio tells this page, as it last said it.

/** A random name, under which answers come back to this page. */
export const pageId = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const KEPT_TILES = 40;
const EVENTS = `/api/events?page=${pageId}`;
/** What the studio tells a page of the state of things, by the events' names. */
const STATES = ['status', 'models', 'trainings'];

/** @returns what lies there; nothing where it can't be had, which the event stream's end tells */
async function json(path) {
  try {
    const response = await fetch(path);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a version of a model was live before, to be put live again. */
export function canGoBack(model) {
  return model.previous.some((before) => before.stage === 'live');
}

class Store extends EventTarget {
  /** Whether the studio tells what is new. */
  connected = false;
  /** Whether it does not since too many pages are open; it answers all the same. */
  crowded = false;
  /** Whether it ever was. */
  known = false;
  studio = { maxBytes: 4194304, noisyTopic: '', canSignIn: false, user: '', changes: false, why: '', streamOptions: '' };
  status = { broker: '', reading: false, denoiserLive: false, deadLetters: 0, unlabelled: 0 };
  models = [];
  trainings = [];
  figures = [];
  /** The latest images of the strip, the newest first, and how many were passed over. */
  tiles = [];
  dropped = 0;
  paused = false;
  /** Answers to this page's images, by id. */
  answers = new Map();

  /** Whether the studio answers. */
  get reached() {
    return this.connected || this.crowded;
  }

  start() {
    this.#loadStudio();
    const source = new EventSource(EVENTS);
    source.onopen = () => {
      this.#change(() => { this.connected = true; this.crowded = false; this.known = true; });
      this.#loadStudio();
    };
    source.onerror = () => {
      // a stream that was refused is not opened again by the browser
      const refused = source.readyState === EventSource.CLOSED;
      this.#change(() => { this.connected = false; this.crowded &&= refused; });
      if (refused) this.#refused();
    };
    for (const name of STATES) {
      source.addEventListener(name, (event) => this.#change(() => { this[name] = JSON.parse(event.data); }));
    }
    source.addEventListener('figures', (event) => this.#change(() => { this.figures = JSON.parse(event.data); }));
    source.addEventListener('strip', (event) => this.#look(JSON.parse(event.data)));
    source.addEventListener('answer', (event) => this.answer(JSON.parse(event.data)));
  }

  /** Asks why the stream was refused, which an EventSource does not tell, and opens it again in a while. */
  async #refused() {
    let seconds = 3;
    let crowded = false;
    const question = new AbortController();
    try {
      const response = await fetch(EVENTS, { signal: question.signal });
      if (response.ok) {
        // there is a place by now
        seconds = 1;
        crowded = this.crowded;
      } else {
        crowded = (await response.json()).reason === 'TOO_MANY_PAGES';
        seconds = Number(response.headers.get('retry-after')) || seconds;
      }
    } catch {
      // the studio is away, or something stands before it
    } finally {
      question.abort();
    }
    if (crowded) await this.#loadLatest();
    this.#change(() => { this.crowded = crowded; });
    setTimeout(() => this.start(), seconds * 1000);
  }

  /** What the stream would tell, as far as it can be asked for. */
  async #loadLatest() {
    const latest = await json('/api/events/latest');
    const shown = this.shown ? await json(`/api/images/${this.shown}`) : undefined;
    if (latest) this.#change(() => { Object.assign(this, latest); this.known = true; });
    if (shown) this.answer(shown);
  }

  async #loadStudio() {
    const studio = await json('/api/studio');
    if (studio) this.#change(() => { this.studio = studio; });
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
