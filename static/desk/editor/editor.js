// The rich-text editor of a story's body. The textarea stays the form's field: it is written to when the text changes, and
// only then, so a story that was opened and saved is what it was. What the editor can't hold is edited as HTML.
import {
  baseKeymap, chainCommands, EditorState, EditorView, history, keymap, redo, sinkListItem, splitListItem, toggleMark, undo,
} from "./vendor/prosemirror.js";
import * as does from "./commands.js";
import { plainer } from "./paste.js";
import { holds, parsed, schema, written } from "./schema.js";
import { applied, straightened } from "./quotes.js";

const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|ug|ur|yi)\b|-(arab|hebr)\b/i;
const { nodes, marks } = schema;

export class Editor {
  constructor(textarea, box, languageField) {
    Object.assign(this, { textarea, box, languageField });
    this.toolbar = box.querySelector("[role=toolbar]");
    this.place = box.querySelector(".rich");
    this.told = box.querySelector("[role=status]");
    this.view = null;
    this.buttons = [...this.toolbar.querySelectorAll("button")];
    this.toolbar.addEventListener("click", (event) => this.pressed(event.target.closest("button")));
    this.toolbar.addEventListener("keydown", (event) => this.moved(event));
    const dialog = box.querySelector("dialog");
    dialog.addEventListener("click", (event) => {
      const button = event.target.closest("[data-close]");
      if (button) dialog.close(button.dataset.close);
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.localName !== "input") return;
      event.preventDefault();
      dialog.close("set");
    });
    document.querySelector("label[for=id_body]")?.addEventListener("click", () => this.isSource || this.view?.focus());
    languageField?.addEventListener("change", () => this.view?.setProps({ attributes: this.attributes() }));
    box.hidden = false;
    this.rich();
  }

  get language() {
    return this.languageField?.value || "en";
  }

  attributes() {
    const direction = RIGHT_TO_LEFT.test(this.language) ? "rtl" : "ltr";
    return {
      role: "textbox", "aria-multiline": "true", "aria-labelledby": "id_body_label", "aria-describedby": "id_body_keys",
      id: "rich_body", class: "copy", lang: this.language, dir: direction, spellcheck: "true",
    };
  }

  // Rich or source

  rich() {
    const html = this.textarea.value;
    const can = holds(html);
    if (can) this.show(html);
    this.box.classList.toggle("as-source", !can);
    if (!can) this.tell(this.box.dataset.lossy);
    this.mark();
    return can;
  }

  show(html) {
    const state = EditorState.create({ doc: parsed(html), plugins: this.plugins() });
    if (this.view) this.view.updateState(state);
    else this.view = this.made(state);
    this.box.classList.remove("as-source");
  }

  source() {
    const asSource = !this.box.classList.contains("as-source");
    if (asSource) {
      this.box.classList.add("as-source");
      this.textarea.focus();
    } else if (this.rich()) {
      this.view.focus();
    }
    this.mark();
  }

  // Another text in the place of this one: a draft that is restored, one side of a conflict.
  // As an act that can be undone, where there is an editor to undo it; by itself, so later than what was typed just now.
  set(html) {
    if (this.view && !this.isSource && holds(html)) {
      const { tr, doc } = this.view.state;
      this.view.dispatch(tr.replaceWith(0, doc.content.size, parsed(html).content).setTime(tr.time + 1000));
      this.textarea.value = html;
    } else {
      this.textarea.value = html;
      this.rich();
    }
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  get isSource() {
    return this.box.classList.contains("as-source");
  }

  made(state) {
    return new EditorView(this.place, {
      state,
      attributes: this.attributes(),
      editable: () => !this.textarea.matches(":disabled") && !this.textarea.readOnly,
      transformPastedHTML: plainer,
      dispatchTransaction: (transaction) => {
        this.view.updateState(this.view.state.apply(transaction));
        if (transaction.docChanged) {
          this.textarea.value = written(this.view.state.doc);
          this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
        }
        this.mark();
      },
    });
  }

  plugins() {
    const keys = {
      "Mod-b": this.command("strong"), "Mod-i": this.command("em"), "Mod-k": () => this.link(),
      "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, "Shift-Enter": does.lineBreak,
      "Mod-Alt-0": this.command("p"), "Mod-Alt-2": this.command("h2"), "Mod-Alt-3": this.command("h3"),
      "Mod-Alt-4": this.command("h4"), "Shift-Mod-7": this.command("ol"), "Shift-Mod-8": this.command("ul"),
      "Shift-Mod-9": this.command("blockquote"), "Alt-F10": () => this.toToolbar(),
      Enter: chainCommands(does.endEmptyItem, splitListItem(nodes.li)), Backspace: does.leaveItem,
      // Tab leaves the editor, as it leaves any field; only in a table it goes on to the next cell.
      Tab: does.nextCell(1), "Shift-Tab": does.nextCell(-1), "Mod-]": sinkListItem(nodes.li), "Mod-[": does.outOfList,
    };
    return [history(), keymap(keys), keymap(baseKeymap)];
  }

  command(name) {
    const list = {
      strong: this.marked("strong", "b"), em: this.marked("em", "i"), sub: toggleMark(marks.sub), sup: toggleMark(marks.sup),
      p: does.toggleHeading(nodes.p), h2: does.toggleHeading(nodes.h2), h3: does.toggleHeading(nodes.h3), h4: does.toggleHeading(nodes.h4),
      ul: does.toggleList(nodes.ul), ol: does.toggleList(nodes.ol), blockquote: does.toggleQuote, table: does.insertTable,
      "row-add": does.addRow, "row-remove": does.removeRow, "column-add": does.addColumn, "column-remove": does.removeColumn,
      undo, redo,
    };
    return list[name];
  }

  // The wire writes both <strong> and <b>: whichever is there goes, and only one of them comes.
  marked(name, twin) {
    return (state, dispatch, view) => {
      const { from, to } = state.selection;
      const there = state.doc.rangeHasMark(from, to, marks[twin]);
      return toggleMark(marks[there ? twin : name])(state, dispatch, view);
    };
  }

  // The toolbar: one stop for the Tab key, arrows within, as the ARIA practices have it

  pressed(button) {
    if (!button) return;
    const name = button.dataset.does;
    if (name === "source") this.source();
    else if (name === "link") this.link();
    else if (name === "straighten") this.straighten();
    else if (!this.isSource) {
      this.command(name)(this.view.state, this.view.dispatch, this.view);
      this.view.focus();
    }
  }

  moved(event) {
    const usable = this.buttons.filter((button) => !button.disabled);
    const at = usable.indexOf(document.activeElement);
    const forth = getComputedStyle(this.toolbar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forth === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const to = { [forth]: at + 1, [back]: at - 1, Home: 0, End: usable.length - 1 }[event.key];
    if (event.key === "Escape") this.view?.focus();
    if (to === undefined) return;
    event.preventDefault();
    this.stop(usable[(to + usable.length) % usable.length]).focus();
  }

  stop(button) {
    for (const one of this.buttons) one.tabIndex = one === button ? 0 : -1;
    return button;
  }

  toToolbar() {
    (this.buttons.find((one) => one.tabIndex === 0) || this.stop(this.buttons[0])).focus();
    return true;
  }

  mark() {
    const state = this.view?.state;
    for (const button of this.buttons) {
      const name = button.dataset.does;
      if (name === "source") button.setAttribute("aria-pressed", String(this.isSource));
      else button.disabled = this.textarea.matches(":disabled") || (this.isSource && name !== "straighten");
      if (!state || this.isSource || !button.hasAttribute("aria-pressed") || name === "source") continue;
      const type = marks[name === "link" ? "a" : name];
      const twin = { strong: marks.b, em: marks.i }[name];
      const on = type ? [type, twin].some((one) => one && active(state, one)) : does.isIn(state, nodes[name]);
      button.setAttribute("aria-pressed", String(on));
    }
    for (const part of this.toolbar.querySelectorAll("[data-in-table]")) {
      part.hidden = !state || this.isSource || !does.isIn(state, nodes.td, nodes.th);
    }
    if (!this.buttons.some((one) => one.tabIndex === 0 && !one.disabled)) {
      this.stop(this.buttons.find((one) => !one.disabled) || this.buttons[0]);
    }
  }

  tell(words) {
    this.told.textContent = words;
  }

  // Links

  link() {
    const dialog = this.box.querySelector("dialog");
    const field = dialog.querySelector("input");
    const { from, to, $from } = this.view.state.selection;
    const there = marks.a.isInSet(this.view.state.storedMarks || $from.marks()) || linkIn(this.view.state, from, to);
    field.value = there ? there.attrs.href : "";
    dialog.onclose = () => {
      if (dialog.returnValue === "set") this.setLink(field.value.trim());
      if (dialog.returnValue === "remove") this.setLink("");
      this.view.focus();
    };
    dialog.returnValue = "";
    dialog.showModal();
    field.select();
    return true;
  }

  setLink(address) {
    const { state } = this.view;
    let { from, to, empty } = state.selection;
    if (empty) ({ from, to } = stretch(state, from) || { from, to });
    const href = /^[a-z]+:/i.test(address) || !address ? address : address.includes("@") ? `mailto:${address}` : `https://${address}`;
    if (href && !/^(https?:\/\/|mailto:)[^\s<>"\\]+$/i.test(href)) {
      this.tell(this.box.dataset.badLink);
      return;
    }
    const tr = state.tr.removeMark(from, to, marks.a);
    if (href && from === to) tr.insertText(address, from).addMark(from, from + address.length, marks.a.create({ href }));
    else if (href) tr.addMark(from, to, marks.a.create({ href }));
    this.view.dispatch(tr);
  }

  // Quotes and dashes, in the body and in every line of text beside it

  straighten() {
    let count = 0;
    for (const field of this.textarea.form.querySelectorAll("[data-straighten]")) {
      const changes = straightened(field.value, this.language);
      if (!changes.length) continue;
      count += changes.length;
      field.value = applied(field.value, changes);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (this.view && !this.isSource) does.straighten(this.language)(this.view.state, (tr) => {
      count += tr.steps.length;
      this.view.dispatch(tr);
    });
    this.tell(this.box.dataset.straightened.replace("0", String(count)));
  }
}

function active(state, type) {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, type);
}

function linkIn(state, from, to) {
  let found = null;
  state.doc.nodesBetween(from, to, (one) => {
    found ||= marks.a.isInSet(one.marks);
  });
  return found;
}

// The whole of the link that the cursor stands in.
function stretch(state, at) {
  const $at = state.doc.resolve(at);
  const link = marks.a.isInSet($at.marks());
  if (!link) return null;
  let [from, to, place] = [at, at, $at.start()];
  $at.parent.forEach((child) => {
    if (link.isInSet(child.marks) && place <= at && at <= place + child.nodeSize) [from, to] = [place, place + child.nodeSize];
    place += child.nodeSize;
  });
  return { from, to };
}
