import { LitElement, html } from 'lit';

const COLOURS = ['#0a7cc4', '#d9730d', '#2a9d6f', '#b5468c', '#8a8f98'];
/** Lines that lie on each other are told apart by their gaps, those drawn later having some. */
const DASHES = [[], [8, 5], [2, 4], [10, 4, 2, 4], [4, 4]];

/** The legend's own form of a point says nothing of dashes. */
function dashed(chart) {
  return globalThis.Chart.defaults.plugins.legend.labels.generateLabels(chart)
    .map((label) => ({ ...label, lineDash: chart.data.datasets[label.datasetIndex].borderDash }));
}

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Lines over epochs, with the same as a sentence for those who don't see them. */
class Chart extends LitElement {
  static properties = {
    name: {}, unit: {}, logarithmic: { type: Boolean },
    /** [{ name, points: [[x, y]] }]; y null where nothing is known. */
    lines: { attribute: false },
  };

  #themed = () => { this.#drop(); this.requestUpdate(); };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    dark.addEventListener('change', this.#themed);
  }

  disconnectedCallback() {
    dark.removeEventListener('change', this.#themed);
    this.#drop();
    super.disconnectedCallback();
  }

  #drop() {
    this.chart?.destroy();
    this.chart = undefined;
  }

  render() {
    return html`<figure class="chart"><figcaption>${this.name} <small>${this.unit}</small></figcaption>
      <div class="plot"><canvas role="img" aria-label=${this.#sentence()}></canvas></div></figure>`;
  }

  #sentence() {
    const last = (this.lines ?? []).map(({ name, points }) => {
      const known = points.filter(([, y]) => y !== null && y !== undefined);
      return known.length === 0 ? `${name} not known` : `${name} ${Number(known.at(-1)[1].toPrecision(3))}`;
    });
    return `${this.name}, ${this.unit}. Now: ${last.join(', ')}`;
  }

  updated() {
    const datasets = (this.lines ?? []).map(({ name, points }, index) => ({
      label: name, data: points.map(([x, y]) => ({ x, y })), borderColor: COLOURS[index % COLOURS.length],
      backgroundColor: COLOURS[index % COLOURS.length], borderWidth: 2, borderDash: DASHES[index % DASHES.length], order: -index, pointRadius: points.length < 3 ? 3 : 0, tension: 0.2,
    }));
    if (this.chart) {
      datasets.forEach((fresh, index) => Object.assign((this.chart.data.datasets[index] ??= fresh), fresh));
      this.chart.data.datasets.length = datasets.length;
      this.chart.update('none');
    } else {
      this.chart = new globalThis.Chart(this.querySelector('canvas'), { type: 'line', data: { datasets }, options: this.#options() });
    }
  }

  #options() {
    const ink = dark.matches ? '#a4acba' : '#5d6778';
    const grid = dark.matches ? '#ffffff14' : '#00000012';
    const whole = this.whole ? { precision: 0 } : {};
    const axis = { ticks: { color: ink, maxTicksLimit: 6 }, grid: { color: grid }, border: { display: false } };
    return {
      animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: 'index', intersect: false },
      scales: {
        x: { ...axis, type: 'linear', ticks: { ...axis.ticks, ...whole, callback: (value) => this.label(value) } },
        y: { ...axis, type: this.logarithmic ? 'logarithmic' : 'linear', beginAtZero: !this.logarithmic },
      },
      plugins: {
        legend: { position: 'bottom', reverse: true, labels: { color: ink, usePointStyle: true, pointStyle: 'line', pointStyleWidth: 32, generateLabels: dashed } },
        tooltip: { callbacks: { title: (items) => this.label(items[0].parsed.x) } },
      },
    };
  }

  /** Whether there is nothing between one number on the x axis and the next. */
  get whole() {
    return true;
  }

  /** The text of a place on the x axis. */
  label(value) {
    return String(value);
  }
}

/** One whose x is a time. */
class TimeChart extends Chart {
  get whole() {
    return false;
  }

  label(value) {
    return new Date(value).toLocaleTimeString();
  }
}

customElements.define('studio-chart', Chart);
customElements.define('studio-time-chart', TimeChart);
