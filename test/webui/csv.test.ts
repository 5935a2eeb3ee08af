// A list as a file: what a spreadsheet opens, and nothing it would run.
import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "../../webui/shared/csv.ts";

test("each language has its separator and its decimal sign, and lines end as RFC 4180 says", () => {
  assert.equal(
    csvOf("fr", [
      ["Nom", "Crédit"],
      ["Zoé", 1234.5],
    ]),
    "\uFEFFNom;Crédit\r\nZoé;1234,5\r\n",
  );
  assert.equal(csvOf("en", [["Zoé, the one", -0.05]]), '\uFEFF"Zoé, the one",-0.05\r\n');
});

test("what would be a formula is text, however it begins; an amount below nothing stays a number", () => {
  for (const begins of ["=", "+", "-", "@", "\t"]) assert.ok(csvOf("fr", [[`${begins}1+1`]]).startsWith(`\uFEFF'${begins}1+1`));
  assert.equal(csvOf("fr", [["\r=1"]]), '\uFEFF"\'\r=1"\r\n');
  assert.equal(csvOf("fr", [[-2]]), "\uFEFF-2\r\n");
});

test("quotes, separators and line ends stay inside their field", () => {
  assert.equal(csvOf("en", [['say "hi"', "a\nb", "a;b"]]), '\uFEFF"say ""hi""","a\nb","a;b"\r\n');
});
