// Text whose contrast with what is behind it is below WCAG AA: 4.5:1, or 3:1 for large text. One line for each.
(() => {
  document.querySelector('#verdict').dataset.level = 'LEVEL';
  const parse = (colour) => {
    const n = colour.match(/[\d.]+/g).map(Number);
    return { r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1 };
  };
  const light = (c) => {
    const [r, g, b] = [c.r, c.g, c.b].map((v) => {
      const s = v / 255;
      return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.a === 1) {
        return colour;
      }
    }
    return { r: 255, g: 255, b: 255, a: 1 };
  };
  const poor = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility()) {
      continue;
    }
    seen++;
    const style = getComputedStyle(node);
    const a = light(parse(style.color));
    const b = light(behind(node));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) {
      poor.push(`${ratio.toFixed(2)} ${node.tagName}.${node.className} "${texts.currentNode.data.trim().slice(0, 40)}"`);
    }
  }
  return seen < 50 ? `only ${seen} texts are there to check` : poor.join('\n');
})()
