// Hands a table, or what the box made, to the browser as a file.
export const download = (name: string, text: string): void => save(name, new Blob([text], { type: "text/csv;charset=utf-8" }));

export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
