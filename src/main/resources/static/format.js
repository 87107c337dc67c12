// Numbers as people read them.

const whole = new Intl.NumberFormat('en');

export function count(number) {
  return whole.format(number);
}

/** 1234567 as "1.2 M", so that it stays short. */
export function short(number) {
  if (number < 10000) {
    return whole.format(number);
  }
  return number < 1e6 ? `${(number / 1e3).toFixed(number < 1e5 ? 1 : 0)} k` : `${(number / 1e6).toFixed(1)} M`;
}

export function seconds(value) {
  if (value < 1) {
    return `${Math.round(value * 1000)} ms`;
  }
  if (value < 60) {
    return `${value.toFixed(1)} s`;
  }
  if (value < 3600) {
    return `${Math.floor(value / 60)} min ${Math.floor(value % 60)} s`;
  }
  return `${Math.floor(value / 3600)} h ${Math.floor((value % 3600) / 60)} min`;
}

export function micros(value) {
  return value < 1000 ? `${value} µs` : seconds(value / 1e6);
}

export function bytes(value) {
  if (value < 1024) {
    return `${value} B`;
  }
  return value < 1048576 ? `${(value / 1024).toFixed(0)} KiB` : `${(value / 1048576).toFixed(1)} MiB`;
}

export function percent(thousandths) {
  return (thousandths / 10).toFixed(thousandths < 100 && thousandths > 0 ? 1 : 0);
}

export function clock(millis) {
  return new Date(millis).toLocaleTimeString('en-GB');
}

export function plural(number, word) {
  return `${count(number)} ${word}${number === 1 ? '' : 's'}`;
}
