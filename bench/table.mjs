/**
 * A table that reads well in a terminal and in Markdown. Columns whose heading ends with a space are set to the right.
 *
 * @param {readonly string[]} headings
 * @param {readonly (readonly string[])[]} rows
 */
export function toTable(headings, rows) {
  const right = headings.map((heading) => heading.endsWith(' '));
  const cells = [headings.map((heading) => heading.trim()), ...rows];
  const widths = headings.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const toLine = (row) =>
    `| ${row.map((cell, column) => (right[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (right[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [toLine(cells[0]), rule, ...cells.slice(1).map(toLine)].join('\n');
}

/** @param {number} nanoseconds */
export function toTime(nanoseconds) {
  if (nanoseconds < 1000) return `${nanoseconds.toFixed(nanoseconds < 10 ? 1 : 0)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toFixed(2)} µs`;
  return `${(nanoseconds / 1e6).toFixed(1)} ms`;
}

/** @param {number} ratio */
export function toRatio(ratio) {
  return `${ratio.toFixed(2)} ×`;
}

/** @param {number} count */
export function toCount(count) {
  return Math.round(count).toLocaleString('en-GB');
}
