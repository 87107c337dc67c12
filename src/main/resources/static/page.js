// The page: what the daemon tells each second, and whether it tells anything.

import { Charts } from './charts.js';
import { $, attribute, list, make, say } from './dom.js';
import { clock, count, micros, percent, plural, seconds, short } from './format.js';
import { House } from './house.js';
import { Live } from './live.js';
import * as tables from './tables.js';

const WORDS = {
  well: ['Well', 'Everything is served as it comes.'],
  watch: ['Watch', 'All are served; some may notice a delay.'],
  trouble: ['Trouble', 'Some are not served as they should be.'],
  starting: ['Starting', 'It does not take clients yet.'],
  stopping: ['Stopping', 'It takes no more clients, and lets those it has finish.'],
  lost: ['Lost', 'The daemon does not answer.'],
  refused: ['Not let in', 'The daemon answers, and does not let this page watch.'],
  ended: ['Stopped', 'The daemon has ended in good order.'],
};

const PLACES = { clients: 'clients', loop: 'loop', queue: 'queue', workers: 'workers', calls: 'calls' };

const charts = new Charts();
const house = new House();
let latest = null;
let paused = false;
let link = 'connecting';
let retryAt = 0;
let hasEnded = false;

function verdict(level, reasons) {
  const [word, text] = WORDS[level] ?? WORDS.lost;
  attribute($('verdict'), 'data-level', level);
  say($('verdict-word'), word);
  say($('verdict-say'), text);
  list($('reasons'), reasons, (r) => `${r.where} ${r.level} ${r.text.replace(/[\d.]+/g, '#')}`, () => {
    const item = make('li');
    item.append(make('a'));
    return item;
  }, (item, reason) => {
    item.className = reason.level;
    item.firstChild.href = `#${PLACES[reason.where] ?? 'verdict'}`;
    say(item.firstChild, reason.text);
  });
  document.title = level === 'well' ? 'jvirtd' : `${word} · jvirtd`;
}

function figures(vitals, load) {
  const [, , , , calls, run, clients] = vitals;
  say($('figure-clients'), count(clients));
  say($('figure-calls'), short(calls));
  say($('figure-run'), calls ? micros(run) : '–');
  say($('figure-load'), `${percent(load)} %`);
}

function show(snapshot) {
  document.body.toggleAttribute('data-seen', true);
  verdict(snapshot.verdict.level, snapshot.verdict.reasons);
  figures(snapshot.vitals, snapshot.loop.load);
  $('nobody').hidden = snapshot.clients.total > 0 || ['starting', 'stopping'].includes(snapshot.verdict.level);
  house.show(snapshot, snapshot.vitals[4]);
  charts.draw();
  tables.calls(snapshot.calls);
  tables.clients(snapshot.clients);
  tables.domains(snapshot.worlds);
  tables.events(snapshot.events);
  say($('seen'), `As of ${clock(snapshot.at)}${snapshot.trimmed ? ' · lists are cut short to fit' : ''}`);
}

function welcome(told) {
  say($('version'), told.version);
  charts.load(told);
  list($('ways-in'), told.waysIn, (command) => command, (command) => {
    const item = make('li');
    const copy = make('button', '', 'Copy');
    copy.type = 'button';
    copy.setAttribute('aria-label', `Copy: ${command}`);
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(command);
        say(copy, 'Copied');
      } catch (e) {
        say(copy, 'Select it by hand');
      }
    });
    item.append(make('code', '', command), copy);
    return item;
  }, () => {});
}

function hear(name, told) {
  if (name === 'welcome') {
    welcome(told);
  } else if (name === 'snapshot') {
    latest = told;
    charts.add(told.vitals);
    if (!paused) {
      show(told);
    }
  }
}

// ---- Whether it lives ----

const REFUSALS = {
  401: ['The daemon asks who you are', 'Load the page again and log in: the browser asks for the name and the password.'],
  403: ['You may not watch this daemon', 'Your login is known, and is not allowed to read.'],
  429: ['Too many failed logins', 'The daemon lets nobody try again for a while; then load the page again and log in.'],
  404: ['There is no live view', 'It is turned off: jvirtd.page.max-viewers is 0.'],
  503: ['No place is free', 'As many browsers watch as may (jvirtd.page.max-viewers), or the daemon is stopping.'],
};

function tell(state, detail) {
  link = state;
  retryAt = detail.wait ? Date.now() + detail.wait : 0;
  document.body.dataset.link = hasEnded && state !== 'live' ? 'ended' : state;
  if (state === 'live') {
    hasEnded = false;
    notice(null);
  } else if (state === 'ended' || (hasEnded && state !== 'connecting')) {
    // Nobody answers after that, or is let in; it is no other news.
    hasEnded = true;
    verdict('ended', []);
    notice('The daemon has stopped', 'It has told so before it ended. What is below is its last moment. This page goes on by itself when the daemon is started again.');
  } else if (state === 'refused') {
    verdict('refused', []);
    notice(...(REFUSALS[detail.status] ?? ['The daemon does not let this page watch', `It answers with HTTP ${detail.status}.`]));
  } else if (state === 'lost') {
    verdict('lost', []);
    notice('No word from the daemon', 'Its process may be gone, or the network between. Look whether it runs (its log, or systemctl, docker or kubectl), and start it: this page goes on by itself. What is below is the last that was seen.');
  }
  status();
}

function notice(title, text) {
  $('notice').hidden = title === null;
  say($('notice-title'), title ?? '');
  say($('notice-text'), text ?? '');
}

/** One line on the link; the countdown is no news, so that only its button changes. */
function status() {
  const lines = {
    connecting: 'Connecting…',
    live: paused ? 'Paused' : 'Live',
    refused: hasEnded ? 'Stopped' : 'Not let in',
    lost: hasEnded ? 'Stopped' : latest ? `Lost, last seen at ${clock(latest.at)}` : 'No answer',
    ended: 'Stopped',
  };
  say($('link'), paused && latest ? `Paused at ${$('seen').textContent.slice(6, 14)}` : lines[link]);
  const left = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
  say($('notice-button'), left > 0 ? `Try now (else in ${left} s)` : 'Trying…');
}

// Not relative: an address with a name and a password in it is none that fetch takes.
const live = new Live(new URL('live', location.origin + location.pathname).href, hear, tell);

// ---- What the viewer can do ----

$('notice-button').addEventListener('click', () => {
  if ($('notice-title').textContent === REFUSALS[401][0]) {
    location.reload();
  } else {
    live.start();
  }
});

$('pause').addEventListener('click', () => {
  paused = !paused;
  attribute($('pause'), 'aria-pressed', paused);
  document.body.toggleAttribute('data-paused', paused);
  if (!paused && latest) {
    show(latest);
  }
  status();
});

const THEMES = ['system', 'light', 'dark'];

function theme() {
  return document.documentElement.dataset.theme ?? 'system';
}

function recolour() {
  say($('theme'), `Theme: ${theme()}`);
  house.recolour();
}

$('theme').addEventListener('click', () => {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  if (next === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = next;
  }
  try {
    localStorage.setItem('theme', next);
  } catch (e) {
    // It holds until the page is closed.
  }
  recolour();
});

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
recolour();

// A page that nobody sees need not be told anything.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    live.stop();
  } else {
    live.start();
  }
});

setInterval(status, 1000);
if (!document.hidden) {
  live.start();
}
