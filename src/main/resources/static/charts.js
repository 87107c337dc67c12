// The last minutes, as small charts.

import { $, draw, make, say } from './dom.js';
import { count, micros, percent, seconds, short } from './format.js';

const WIDTH = 300;
const HEIGHT = 60;

const KINDS = [
  { name: 'load', title: 'Event loop load', least: 100, most: 1000, show: (v) => `${percent(v)} %` },
  { name: 'busy', title: 'Busy workers', least: 5, show: count },
  { name: 'queue', title: 'Waiting in the queue', least: 5, show: short },
  { name: 'oldest', title: 'Oldest of the queue', least: 10, show: (v) => seconds(v / 1000) },
  { name: 'calls', title: 'Calls per second', least: 10, show: short },
  { name: 'run', title: 'Mean time on a worker', least: 100, show: micros },
  { name: 'clients', title: 'Clients', least: 5, show: short },
  { name: 'full', title: 'Windows found full, per second', least: 5, show: short },
];

class Chart {
  #kind;
  #now;
  #most;
  #area;
  #curve;
  #svg;

  constructor(kind, parent) {
    this.#kind = kind;
    const figure = make('figure', 'chart');
    const caption = make('figcaption');
    caption.append(make('span', '', kind.title));
    this.#now = make('b', '', '–');
    caption.append(this.#now);
    this.#svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' });
    this.#area = draw('path', { class: 'area' });
    this.#curve = draw('path', { class: 'curve' });
    this.#svg.append(draw('line', { class: 'base', x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }), this.#area, this.#curve);
    const span = make('p', 'span');
    this.#most = make('span', '', '');
    span.append(this.#most, make('span', '', 'now'));
    figure.append(caption, this.#svg, span);
    parent.append(figure);
  }

  draw(values, samples) {
    const kind = this.#kind;
    const now = values.length ? values[values.length - 1] : 0;
    const highest = values.reduce((a, b) => Math.max(a, b), 0);
    const top = Math.min(Math.max(highest * 1.1, kind.least), kind.most ?? Infinity);
    const step = WIDTH / (samples - 1);
    const from = samples - values.length;
    const points = values.map((v, i) => `${((from + i) * step).toFixed(1)} ${(HEIGHT - (v / top) * HEIGHT).toFixed(1)}`);
    const line = points.length ? `M${points.join('L')}` : '';
    this.#curve.setAttribute('d', line);
    this.#area.setAttribute('d', line ? `${line}V${HEIGHT}H${(from * step).toFixed(1)}Z` : '');
    say(this.#now, kind.show(now));
    say(this.#most, `most ${kind.show(highest)}`);
    this.#svg.setAttribute('aria-label', `${kind.title}: now ${kind.show(now)}, at most ${kind.show(highest)}`);
  }
}

export class Charts {
  #charts = new Map();
  #series = new Map();
  #samples = 300;

  constructor() {
    for (const kind of KINDS) {
      this.#charts.set(kind.name, new Chart(kind, $('charts')));
      this.#series.set(kind.name, []);
    }
  }

  /** Begins anew with what the daemon has kept. */
  load(welcome) {
    this.#samples = welcome.samples;
    for (const kind of KINDS) {
      this.#series.set(kind.name, welcome.series[kind.name].slice());
    }
    const minutes = (welcome.samples * welcome.interval) / 60000;
    say($('span'), minutes >= 1 ? `${Math.round(minutes)} minutes` : `${Math.round(minutes * 60)} seconds`);
    this.draw();
  }

  /** Adds a moment. */
  add(vitals) {
    KINDS.forEach((kind, i) => {
      const values = this.#series.get(kind.name);
      values.push(vitals[i]);
      if (values.length > this.#samples) {
        values.shift();
      }
    });
  }

  draw() {
    for (const [name, chart] of this.#charts) {
      chart.draw(this.#series.get(name), this.#samples);
    }
  }
}
