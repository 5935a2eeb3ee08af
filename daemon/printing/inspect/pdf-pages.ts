// Walks the page tree of a PDF: how many pages there really are and how large. /Count is not believed: a document may say 1 and print 100.
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { PdfFile } from "./pdf-file.ts";
import { isArray, isDict, isName, isRef, type PdfDict, type PdfRef, type PdfValue } from "./pdf-syntax.ts";

export interface PdfPage {
  /** Of the crop box, in points of 1/72 inch, before rotation and user unit: what engines draw. */
  readonly width: number;
  readonly height: number;
  /** Points × this is what comes out on paper (§7.7.3.3). */
  readonly userUnit: number;
}

/** A node of the tree whose /Count is not the number of pages under it. */
export interface LyingNode {
  readonly ref: PdfRef;
  readonly dict: PdfDict;
  readonly count: number;
}

export interface PdfPageTree {
  readonly pages: readonly PdfPage[];
  readonly lies: readonly LyingNode[];
  /** Form fields are drawn by a further step. */
  readonly hasForm: boolean;
}

/** Nodes above pages: a tree of two children each has as many as pages; more are empty on purpose. */
const nodesPerPage = 2;
const fewestNodes = 10_000;

interface Inherited {
  readonly media: PdfValue;
  readonly crop: PdfValue;
}

interface Step {
  readonly value: PdfValue;
  readonly inherited: Inherited;
  readonly path: ReadonlySet<number>;
  readonly above: Counted | undefined;
}

/** A node, and the pages found under it so far. */
interface Counted {
  readonly above: Counted | undefined;
  readonly ref: PdfRef | undefined;
  readonly dict: PdfDict;
  pages: number;
}

export function walkPages(file: PdfFile, mostPages: number): PdfPageTree | Refusal {
  const root = file.resolve(file.xref.trailer.get("Root"));
  const catalog: PdfDict = isDict(root) ? root : new Map();
  const pages: PdfPage[] = [];
  const nodes: Counted[] = [];
  const steps: Step[] = [
    { value: catalog.get("Pages") ?? null, inherited: { media: null, crop: null }, path: new Set(), above: undefined },
  ];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const dict = file.resolve(step.value);
    if (!isDict(dict)) return refuse("document-damaged"); // a branch that is nothing: some readers print a blank page for it
    const inherited = {
      media: own(file, dict, "MediaBox") ?? step.inherited.media,
      crop: own(file, dict, "CropBox") ?? step.inherited.crop,
    };
    const kids = kidsOf(file, dict, step.above === undefined);
    if (kids === "contradictory") return refuse("document-damaged");
    if (kids === undefined) {
      if (pages.length >= mostPages) return refuse("document-too-large", { pages: pages.length + 1 });
      pages.push(pageOf(file, dict, inherited));
      for (let node: Counted | undefined = step.above; node; node = node.above) node.pages += 1;
      continue;
    }
    const ref = isRef(step.value) ? step.value : undefined;
    if (ref && step.path.has(ref.ref)) return refuse("document-damaged");
    if (nodes.length >= Math.max(fewestNodes, mostPages * nodesPerPage)) return refuse("document-too-large", { nodes: nodes.length });
    if (steps.length + kids.length > mostPages * nodesPerPage + fewestNodes) return refuse("document-too-large", { pages: kids.length });
    const node: Counted = { above: step.above, ref, dict, pages: 0 };
    nodes.push(node);
    const path = ref ? new Set(step.path).add(ref.ref) : step.path;
    if (path.size > deepestTree) return refuse("document-damaged");
    for (let i = kids.length - 1; i >= 0; i--) steps.push({ value: kids[i] ?? null, inherited, path, above: node });
  }
  if (pages.length === 0) return refuse("document-empty");
  const lies = nodes.flatMap(({ ref, dict, pages: count }) =>
    file.resolve(dict.get("Count")) === count || ref === undefined ? [] : [{ ref, dict, count }],
  );
  return { pages, lies, hasForm: isDict(file.resolve(catalog.get("AcroForm"))) };
}

/**
 * The branches under a node; undefined for a page. Readers disagree about a dictionary that is neither quite: some go by /Kids, some by /Type.
 * What any of them would print is a page here (seen: Ghostscript and poppler print a /Type /Page whose /Kids is empty, or whose /Type is unknown),
 * and a page with branches under it is refused. The root is a node for all of them.
 */
function kidsOf(file: PdfFile, dict: PdfDict, isRoot: boolean): readonly PdfValue[] | "contradictory" | undefined {
  const kids = file.resolve(dict.get("Kids"));
  if (isRoot) return isArray(kids) ? kids : [];
  if (!isArray(kids)) return undefined;
  const type = file.resolve(dict.get("Type"));
  const isNode = isName(type) && type.name === "Pages";
  if (kids.length === 0) return isNode ? kids : undefined;
  return isNode || type === null ? kids : "contradictory";
}

/** A balanced tree of 10 000 pages is 14 deep; a chain of nodes is not a tree. */
const deepestTree = 256;

const own = (file: PdfFile, dict: PdfDict, key: string): PdfValue | undefined => (dict.has(key) ? file.resolve(dict.get(key)) : undefined);

function pageOf(file: PdfFile, dict: PdfDict, inherited: Inherited): PdfPage {
  const media = boxOf(file, inherited.media) ?? { left: 0, bottom: 0, right: 612, top: 792 }; // engines assume Letter
  const crop = boxOf(file, inherited.crop) ?? media;
  const width = Math.min(media.right, crop.right) - Math.max(media.left, crop.left);
  const height = Math.min(media.top, crop.top) - Math.max(media.bottom, crop.bottom);
  const unit = file.resolve(dict.get("UserUnit"));
  const userUnit = typeof unit === "number" && unit > 0 && unit <= 1_000 ? unit : 1;
  // A crop box outside the page is ignored.
  if (width <= 0 || height <= 0) return { width: media.right - media.left, height: media.top - media.bottom, userUnit };
  return { width, height, userUnit };
}

function boxOf(file: PdfFile, value: PdfValue): { left: number; bottom: number; right: number; top: number } | undefined {
  if (!isArray(value) || value.length < 4) return undefined;
  const corners = value.slice(0, 4).map((corner) => file.resolve(corner));
  const [a, b, c, d] = corners;
  if (typeof a !== "number" || typeof b !== "number" || typeof c !== "number" || typeof d !== "number") return undefined;
  const box = { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) };
  return box.right - box.left > 0 && box.top - box.bottom > 0 ? box : undefined;
}
