// What is shown line by line: long calls, the clients that use most, domains, events.

import { $, list, make, say } from './dom.js';
import { bytes, clock, count, seconds } from './format.js';

const LONG_SECONDS = 1;

export function calls(shown) {
  $('calls-none').hidden = shown.top.length > 0;
  list($('calls-rows'), shown.top, (c) => `${c.client}/${c.serial}/${c.worker}`, callRow, (row, call) => {
    row.className = call.seconds >= shown.stuckAfter ? 'stuck' : call.seconds >= LONG_SECONDS ? 'long' : '';
    const [time, procedure, client, held] = row.children;
    say(time.firstChild, seconds(call.seconds));
    say(time.lastChild, call.timedOut ? 'its client was told: timed out' : '');
    say(procedure.firstChild, call.procedure);
    say(procedure.lastChild, call.worker);
    say(client.firstChild, call.client);
    client.firstChild.href = `actuator/clients/${call.client}`;
    say(client.lastChild, call.who);
    say(held.firstChild, heldUp(call));
    say(held.lastChild, call.at ? `in ${place(call.at)}` : '');
    held.lastChild.title = call.at ?? '';
  });
}

/** "driver.test.TestDomain.start(TestDomain.java:12)" as "TestDomain.start, line 12". */
function place(at) {
  return at.replace(/^.*?([\w$]+\.[\w$<>]+)\([^:)]*:(\d+)\)$/, '$1, line $2');
}

function heldUp(call) {
  if (!call.waitsFor) {
    return call.at ? 'it does not wait for a lock' : '';
  }
  const holder = call.heldBy ? `, held by ${call.heldBy} of client ${call.heldByClient}` : '';
  return `waits for ${call.waitsFor}${holder}`;
}

/** A row keeps its meaning where it is laid out as a card. */
function tableRow(cells) {
  const row = make('tr');
  row.setAttribute('role', 'row');
  for (const cell of cells) {
    cell.setAttribute('role', 'cell');
    row.append(cell);
  }
  return row;
}

function number(label) {
  const cell = make('td', 'n');
  cell.dataset.label = label;
  return cell;
}

function callRow() {
  const time = make('td', 'time');
  time.append(make('span'), make('span', 'sub'));
  const procedure = make('td');
  procedure.append(make('code'), make('span', 'sub'));
  const client = make('td');
  client.append(make('a'), make('span', 'sub'));
  const held = make('td');
  held.append(make('span'), make('span', 'sub'));
  return tableRow([time, procedure, client, held]);
}

export function clients(shown) {
  $('top-none').hidden = shown.top.length > 0;
  list($('top-rows'), shown.top, (c) => c.id, clientRow, (row, client) => {
    const [id, who, window, parked, rate, unsent] = row.children;
    say(id.firstChild, client.id);
    id.firstChild.href = `actuator/clients/${client.id}`;
    say(id.lastChild, client.transport);
    say(who.firstChild, client.who);
    say(who.lastChild, `${client.address}${client.readOnly ? ' · read-only' : ''}${client.state === 'open' ? '' : ` · ${client.state}`}`);
    windowBar(window.firstChild, client);
    figure(parked, client.parked, count);
    figure(rate, client.calls, count);
    figure(unsent, client.waiting, bytes);
  });
}

/** Nothing is a dash, so that what is not nothing is seen. */
function figure(cell, value, show) {
  say(cell, value ? show(value) : '–');
  cell.classList.toggle('nil', !value);
}

const MOST_BLOCKS = 10;

function windowBar(bar, client) {
  const blocks = Math.min(client.size, MOST_BLOCKS);
  const on = client.used === 0 ? 0 : Math.max(1, Math.min(blocks, Math.round((client.used / client.size) * blocks)));
  bar.className = client.parked ? 'window parked' : client.used >= client.size ? 'window full' : 'window';
  while (bar.childElementCount > blocks + 1) {
    bar.firstElementChild.remove();
  }
  while (bar.childElementCount < blocks + 1) {
    bar.prepend(make('i'));
  }
  [...bar.children].slice(0, blocks).forEach((block, i) => block.classList.toggle('on', i < on));
  say(bar.lastElementChild, `${client.used} of ${client.size}`);
}

function clientRow() {
  const id = make('td');
  id.append(make('a'), make('span', 'sub'));
  const who = make('td');
  who.append(make('span'), make('span', 'sub'));
  const window = make('td');
  const bar = make('span', 'window');
  bar.append(make('span'));
  window.append(bar);
  return tableRow([id, who, window, number('parked'), number('calls/s'), number('unsent')]);
}

export function domains(worlds) {
  const lines = [];
  for (const world of worlds) {
    for (const domain of world.domains) {
      lines.push({ ...domain, key: `${world.uri} ${domain.name}` });
    }
    const more = world.total - world.domains.length;
    if (more > 0) {
      lines.push({ more, key: `${world.uri} and more` });
    }
  }
  $('domains-none').hidden = worlds.length > 0;
  list($('domains-list'), lines, (d) => d.key, domainLine, (line, domain) => {
    const [dot, name, state, held] = line.children;
    if (domain.more) {
      line.className = 'note';
      dot.hidden = true;
      say(name, `and ${count(domain.more)} more`);
      return;
    }
    dot.className = `dot ${domain.state}`;
    line.classList.toggle('is-held', Boolean(domain.heldBy));
    say(name, domain.name);
    name.title = domain.name;
    say(state, domain.state);
    say(held, domain.heldBy ? `held by ${domain.heldBy}` : '');
  });
}

function domainLine() {
  const line = make('li');
  line.append(make('span', 'dot'), make('span', 'name'), make('span', 'state'), make('span', 'held'));
  return line;
}

let newest = null;

export function events(all) {
  $('events-none').hidden = all.length > 0;
  const before = newest;
  newest = all.length ? all[0].number : (newest ?? 0);
  list($('events-list'), all, (e) => e.number, () => eventLine(), (line, event) => {
    const [time, kind, what] = line.children;
    say(time, clock(event.at));
    say(kind, event.kind);
    say(what.children[0], event.name);
    say(what.children[1], ` ${event.what}${event.detail ? `, ${event.detail}` : ''}`);
    line.classList.toggle('new', before !== null && event.number > before);
  });
}

function eventLine() {
  const line = make('li');
  const what = make('span', 'what');
  what.append(make('b'), make('span', 'detail'));
  line.append(make('time'), make('span', 'kind'), what);
  return line;
}
