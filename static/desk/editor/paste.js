// What word processors and web pages put into the clipboard, made plain before the schema reads it.

const NOT_TEXT = "script, style, meta, title, link, template, noscript, iframe, object, svg, xml, o\\:p, form, input, button, select";
const RENAMED = { h1: "h2", h5: "h4", h6: "h4", strike: "span", u: "span", font: "span" };

export function plainer(html) {
  const page = new DOMParser().parseFromString(unstyled(html), "text/html");
  for (const element of page.querySelectorAll(NOT_TEXT)) element.remove();
  wordLists(page);
  for (const element of page.body.querySelectorAll("*")) {
    emphasis(element, page);
    if (element.localName in RENAMED) rename(element, RENAMED[element.localName], page);
  }
  for (const link of page.querySelectorAll("a")) {
    if (!/^(https?:|mailto:)/i.test(link.getAttribute("href") || "")) link.replaceWith(...link.childNodes);
  }
  const comments = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.remove();
  for (const element of page.body.querySelectorAll("*")) keepOnly(element);
  return page.body.innerHTML;
}

// The page's security policy lets no style or script of a text's own apply, and complains of each: they are put out of force.
function unstyled(html) {
  const tags = html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "");
  return tags.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'])style(\s*=)/gi, "$1data-style$2").replace(/([\s"'])on[a-z]+(\s*=)/gi, "$1data-off$2"));
}

// Word's lists are paragraphs whose style says so, with a bullet typed before the text.
function wordLists(page) {
  let list = null;
  for (const paragraph of page.querySelectorAll("p")) {
    const isItem = /mso-list:\s*l\d/i.test(paragraph.getAttribute("data-style") || "");
    if (!isItem) {
      list = null;
      continue;
    }
    const bullet = [...paragraph.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(one.getAttribute("data-style") || ""));
    const kind = /^\s*[\p{N}a-z]+[.)]/iu.test(bullet ? bullet.textContent : "") ? "ol" : "ul";
    if (bullet) bullet.remove();
    if (!list || list.localName !== kind || list.nextElementSibling !== paragraph) {
      list = page.createElement(kind);
      paragraph.before(list);
    }
    const item = page.createElement("li");
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

// Emphasis that is said by a style; and Google's habit of wrapping everything in a <b> that is not bold.
function emphasis(element, page) {
  const style = element.getAttribute("data-style") || "";
  const weight = (style.match(/font-weight:\s*(\w+)/i) || [])[1];
  if (["b", "strong"].includes(element.localName) && /^(normal|400)$/i.test(weight || "")) {
    element.replaceWith(...element.childNodes);
  } else if (["span", "font"].includes(element.localName)) {
    if (/^(bold|[6-9]00)$/i.test(weight || "")) wrapInside(element, "strong", page);
    if (/font-style:\s*italic/i.test(style)) wrapInside(element, "em", page);
    if (/vertical-align:\s*super/i.test(style)) wrapInside(element, "sup", page);
    if (/vertical-align:\s*sub\b/i.test(style)) wrapInside(element, "sub", page);
  }
}

function wrapInside(element, name, page) {
  const wrapper = page.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

function rename(element, name, page) {
  const other = page.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function keepOnly(element) {
  const allowed = { a: ["href"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"] }[element.localName] || [];
  for (const { name } of [...element.attributes]) {
    // ProseMirror marks its own clipboard: what was copied here comes back as it was.
    if (!allowed.includes(name) && !name.startsWith("data-pm") && !["dir", "lang", "class"].includes(name)) element.removeAttribute(name);
  }
  if (element.className && element.className !== "bare") element.removeAttribute("class");
  if (element.lang && element.localName === "span") element.removeAttribute("lang");
}
