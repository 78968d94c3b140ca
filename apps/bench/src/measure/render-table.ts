import Table from 'cli-table3';

/** A column: its title, and on which side its cells stand. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** A table for a terminal, without colours. Cells beyond the columns are an error of the caller, missing ones are empty. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ head: columns.map(({ title }) => title), style: { head: [], border: [], compact: true }, colAligns: columns.map(({ align = 'left' }) => align) });
  table.push(...rows.map((row) => columns.map((_, index) => row[index] ?? '')));
  return table.toString();
}
