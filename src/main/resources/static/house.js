// The rooms that a call passes, from left to right.

import { $, attribute, draw, make, say } from './dom.js';
import { bytes, count, percent, plural, seconds, short } from './format.js';

const CELL_LEVELS = 6;
const MOST_MARKS = 32;

export class House {
  #colours = [];
  #cells = '';
  #value;

  constructor() {
    const arc = 'M10 60A50 50 0 0 1 110 60';
    this.#value = draw('path', { class: 'value', d: arc, pathLength: 100, 'stroke-dasharray': '0 200' });
    $('dial').append(draw('path', { class: 'track', d: arc }), this.#value);
    new ResizeObserver(() => this.#paint()).observe($('cells'));
    this.recolour();
  }

  /** The theme is another one: a canvas does not follow by itself. */
  recolour() {
    const style = getComputedStyle(document.documentElement);
    this.#colours = Array.from({ length: CELL_LEVELS }, (_, i) => style.getPropertyValue(`--c${i}`).trim());
    this.#paint();
  }

  show(snapshot, calls) {
    this.#clients(snapshot.clients);
    this.#loop(snapshot.loop);
    this.#queue(snapshot.queue);
    this.#workers(snapshot.workers);
    worlds(snapshot.worlds);
    const flow = calls === 0 ? 0 : calls < 100 ? 1 : calls < 3000 ? 2 : 3;
    for (const pipe of ['pipe-clients', 'pipe-loop', 'pipe-queue', 'pipe-workers']) {
      attribute($(pipe), 'data-flow', flow);
    }
    for (const room of ['clients', 'loop', 'queue', 'workers']) {
      // A call that takes long is on a worker.
      const reason = snapshot.verdict.reasons.find((r) => r.where === room || (r.where === 'calls' && room === 'workers'));
      attribute($(room), 'data-level', reason ? reason.level : null);
    }
  }

  #clients(clients) {
    say($('clients-total'), count(clients.total));
    say($('clients-max'), `of ${count(clients.max)}`);
    const parts = Object.entries(clients.transports).map(([name, n]) => `${count(n)} ${name}`);
    parts.push(`${plural(clients.underWay, 'call')} under way`);
    if (clients.parked) {
      parts.push(`${count(clients.parked)} parked`);
    }
    if (clients.bytesWaiting) {
      parts.push(`${bytes(clients.bytesWaiting)} unsent`);
    }
    if (clients.perCell > 1) {
      parts.push(`each square is ${clients.perCell} clients, shown by the worst`);
    }
    say($('clients-fine'), parts.join(' · '));
    attribute(
      $('cells'),
      'aria-label',
      `${plural(clients.total, 'client')}: ${count(clients.full)} with a full window, ${count(clients.behind)} not reading`,
    );
    this.#cells = clients.cells;
    this.#paint();
  }

  /** All clients as squares, as large as there is room for. */
  #paint() {
    const canvas = $('cells');
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    const ratio = window.devicePixelRatio || 1;
    if (!width || !height) {
      return;
    }
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const cells = this.#cells;
    let pitch = 18;
    while (pitch > 1.5 && Math.floor(width / pitch) * Math.floor(height / pitch) < cells.length) {
      pitch -= pitch > 6 ? 1 : 0.25;
    }
    const gap = pitch > 10 ? 3 : pitch > 4 ? 1 : pitch > 2.5 ? 0.5 : 0;
    const columns = Math.max(1, Math.floor(width / pitch));
    for (let i = 0; i < cells.length; i++) {
      context.fillStyle = this.#colours[cells.charCodeAt(i) - 48];
      context.fillRect((i % columns) * pitch, Math.floor(i / columns) * pitch, pitch - gap, pitch - gap);
    }
  }

