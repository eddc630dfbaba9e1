// What the toolbar's buttons and the keys do.
import { chainCommands, lift, liftListItem, setBlockType, TextSelection, wrapIn, wrapInList } from "./vendor/prosemirror.js";
import { schema } from "./schema.js";
import { straightened } from "./quotes.js";

const { nodes } = schema;
const inside = ($at, types) => {
  for (let depth = $at.depth; depth > 0; depth -= 1) if (types.includes($at.node(depth).type)) return depth;
  return 0;
};

export const isIn = (state, ...types) => inside(state.selection.$from, types) > 0;

// Bare text can stand in an item only: on its way out of the list it becomes a paragraph.
export function outOfList(state, dispatch) {
  if (!isIn(state, nodes.li)) return false;
  if (!dispatch) return true;
  const tr = state.tr;
  const { $from, $to } = state.selection;
  state.doc.nodesBetween($from.pos, $to.pos, (one, at) => {
    if (one.type === nodes.bare) tr.setNodeMarkup(at, nodes.p);
  });
  const between = state.apply(tr);
  liftListItem(nodes.li)(between, (lifted) => {
    for (const step of lifted.steps) tr.step(step);
    dispatch(tr.scrollIntoView());
  });
  return true;
}

export function toggleList(type) {
  return (state, dispatch, view) => {
    const { $from } = state.selection;
    const depth = inside($from, [nodes.ul, nodes.ol]);
    if (depth && $from.node(depth).type === type) return outOfList(state, dispatch, view);
    if (depth) {
      if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(depth), type, $from.node(depth).attrs));
      return true;
    }
    return wrapInList(type)(state, dispatch && ((tr) => dispatch(bared(tr))), view);
  };
}

// Items that were paragraphs a moment ago hold bare text, as the wire's do.
function bared(tr) {
  const { from, to } = tr.selection;
  tr.doc.nodesBetween(from, to, (one, at) => {
    const plain = one.type === nodes.li && one.firstChild.type === nodes.p && !Object.values(one.firstChild.attrs).some(Boolean);
    if (plain) tr.setNodeMarkup(at + 1, nodes.bare);
  });
  return tr;
}

export const toggleHeading = (type) => (state, dispatch, view) =>
  setBlockType(isIn(state, type) ? nodes.p : type)(state, dispatch, view);

export const toggleQuote = (state, dispatch, view) =>
  isIn(state, nodes.blockquote) ? lift(state, dispatch, view) : wrapIn(nodes.blockquote)(state, dispatch, view);

export const leaveItem = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  return empty && $from.parentOffset === 0 && $from.depth > 1 && $from.node(-1).type === nodes.li && $from.index(-1) === 0
    ? outOfList(state, dispatch, view)
    : false;
};

export const endEmptyItem = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  const item = $from.depth > 1 && $from.node(-1).type === nodes.li;
  return empty && item && $from.parent.content.size === 0 && $from.node(-1).childCount === 1 ? outOfList(state, dispatch, view) : false;
};

export const lineBreak = (state, dispatch) => {
  if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.br.create(), true).scrollIntoView());
  return true;
};

// Tables

const cellOf = (type) => type.createAndFill();
const rowOf = (row) => nodes.tr.create(null, [...Array(row.childCount)].map(() => cellOf(nodes.td)));

export function insertTable(state, dispatch) {
  const head = nodes.tr.create(null, [cellOf(nodes.th), cellOf(nodes.th)]);
  const table = nodes.table.create(null, [head, rowOf(head), rowOf(head)]);
  if (dispatch) {
    const tr = state.tr.replaceSelectionWith(table);
    const start = tr.mapping.map(state.selection.from, -1);
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(start + 1, tr.doc.content.size)))).scrollIntoView());
  }
  return true;
}

function inTable(state) {
  const { $from } = state.selection;
  const cell = inside($from, [nodes.td, nodes.th]);
  const table = inside($from, [nodes.table]);
  return cell && table ? { $from, cell, row: cell - 1, table } : null;
}

export function addRow(state, dispatch) {
  const at = inTable(state);
  if (at && dispatch) dispatch(state.tr.insert(at.$from.after(at.row), rowOf(at.$from.node(at.row))).scrollIntoView());
  return at !== null;
}

export function removeRow(state, dispatch) {
  const at = inTable(state);
  if (!at) return false;
  const rows = at.$from.node(at.row - 1);
  const whole = rows.childCount > 1 ? at.row : at.table;
  if (dispatch) dispatch(state.tr.delete(at.$from.before(whole), at.$from.after(whole)).scrollIntoView());
  return true;
}

const rowsOf = (state, at) => {
  const rows = [];
  at.$from.node(at.table).descendants((one, place) => {
    if (one.type === nodes.tr) rows.push([one, at.$from.start(at.table) + place]);
    return one.type !== nodes.tr;
  });
  return rows.reverse(); // from the last, so that the places of those before stay right
};
const hasSpans = (rows) => rows.some(([row]) => row.content.content.some((one) => one.attrs.colspan || one.attrs.rowspan));

export function addColumn(state, dispatch) {
  const at = inTable(state);
  const rows = at ? rowsOf(state, at) : [];
  if (!at || hasSpans(rows)) return false;
  const index = at.$from.index(at.row);
  const tr = state.tr;
  for (const [row, place] of rows) {
    let inner = place + 1;
    for (let cell = 0; cell <= Math.min(index, row.childCount - 1); cell += 1) inner += row.child(cell).nodeSize;
    tr.insert(inner, cellOf(row.childCount ? row.child(Math.min(index, row.childCount - 1)).type : nodes.td));
  }
  if (dispatch) dispatch(tr.scrollIntoView());
  return true;
}

export function removeColumn(state, dispatch) {
  const at = inTable(state);
  const rows = at ? rowsOf(state, at) : [];
  const index = at ? at.$from.index(at.row) : 0;
  if (!at || hasSpans(rows) || rows.some(([row]) => row.childCount < 2)) return false;
  const tr = state.tr;
  for (const [row, place] of rows) {
    let inner = place + 1;
    for (let cell = 0; cell < index; cell += 1) inner += row.child(cell).nodeSize;
    if (index < row.childCount) tr.delete(inner, inner + row.child(index).nodeSize);
  }
  if (dispatch) dispatch(tr.scrollIntoView());
  return true;
}

export const nextCell = (step) => (state, dispatch) => {
  const at = inTable(state);
  if (!at) return false;
  const edge = step > 0 ? at.$from.after(at.cell) : at.$from.before(at.cell);
  const found = TextSelection.findFrom(state.doc.resolve(edge), step, true);
  const stays = found && found.from > at.$from.start(at.table) && found.from < at.$from.end(at.table);
  if (!stays && step > 0) return addRow(state, dispatch);
  if (stays && dispatch) dispatch(state.tr.setSelection(found).scrollIntoView());
  return true;
};

// Quotes and dashes, block by block, with the marks that they stand in

export const straighten = (language) => (state, dispatch) => {
  const tr = state.tr;
  const found = [];
  state.doc.descendants((one, at) => {
    if (one.isTextblock) {
      const text = one.textBetween(0, one.content.size, null, "\n");
      for (const change of straightened(text, language)) found.push({ ...change, at: at + 1 });
    }
    return !one.isTextblock;
  });
  for (const { at, from, to, text } of found.sort((one, other) => other.at - one.at || other.from - one.from)) {
    tr.insertText(text, at + from, at + to);
  }
  if (dispatch && found.length) dispatch(tr);
  return found.length > 0;
};

export { chainCommands };
