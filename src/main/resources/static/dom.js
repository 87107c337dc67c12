// What the page is changed with. Text is only ever set as text: names come from clients.

export function $(id) {
  return document.getElementById(id);
}

/** Sets a text, if it is another one: what does not change is not announced, nor laid out anew. */
export function say(node, text) {
  const value = String(text);
  if (node.textContent !== value) {
    node.textContent = value;
  }
}

export function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) {
    node.className = className;
  }
  if (text !== undefined) {
    node.textContent = text;
  }
  return node;
}

const SVG = 'http://www.w3.org/2000/svg';

export function draw(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  return node;
}

export function attribute(node, name, value) {
  if (value === null) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

/**
 * Makes the children of a node those of a list, by key. A child that stays is the same node, so that
 * the focus stays in it.
 */
export function list(parent, items, key, create, update) {
  const known = new Map();
  for (const child of [...parent.children]) {
    known.set(child.dataset.key, child);
  }
  let at = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let node = known.get(name);
    if (node) {
      known.delete(name);
    } else {
      node = create(item);
      node.dataset.key = name;
    }
    update(node, item);
    if (node === at) {
      at = at.nextElementSibling;
    } else {
      parent.insertBefore(node, at);
    }
  }
  for (const gone of known.values()) {
    gone.remove();
  }
}
