// The allow-list of articles/wire/allow_list.py as a schema, and bodies read and written exactly as the cleaner writes them.
import { DOMParser as Reader, Schema } from "./vendor/prosemirror.js";

const HELD = "(bare | block) block*"; // items and cells hold bare text, and whole blocks after it
const EVERYWHERE = ["dir", "lang"];
const SPANS = ["colspan", "rowspan"];

const attributes = (names) => Object.fromEntries(names.map((name) => [name, { default: null }]));
const read = (names) => (element) => Object.fromEntries(names.map((name) => [name, element.getAttribute(name)]));
const said = (attrs) => Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== null));

function node(tag, content, more = {}, names = EVERYWHERE) {
  return {
    content,
    attrs: attributes(names),
    parseDOM: [{ tag, getAttrs: read(names) }],
    toDOM: (one) => [tag, said(one.attrs), 0],
    ...more,
  };
}

function mark(tag, names = EVERYWHERE, rules = []) {
  return {
    attrs: attributes(names),
    parseDOM: [{ tag: names.includes("href") ? "a[href]" : tag, getAttrs: read(names) }, ...rules],
    toDOM: (one) => [tag, said(one.attrs), 0],
  };
}

const cell = (tag) => node(tag, HELD, { isolating: true }, [...SPANS, ...EVERYWHERE]);

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    p: node("p", "inline*", { group: "block" }),
    h2: node("h2", "inline*", { group: "block", defining: true }),
    h3: node("h3", "inline*", { group: "block", defining: true }),
    h4: node("h4", "inline*", { group: "block", defining: true }),
    blockquote: node("blockquote", "block+", { group: "block", defining: true }),
    ul: node("ul", "li+", { group: "block" }),
    ol: node("ol", "li+", { group: "block" }),
    li: node("li", HELD, { defining: true }),
    figure: node("figure", "(figcaption | block)+", { group: "block", isolating: true }),
    figcaption: node("figcaption", HELD),
    table: node("table", "(caption | thead | tbody | tfoot | tr)+", { group: "block", isolating: true }),
    caption: node("caption", HELD, { isolating: true }),
    thead: node("thead", "tr+"),
    tbody: node("tbody", "tr+"),
    tfoot: node("tfoot", "tr+"),
    tr: node("tr", "(td | th)*"),
    td: cell("td"),
    th: cell("th"),
    bare: { content: "inline*", parseDOM: [{ tag: "div.bare" }], toDOM: () => ["div", { class: "bare" }, 0] },
    br: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    text: { group: "inline" },
  },
  marks: {
    a: { ...mark("a", ["dir", "href", "lang"]), inclusive: false },
    strong: mark("strong"),
    b: mark("b"),
    em: mark("em"),
    i: mark("i"),
    sub: mark("sub"),
    sup: mark("sup"),
  },
});

export const BLOCKS = Object.keys(schema.nodes).filter((name) => !["doc", "bare", "br", "text"].includes(name));

// Reading

export function dom(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const between = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    text.data = text.data.replace(/[\t\n\r\f ]+/g, " ");
    const near = [text.previousSibling, text.nextSibling].some((one) => one && BLOCKS.includes(one.localName));
    if (text.data === " " && (near || text.parentNode === body || !text.parentNode.textContent.trim())) between.push(text);
  }
  for (const text of between) text.remove();
  return body;
}

export const parsed = (html) => Reader.fromSchema(schema).parse(dom(html), { preserveWhitespace: true });

// Writing

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\u00a0", "&nbsp;");
const opening = (name, attrs) => {
  const written = Object.keys(said(attrs)).sort().map((key) => ` ${key}="${escaped(attrs[key]).replaceAll('"', "&quot;")}"`);
  return `<${name}${written.join("")}${name === "a" ? ' rel="noopener"' : ""}>`;
};

function inline(parent) {
  let html = "";
  let open = [];
  const close = (kept) => {
    while (open.length > kept) html += `</${open.pop().type.name}>`;
  };
  parent.forEach((child) => {
    let same = 0;
    while (same < open.length && same < child.marks.length && open[same].eq(child.marks[same])) same += 1;
    close(same);
    for (const one of child.marks.slice(same)) {
      html += opening(one.type.name, one.attrs);
      open.push(one);
    }
    html += child.isText ? escaped(child.text) : "<br>";
  });
  close(0);
  return html;
}

export function written(parent) {
  let html = "";
  parent.forEach((child) => {
    const inner = child.inlineContent ? inline(child) : written(child);
    const empty = child.isTextblock && !child.textContent.trim();
    if (child.type.name === "bare") html += inner;
    else if (!empty) html += `${opening(child.type.name, child.attrs)}${inner}</${child.type.name}>`;
  });
  return html;
}

// What of a body counts: blocks with their attributes, and each run of text with the tags around it, in any order.
function essence(root) {
  const found = [];
  const walk = (element, around) => {
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE || child.localName === "br") {
        const key = [...around].sort().join("");
        const last = found.at(-1);
        const text = child.localName === "br" ? "\n" : child.data;
        if (last && last.key === key) last.text += text;
        else found.push({ key, text });
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const attrs = [...child.attributes].filter((one) => one.name !== "rel").map((one) => `${one.name}=${one.value}`);
        const tag = `<${child.localName} ${attrs.sort().join(" ")}>`;
        if (child.localName in schema.marks) {
          walk(child, [...around, tag]);
        } else {
          found.push({ block: tag });
          walk(child, around);
          found.push({ block: "/" });
        }
      }
    }
  };
  walk(root, []);
  return JSON.stringify(found);
}

// Whether the editor can hold all of this body: what it can't is edited as HTML, and nothing of it is lost.
export const holds = (html) => essence(dom(written(parsed(html)))) === essence(dom(html));