  #loop(loop) {
    const load = percent(loop.load);
    say($('loop-load'), load);
    this.#value.setAttribute('stroke-dasharray', `${loop.load / 10} 200`);
    this.#value.setAttribute('class', loop.load >= 800 ? 'value high' : 'value');
    const parts = loop.alive ? [] : ['it has ended'];
    if (loop.running) {
      parts.push(`held by ${loop.running.name} for ${seconds(loop.running.seconds)}`);
    }
    parts.push(`late by ${seconds(loop.lag)} at most`, plural(loop.handles, 'handle'), plural(loop.timeouts, 'timer'));
    if (loop.slowest) {
      parts.push(`slowest ever: ${loop.slowest.name}, ${seconds(loop.slowest.seconds)}`);
    }
    say($('loop-fine'), parts.join(' · '));
  }

  #queue(queue) {
    say($('queue-depth'), count(queue.depth));
    const marks = Math.min(queue.depth, MOST_MARKS);
    const each = Math.max(1, Math.ceil(queue.depth / MOST_MARKS));
    const high = Math.ceil(queue.high / each);
    fill($('line'), Array.from({ length: marks }, (_, i) => (i < high ? 'high' : '')));
    const parts = [];
    if (queue.depth) {
      parts.push(`the first waits for ${seconds(queue.oldest)}`);
      if (queue.high) {
        parts.push(`${count(queue.high)} of high priority`);
      }
    }
    if (queue.heldBack) {
      parts.push(`${count(queue.heldBack)} held back, their clients have their share`);
    }
    parts.push(`at most ${count(queue.deepest)} so far`, `room for ${short(queue.limit)}`);
    if (each > 1) {
      parts.push(`each mark is ${each} calls`);
    }
    say($('queue-fine'), parts.join(' · '));
  }

  #workers(workers) {
    say($('workers-busy'), count(workers.busy));
    say($('workers-max'), `of ${count(workers.max)} busy`);
    slots($('slots'), workers.ordinary);
    slots($('priority-slots'), workers.priority);
    attribute($('slots'), 'aria-label', `${count(workers.busy)} of ${plural(workers.max, 'worker')} busy, ${count(workers.size)} exist`);
    attribute($('priority-slots'), 'aria-label', `${count(workers.priorityBusy)} of ${plural(workers.prioritySize, 'priority worker')} busy`);
    const parts = [`${count(workers.size)} exist`, `below, ${plural(workers.prioritySize, 'priority worker')}, ${count(workers.priorityBusy)} busy`];
    if (workers.abandoned) {
      parts.push(`${count(workers.abandoned)} given up, of ${count(workers.maxAbandoned)} at most`);
    }
    say($('workers-fine'), parts.join(' · '));
  }
}

/** As many small marks as there are classes. */
function fill(parent, classes) {
  while (parent.childElementCount > classes.length) {
    parent.lastElementChild.remove();
  }
  while (parent.childElementCount < classes.length) {
    parent.append(make('i'));
  }
  [...parent.children].forEach((mark, i) => {
    if (mark.className !== classes[i]) {
      mark.className = classes[i];
    }
  });
}

function slots(parent, line) {
  parent.classList.toggle('many', line.length > 40);
  fill(parent, [...line].map((sign) => (sign === '.' ? 'sn' : `s${sign}`)));
}

function worlds(all) {
  const states = new Map();
  let total = 0;
  let connections = 0;
  for (const world of all) {
    total += world.total;
    connections += world.connections;
    for (const [state, n] of Object.entries(world.states)) {
      states.set(state, (states.get(state) ?? 0) + n);
    }
  }
  say($('domains-total'), count(total));
  say($('domains-word'), total === 1 ? 'domain' : 'domains');
  const sorted = [...states].sort((a, b) => b[1] - a[1]);
  fill($('states'), sorted.map(([state]) => state));
  sorted.forEach(([, n], i) => {
    $('states').children[i].style.flexGrow = n;
  });
  const words = sorted.map(([state, n]) => `${count(n)} ${state}`);
  attribute($('states'), 'aria-label', words.join(', ') || 'no domains');
  const parts = [...words];
  if (all.length) {
    parts.push(all.length === 1 ? all[0].uri : `${all.length} worlds`, plural(connections, 'connection'));
  } else {
    parts.push('no world is open');
  }
  say($('worlds-fine'), parts.join(' · '));
}
