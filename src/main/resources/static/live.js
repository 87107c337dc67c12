// The stream of snapshots, and whether it lives. It is read with fetch, as an EventSource does not say why it was refused.

const RETRY_MILLIS = [1000, 2000, 4000, 8000];

/** How long nothing may come; a snapshot comes each second or as the daemon is told. */
const PATIENCE_INTERVALS = 6;

/**
 * Calls `hear(name, data)` for each event, and `tell(state, detail)` for each change of
 *
 *   connecting ──▶ live ──▶ ended (the daemon stops) ──▶ connecting …
 *        │           └────▶ lost ──▶ connecting …
 *        └─▶ refused (an HTTP status) ──▶ connecting …
 */
export class Live {
  #path;
  #hear;
  #tell;
  #failures = 0;
  #interval = 1000;
  #run = 0;
  #abort = null;
  #timer = 0;
  #watchdog = 0;

  constructor(path, hear, tell) {
    this.#path = path;
    this.#hear = hear;
    this.#tell = tell;
  }

  /** Connects now, whatever was before. */
  start() {
    this.stop();
    this.#tell('connecting', {});
    this.#connect(this.#run);
  }

  /** Lets go of the stream. */
  stop() {
    this.#run++;
    clearTimeout(this.#timer);
    clearTimeout(this.#watchdog);
    if (this.#abort) {
      this.#abort.abort();
      this.#abort = null;
    }
  }

  async #connect(run) {
    const abort = new AbortController();
    this.#abort = abort;
    this.#watch(run);
    let outcome;
    try {
      const response = await fetch(this.#path, { signal: abort.signal, cache: 'no-store', headers: { Accept: 'text/event-stream' } });
      if (response.ok && response.body) {
        outcome = await this.#read(response.body, run);
      } else {
        outcome = ['refused', { status: response.status }];
      }
    } catch (e) {
      outcome = ['lost', {}];
    }
    this.#again(run, ...outcome);
  }

  /** Reads to the end of the stream. */
  async #read(body, run) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    let ended = false;
    for (;;) {
      const { value, done } = await reader.read();
      if (done || run !== this.#run) {
        return [ended ? 'ended' : 'lost', {}];
      }
      this.#watch(run);
      text += value;
      let end;
      while ((end = text.indexOf('\n\n')) >= 0) {
        ended = this.#take(text.slice(0, end)) || ended;
        text = text.slice(end + 2);
      }
    }
  }

  /** Takes one event. Returns whether it is the last. */
  #take(event) {
    let name = 'message';
    let data = '';
    for (const line of event.split('\n')) {
      if (line.startsWith('event: ')) {
        name = line.slice(7);
      } else if (line.startsWith('data: ')) {
        data += line.slice(6);
      }
    }
    if (name === 'end') {
      return true;
    }
    const told = JSON.parse(data);
    if (name === 'welcome') {
      this.#interval = told.interval;
      this.#failures = 0;
      this.#tell('live', {});
    }
    this.#hear(name, told);
    return false;
  }

  /** A connection that is gone without a word, as after a sleep of the machine, is found out by this. */
  #watch(run) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      if (run === this.#run && this.#abort) {
        this.#abort.abort();
      }
    }, Math.max(5000, this.#interval * PATIENCE_INTERVALS));
  }

  #again(run, state, detail) {
    if (run !== this.#run) {
      return;
    }
    clearTimeout(this.#watchdog);
    this.#abort = null;
    const wait = RETRY_MILLIS[Math.min(this.#failures, RETRY_MILLIS.length - 1)];
    this.#failures++;
    this.#tell(state, { ...detail, wait });
    this.#timer = setTimeout(() => this.#connect(run), wait);
  }
}
